namespace EventExporter.Configuration.Validation;

/// <summary>What is to be learnt from must be remembered.</summary>
internal sealed class RateWeeksAreOrdered : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var rates = context.Configuration.Rates;
        if (rates.LearnWeeks > rates.KeepWeeks)
            context.Error(context.Sources.Of(rates, "learnWeeks"),
                $"learnWeeks ({rates.LearnWeeks}) is more than keepWeeks ({rates.KeepWeeks}): nothing would ever be reported",
                "lower learnWeeks or raise keepWeeks");
    }
}
