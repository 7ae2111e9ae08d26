namespace EventExporter.Hosting;

/// <summary>Receivers that cannot be made; one problem a line.</summary>
internal sealed class ReceiverProblemsException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems => problems;
}
