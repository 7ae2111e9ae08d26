using EventExporter.Pipeline.Analysis.Extraction;
using EventExporter.Pipeline.Events;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Analysis;

public sealed class DetailExtractorTests
{
    [Theory]
    [InlineData("Failed", "Failed to pull image \"reg.example.com/a/b:1\": failed to resolve reference \"reg.example.com/a/b:1\": unexpected status from HEAD request to https://reg.example.com/v2/a/b/manifests/1: 503 Service Unavailable", "image=reg.example.com/a/b:1 imageError=unavailable registry=reg.example.com")]
    [InlineData("Failed", "Failed to pull image \"nginx:nope\": rpc error: code = NotFound desc = failed to pull and unpack image \"docker.io/library/nginx:nope\": not found", "image=nginx:nope imageError=notFound registry=docker.io")]
    [InlineData("Failed", "Failed to pull image \"localhost:5000/x\": dial tcp: lookup localhost: no such host", "image=localhost:5000/x imageError=dns registry=localhost:5000")]
    [InlineData("Failed", "Failed to pull image \"corp/x\": toomanyrequests: You have reached your pull rate limit", "image=corp/x imageError=rateLimited registry=docker.io")]
    [InlineData("Failed", "Failed to pull image \"r.io/x\": pull access denied, repository does not exist or may require authorization", "image=r.io/x imageError=unauthorized registry=r.io")]
    [InlineData("Failed", "Error: secret \"db-password\" not found", "missing=db-password missingKind=Secret")]
    [InlineData("Failed", "Error: configmap \"app-config\" not found", "missing=app-config missingKind=ConfigMap")]
    [InlineData("Failed", "Error: couldn't find key url in ConfigMap shop/app-config", "missing=app-config missingKey=url missingKind=ConfigMap")]
    [InlineData("Failed", "Error: couldn't find key token in Secret shop/api", "missing=api missingKey=token missingKind=Secret")]
    [InlineData("Pulling", "Pulling image \"a.b/c@sha256:0\"", "image=a.b/c@sha256:0 registry=a.b")]
    [InlineData("BackOff", "Back-off restarting failed container app in pod web-1_shop(0-1-2)", "container=app")]
    [InlineData("BackOff", "Back-off pulling image \"a.b/c:1\"", "image=a.b/c:1 registry=a.b")]
    [InlineData("BackoffLimitExceeded", "Container app terminated with exit code 137", "exitCode=137 signal=SIGKILL")]
    [InlineData("FailedPostStartHook", "Exec lifecycle hook ([sh]) for Container \"app\" in Pod \"x\" failed - error: command 'sh' exited with 126: , message: \"\"", "exitCode=126")]
    [InlineData("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", "probe=readiness statusCode=503")]
    [InlineData("Unhealthy", "Liveness probe errored: rpc error", "probe=liveness")]
    [InlineData("Scheduled", "Successfully assigned shop/web-1 to node-a", "node=node-a")]
    [InlineData("FailedScheduling", "0/6 nodes are available: 2 Insufficient cpu, 4 node(s) had untolerated taint {a: b}. preemption: 0/6 nodes are available: 6 No preemption victims found for incoming pod.", "resource=cpu unschedulable=node(s) had untolerated taint {a: b}")]
    [InlineData("FailedScheduling", "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found", "claim=unbound unschedulable=pod has unbound immediate PersistentVolumeClaims. not found")]
    [InlineData("FailedScheduling", "persistentvolumeclaim \"data\" not found", "claim=data missing=data missingKind=PersistentVolumeClaim")]
    [InlineData("FailedMount", "MountVolume.SetUp failed for volume \"config\" : configmap \"web-config\" not found", "missing=web-config missingKind=ConfigMap volume=config")]
    [InlineData("FailedMount", "Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data]: timed out", "volume=data")]
    [InlineData("FailedAttachVolume", "Multi-Attach error for volume \"pvc-1\" Volume is already exclusively attached", "volume=pvc-1")]
    [InlineData("Evicted", "The node was low on resource: ephemeral-storage. Threshold quantity: 4Gi, available: 2Gi. Container app was using 3Gi", "container=app resource=ephemeral-storage")]
    [InlineData("SystemOOM", "System OOM encountered, victim process: python3, pid: 4711", "process=python3 resource=memory")]
    [InlineData("ScalingReplicaSet", "Scaled up replica set web-5d to 3 from 1", "replicaSet=web-5d replicasFrom=1 replicasTo=3")]
    [InlineData("ScalingReplicaSet", "Scaled down replica set web-5d from 3 to 1", "replicaSet=web-5d replicasFrom=3 replicasTo=1")]
    [InlineData("SuccessfulCreate", "Created pod: web-5d-x", "created=web-5d-x")]
    [InlineData("SuccessfulRescale", "New size: 8; reason: cpu resource utilization above target", "replicasTo=8")]
    [InlineData("FailedCreate", "Error creating: pods \"x-1\" is forbidden: exceeded quota: team, requested: requests.memory=1Gi, used: requests.memory=8Gi, limited: requests.memory=8Gi", "quota=team resource=memory")]
    [InlineData("FailedCreate", "Error creating: pods \"x-\" is forbidden: error looking up service account shop/bot: serviceaccount \"bot\" not found", "missing=bot missingKind=ServiceAccount")]
    [InlineData("ProvisioningFailed", "storageclass.storage.k8s.io \"fast\" not found", "missing=fast missingKind=StorageClass")]
    [InlineData("SomethingElse", "Nothing that is known", "")]
    public void A_message_yields_what_it_names(string reason, string message, string expected) =>
        Assert.Equal(expected, Text(Extract(reason, message)));

    [Fact]
    public void The_container_comes_from_the_reference_first() =>
        Assert.Equal("container=side", Text(Extract("Killing", "Stopping container app", "spec.initContainers{side}")));

    [Fact]
    public void No_message_whatever_makes_it_fail_or_gives_an_empty_detail()
    {
        string[] reasons = ["Failed", "BackOff", "Unhealthy", "FailedScheduling", "Evicted", "SystemOOM", "ScalingReplicaSet", "FailedCreate", "FailedMount", "BackoffLimitExceeded", "Scheduled"];
        string[] pieces = ["image \"", "\"", "exit code ", "999999999999", " from ", " to ", "available: ", ", ", "3 Insufficient ", "couldn't find key ", " in ConfigMap ", "/", "\" not found", "secret \"", "quota: ", "requested: ", "=", "victim process: ", "[", "]", " "];
        Prop.ForAll<int, int>((seed, length) =>
        {
            var random = new Random(seed);
            var message = string.Concat(Enumerable.Range(0, Math.Abs(length % 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            return Extract(reasons[random.Next(reasons.Length)], message).All(d => d.Value.Length > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static string Text(IReadOnlyDictionary<string, string> details) =>
        string.Join(' ', details.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key}={d.Value}"));

    private static IReadOnlyDictionary<string, string> Extract(string reason, string message, string fieldPath = "") => DetailExtractor.Extract(new EnrichedEvent(
        new ClusterEvent { Reason = reason, Message = message, Type = "Warning", InvolvedObject = new ObjectReference { Kind = "Pod", FieldPath = fieldPath } }, ObjectFacts.Unknown));
}
