namespace EventExporter.Configuration.Model;

/// <summary>Where watching begins when there is no position of an earlier run.</summary>
internal enum SourceStart
{
    /// <summary>With events that happen after the start; <c>maxEventAgeSeconds</c> reaches back.</summary>
    Now,

    /// <summary>With every event that the API server still keeps.</summary>
    All,
}
