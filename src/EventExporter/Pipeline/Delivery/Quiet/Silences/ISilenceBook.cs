namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>The silences: kept durably, shared with commands that run beside the exporter.</summary>
internal interface ISilenceBook
{
    /// <summary>All that are kept: those that hold, those to come, and those that ended within the last days; the latest ending first.</summary>
    IReadOnlyList<Silence> List();

    /// <summary>Throws <see cref="SilenceProblemsException"/>, and <see cref="Journal.JournalUnavailableException"/> if it cannot be kept.</summary>
    Silence Add(NewSilence wanted);

    /// <summary>Ends it now. False if there is none of this id that could still be ended.</summary>
    bool Expire(string id);
}
