using System.Text.Json;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks.Aws;

namespace EventExporter.Pipeline.Sinks.Kinesis;

/// <summary>The answer to a batch: an entry a record, in their order, with where it went or why it did not.</summary>
internal static class PutAnswer
{
    /// <summary>One entry a record. Throws <see cref="JsonException"/> if it is no such answer.</summary>
    public static List<Entry> Read(ReadOnlySpan<byte> answer, string field, int records)
    {
        var entries = new List<Entry>(records);
        var json = new Utf8JsonReader(answer);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("no object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isEntries = json.ValueTextEquals(field);
            json.Read();
            if (isEntries && json.TokenType == JsonTokenType.StartArray)
                ReadEntries(ref json, entries);
            else
                json.Skip();
        }

        return entries.Count == records ? entries : throw new JsonException($"{entries.Count} results for {records} records");
    }

    private static void ReadEntries(ref Utf8JsonReader json, List<Entry> entries)
    {
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            var entry = default(Entry);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString();
                json.Read();
                if (json.TokenType == JsonTokenType.String)
                    entry = entry.With(name!, json.GetString()!);
                else
                    json.Skip();
            }

            entries.Add(entry);
        }
    }

    internal readonly record struct Entry(string? Shard, string? Sequence, string? ErrorCode, string? ErrorMessage)
    {
        /// <summary><c>shardId-000000000000:4954...</c>, or the record id of Firehose.</summary>
        public string? Receipt => Shard is null ? Sequence : $"{Shard}:{Sequence}";

        public Entry With(string name, string value) => name switch
        {
            "ShardId" => this with { Shard = value },
            "SequenceNumber" or "RecordId" => this with { Sequence = value },
            "ErrorCode" => this with { ErrorCode = value },
            "ErrorMessage" => this with { ErrorMessage = value },
            _ => this,
        };

        public OutcomeKind Kind => ErrorCode switch
        {
            null when Sequence is not null => OutcomeKind.Delivered,
            not null when AwsErrorTypes.KindOf(ErrorCode) == AwsErrorKind.Content => OutcomeKind.Rejected,
            _ => OutcomeKind.Retry,
        };

        public string Reason => ErrorCode is null ? "the answer does not say where the record is" : $"{ErrorCode}: {ErrorMessage}";
    }
}
