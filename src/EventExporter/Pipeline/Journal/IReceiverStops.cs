namespace EventExporter.Pipeline.Journal;

/// <summary>
/// The receivers whose services have said farewell, in the journal's database, so that a restart does not forget it. A command beside a
/// running exporter removes a stop, and the exporter notices within seconds. All methods throw <see cref="JournalUnavailableException"/>
/// if the file cannot be used.
/// </summary>
internal interface IReceiverStops
{
    /// <summary>Null for a receiver that is not stopped.</summary>
    ReceiverStop? Find(string receiver);

    void Record(string receiver, ReceiverStop stop);

    /// <summary>False if it was not stopped.</summary>
    bool Remove(string receiver);
}
