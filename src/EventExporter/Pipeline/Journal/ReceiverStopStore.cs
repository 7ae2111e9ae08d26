using System.Text.Json;

namespace EventExporter.Pipeline.Journal;

/// <summary>The stops in the journal's file: the running exporter's, or a command's own with a <see cref="ConnectionBeside"/>.</summary>
internal sealed class ReceiverStopStore(IJournalConnection connection) : IReceiverStops
{
    public ReceiverStop? Find(string receiver) => connection.Use(db =>
    {
        using var find = new Statement(db, "SELECT data FROM states WHERE part = $1");
        using var row = find.Query(Part(receiver));
        return row.Read() ? Read(row.GetFieldValue<byte[]>(0)) : null;
    });

    public void Record(string receiver, ReceiverStop stop) => connection.Use(db =>
    {
        using var put = new Statement(db, "INSERT OR REPLACE INTO states(part, data) VALUES($1, $2)");
        return put.Run(Part(receiver), JsonSerializer.SerializeToUtf8Bytes(stop));
    });

    public bool Remove(string receiver) => connection.Use(db =>
    {
        using var remove = new Statement(db, "DELETE FROM states WHERE part = $1");
        return remove.Run(Part(receiver)) > 0;
    });

    private static string Part(string receiver) => $"stopped/{receiver}";

    /// <summary>A record that is damaged stops nobody.</summary>
    private static ReceiverStop? Read(byte[] data)
    {
        try
        {
            return JsonSerializer.Deserialize<ReceiverStop>(data);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
