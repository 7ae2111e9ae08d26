using EventExporter.Pipeline.Journal.Format;
using Microsoft.Data.Sqlite;

namespace EventExporter.Pipeline.Journal;

/// <summary>
/// The dead letters in the journal's file: the running exporter's (<see cref="SqliteJournal.DeadLetters"/>), or a command's own with a
/// <see cref="ConnectionBeside"/>. Beyond <see cref="Kept"/> letters the oldest go.
/// </summary>
internal sealed class DeadLetterStore(IJournalConnection connection) : IDeadLetterStore
{
    public const int Kept = 100_000;

    private const string Columns = "id, receiver, sequence, identity, at, reason, payload, event, count, state";

    public Task AddDeadLettersAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation) => connection.UseAsync(
        db => InTransaction(db, () =>
        {
            var encoder = new BatchEncoder();
            // Replaces the letter of the same occurrence: after a kill it may be refused once more, and is still one loss.
            using var insert = new Statement(db, $"INSERT OR REPLACE INTO dead_letters({Columns}) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
            foreach (var l in letters)
            {
                var encoded = l.Event is null ? null : encoder.Encode([l.Event]);
                insert.Run(l.Id == 0 ? null : l.Id, l.Receiver, l.Sequence, l.Identity, l.At.UtcTicks, l.Reason, l.Payload, encoded, l.Count, (int)l.State);
            }

            using var trim = new Statement(db, "DELETE FROM dead_letters WHERE id <= (SELECT max(id) FROM dead_letters) - $1");
            trim.Run(Kept);
            return letters.Count;
        }),
        cancellation);

    public IReadOnlyList<DeadLetter> ListDeadLetters(string? receiver, long? before, int limit) => connection.Use(
        db => Select(db, "id < $1 AND ($2 IS NULL OR receiver = $2) ORDER BY id DESC LIMIT $3", before ?? long.MaxValue, receiver, limit));

    public DeadLetter? GetDeadLetter(long id) => connection.Use(db => Select(db, "id = $1", id) is [var letter] ? letter : null);

    public IReadOnlyDictionary<string, long> CountDeadLetters() => connection.Use(db =>
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        using var statement = new Statement(db, "SELECT receiver, count(*) FROM dead_letters GROUP BY receiver");
        using var reader = statement.Query();
        while (reader.Read())
            counts[reader.GetString(0)] = reader.GetInt64(1);
        return counts;
    });

    public int RequestRetry(IReadOnlyList<long> ids) => connection.Use(
        db => ForEach(db, "UPDATE dead_letters SET state = 1 WHERE id = $1 AND state = 0 AND event IS NOT NULL", ids));

    public int RequestRetryOfAll(string? receiver) => connection.Use(
        db => Run(db, "UPDATE dead_letters SET state = 1 WHERE ($1 IS NULL OR receiver = $1) AND state = 0 AND event IS NOT NULL", receiver));

    public IReadOnlyList<DeadLetter> TakeRetryRequests(string receiver, int limit) => connection.Use(db =>
    {
        using var any = new Statement(db, "SELECT 1 FROM dead_letters WHERE state = 1 AND receiver = $1 LIMIT 1");
        return any.Number(receiver) is null ? [] : InTransaction(db, () =>
        {
            var letters = Select(db, "state = 1 AND receiver = $1 ORDER BY id LIMIT $2", receiver, limit);
            using var take = new Statement(db, "UPDATE dead_letters SET state = $2 WHERE id = $1");
            foreach (var letter in letters)
                take.Run(letter.Id, (int)(letter.Event is null ? DeadLetterState.Kept : DeadLetterState.Retrying));
            letters.RemoveAll(l => l.Event is null);
            return (IReadOnlyList<DeadLetter>)letters.ConvertAll(l => l with { State = DeadLetterState.Retrying });
        });
    });

    public int Discard(IReadOnlyList<long> ids) => connection.Use(db => ForEach(db, "DELETE FROM dead_letters WHERE id = $1", ids));

    public int DiscardAll(string? receiver) => connection.Use(db => Run(db, "DELETE FROM dead_letters WHERE ($1 IS NULL OR receiver = $1)", receiver));

    /// <summary>Retries that the end of the process interrupted are requested again.</summary>
    public static void Resume(SqliteConnection db) => Run(db, "UPDATE dead_letters SET state = 1 WHERE state = 2");

    private static List<DeadLetter> Select(SqliteConnection db, string where, params ReadOnlySpan<object?> values)
    {
        var letters = new List<DeadLetter>();
        using var statement = new Statement(db, $"SELECT {Columns} FROM dead_letters WHERE {where}");
        using var reader = statement.Query(values);
        while (reader.Read())
            letters.Add(Read(reader));
        return letters;
    }

    private static DeadLetter Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetInt64(2),
        row.GetString(3),
        new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
        row.GetString(5),
        row.IsDBNull(6) ? null : row.GetString(6),
        row.IsDBNull(7) ? null : Decode(row.GetFieldValue<byte[]>(7)))
    {
        Count = row.GetInt64(8),
        State = (DeadLetterState)row.GetInt32(9),
    };

    /// <summary>Null for a letter whose event is damaged: it can be read and discarded, not sent.</summary>
    private static Events.AnalyzedEvent? Decode(byte[] payload)
    {
        try
        {
            return BatchDecoder.Decode(payload)[0];
        }
        catch (Exception error) when (BatchDecoder.IsDamage(error))
        {
            return null;
        }
    }

    private static int Run(SqliteConnection db, string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = new Statement(db, sql);
        return statement.Run(values);
    }

    private static int ForEach(SqliteConnection db, string sql, IReadOnlyList<long> ids) => InTransaction(db, () =>
    {
        using var statement = new Statement(db, sql);
        return ids.Sum(id => statement.Run(id));
    });

    private static T InTransaction<T>(SqliteConnection db, Func<T> work)
    {
        JournalDatabase.Execute(db, "BEGIN IMMEDIATE");
        try
        {
            var result = work();
            JournalDatabase.Execute(db, "COMMIT");
            return result;
        }
        catch
        {
            JournalDatabase.TryExecute(db, "ROLLBACK");
            throw;
        }
    }
}
