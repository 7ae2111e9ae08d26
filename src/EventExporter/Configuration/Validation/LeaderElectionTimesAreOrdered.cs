using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Validation;

/// <summary>leaseDuration &gt; renewDeadline &gt; retryPeriod, else two replicas could both believe to lead.</summary>
internal sealed class LeaderElectionTimesAreOrdered : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var election = context.Configuration.LeaderElection;
        if (election.RenewDeadline >= election.LeaseDuration)
        {
            context.Error(context.Sources.Of(election, "renewDeadline"),
                $"renewDeadline ({Duration.Format(election.RenewDeadline)}) is not shorter than leaseDuration ({Duration.Format(election.LeaseDuration)})",
                "raise leaseDuration or lower renewDeadline");
        }

        if (election.RetryPeriod >= election.RenewDeadline)
        {
            context.Error(context.Sources.Of(election, "retryPeriod"),
                $"retryPeriod ({Duration.Format(election.RetryPeriod)}) is not shorter than renewDeadline ({Duration.Format(election.RenewDeadline)})",
                "raise renewDeadline or lower retryPeriod");
        }
    }
}
