namespace EventExporter.Configuration.Validation;

/// <summary>Runs every rule; none keeps another from running, so that a user sees all problems at once.</summary>
internal static class ConfigurationValidator
{
    private static readonly IConfigurationRule[] Rules =
    [
        new NamespacesAreNames(),
        new FieldSelectorIsValid(),
        new ServerAddressIsValid(),
        new ServerAuthIsSound(),
        new ServerTlsIsUsable(),
        new StoragePathIsUsable(),
        new MetricsPrefixIsValid(),
        new LeaderElectionTimesAreOrdered(),
        new ReceiverNamesAreUnique(),
        new ReceiverLimitsAreConsistent(),
        new QuietOptionsAreConsistent(),
        new ActiveTimesAreTimes(),
        new InhibitRulesAreValid(),
        new EndpointsAreAddresses(),
        new RouteReceiversExist(),
        new ReceiversAreUsed(),
        new PatternsAreValid(),
        new TypePatternsCanMatch(),
        new CountsAreOrdered(),
        new ClassifyRulesHaveAnEffect(),
        new DropRulesHaveConditions(),
        new DropRulesNameNoReceiver(),
        new MatchRulesHaveAnEffect(),
        new MatchRulesAreNotSplit(),
        new RoutesAreReachable(),
        new AlertsAreValid(),
        new RateWeeksAreOrdered(),
        new TemplatesAreValid(),
    ];

    public static void Validate(ValidationContext context)
    {
        foreach (var rule in Rules)
            rule.Check(context);
    }
}
