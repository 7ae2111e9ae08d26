using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Pipeline.Analysis.Classification;

public sealed class ClassifierTests
{
    private static readonly Classifier Classifier = new();

    [Theory]
    [InlineData("FailedScheduling", "Warning", "Pod", "0/3 nodes are available", "Scheduling", "Error")]
    [InlineData("BackOff", "Warning", "Pod", "Back-off restarting failed container app in pod x", "Container", "Error")]
    [InlineData("BackOff", "Normal", "Pod", "Back-off pulling image \"x\"", "Image", "Info")]
    [InlineData("Failed", "Warning", "Pod", "Error: ErrImagePull", "Image", "Error")]
    [InlineData("Failed", "Warning", "Pod", "Failed to pull image \"x\": not found", "Image", "Error")]
    [InlineData("Failed", "Warning", "Pod", "Error: configmap \"x\" not found", "Container", "Error")]
    [InlineData("Unhealthy", "Warning", "Pod", "Readiness probe failed: 503", "Probe", "Warning")]
    [InlineData("Unhealthy", "Warning", "Pod", "Liveness probe failed: 503", "Probe", "Error")]
    [InlineData("NodeNotReady", "Normal", "Node", "Node node-a status is now: NodeNotReady", "Node", "Error")]
    [InlineData("FailedCreate", "Warning", "ReplicaSet", "pods \"x\" is forbidden: exceeded quota: q", "Quota", "Error")]
    [InlineData("FailedCreate", "Warning", "ReplicaSet", "admission webhook denied", "Workload", "Error")]
    [InlineData("SuccessfulRescale", "Normal", "HorizontalPodAutoscaler", "New size: 3", "Scaling", "Notice")]
    [InlineData("ProvisioningFailed", "Warning", "PersistentVolumeClaim", "storageclass not found", "Volume", "Error")]
    [InlineData("SyncLoadBalancerFailed", "Warning", "Service", "", "Network", "Error")]
    [InlineData("Issuing", "Normal", "Certificate", "", "Certificate", "Info")]
    [InlineData("SystemOOM", "Warning", "Node", "", "Node", "Critical")]
    [InlineData("Scheduled", "Normal", "Pod", "Successfully assigned", "Scheduling", "Info")]
    public void A_known_reason_has_its_category_and_severity(string reason, string type, string kind, string message, string category, string severity)
    {
        var (c, s) = Classifier.Classify(Event(reason, type, kind, message));

        Assert.Equal((category, severity), (c.ToString(), s.ToString()));
    }

    [Theory]
    [InlineData("Node", "Warning", "Node", "Warning")]
    [InlineData("PersistentVolume", "Normal", "Volume", "Info")]
    [InlineData("HorizontalPodAutoscaler", "Normal", "Scaling", "Info")]
    [InlineData("Certificate", "Warning", "Certificate", "Warning")]
    [InlineData("Deployment", "Warning", "Workload", "Warning")]
    [InlineData("Widget", "Normal", "Other", "Info")]
    [InlineData("Widget", "Custom", "Other", "Info")]
    public void An_unknown_reason_is_judged_by_kind_and_type(string kind, string type, string category, string severity)
    {
        var (c, s) = Classifier.Classify(Event("NobodyKnowsThis", type, kind, ""));

        Assert.Equal((category, severity), (c.ToString(), s.ToString()));
    }

    [Fact]
    public void Own_rules_come_before_the_built_in_ones()
    {
        var classifier = new Classifier([new ReasonRule("Scheduled", EventCategory.Other, Severity.Critical, Severity.Critical) { Kind = "Pod" }]);

        Assert.Equal((EventCategory.Other, Severity.Critical), classifier.Classify(Event("Scheduled", "Normal", "Pod", "")));
        Assert.Equal((EventCategory.Scheduling, Severity.Info), classifier.Classify(Event("Scheduled", "Normal", "Widget", "")));
    }

    [Fact]
    public void The_analyzer_hands_on_the_enriched_event_unchanged()
    {
        var enriched = new EnrichedEvent(Event("Scheduled", "Normal", "Pod", ""), ObjectFacts.Unknown);

        var analyzed = new Analyzer(Classifier).Analyze(enriched);

        Assert.Same(enriched, analyzed.Enriched);
        Assert.Equal(EventCategory.Scheduling, analyzed.Category);
    }

    private static ClusterEvent Event(string reason, string type, string kind, string message) =>
        new() { Reason = reason, Type = type, Message = message, InvolvedObject = new ObjectReference { Kind = kind } };
}
