namespace EventExporter.Configuration.Validation;

/// <summary>One thing that a configuration has to be, beyond what its declarations say.</summary>
internal interface IConfigurationRule
{
    void Check(ValidationContext context);
}
