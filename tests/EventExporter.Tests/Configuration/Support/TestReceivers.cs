using EventExporter.Configuration.Receivers;

namespace EventExporter.Tests.Configuration.Support;

/// <summary>Receiver types that exist only here, so that these tests do not change with the sinks.</summary>
internal static class TestReceivers
{
    public static readonly ReceiverTypes Types = new(
    [
        new ReceiverType("stdout", "Prints events.", typeof(TestStdoutOptions)),
        new ReceiverType("elasticsearch", "Indexes events.", typeof(TestSearchOptions)),
        new ReceiverType("slack", "Posts events.", typeof(TestChatOptions)),
    ]);
}
