using System.Text.Json.Nodes;
using EventExporter.Pipeline.Sinks.Elasticsearch;

namespace EventExporter.Cli.ElasticsearchSetup;

/// <summary>The mappings of the documents that the receiver writes. Texts are keywords unless they are sentences; maps with keys of others do not make fields.</summary>
internal static class EventMappings
{
    public static JsonObject Of(DocumentFormat format, ClusterFacts cluster) => Parse(format == DocumentFormat.Ecs ? Ecs : Plain, cluster);

    public static JsonObject Incidents(ClusterFacts cluster) => Parse(Incident, cluster);

    private static JsonObject Parse(string text, ClusterFacts cluster) => JsonNode.Parse(text
        .Replace("\"MAP\"", cluster.IsOpenSearch ? """{"type":"flat_object"}""" : """{"type":"flattened","ignore_above":8191}""", StringComparison.Ordinal)
        // Annotations hold whole manifests, and flat_object has no limit to what it indexes of them.
        .Replace("\"NOTES\"", cluster.IsOpenSearch ? """{"type":"object","enabled":false}""" : """{"type":"flattened","ignore_above":8191}""", StringComparison.Ordinal)
        .Replace("\"CONSTANT\"", cluster.IsOpenSearch ? """{"type":"keyword"}""" : """{"type":"constant_keyword"}""", StringComparison.Ordinal)
        .Replace("\"KEY\"", """{"type":"keyword","ignore_above":1024}""", StringComparison.Ordinal)
        .Replace("\"OLDKEY\"", """{"type":"keyword","ignore_above":1024,"fields":{"keyword":{"type":"keyword","ignore_above":1024}}}""", StringComparison.Ordinal)
        .Replace("\"TEXT\"", """{"type":"text","norms":false}""", StringComparison.Ordinal)
        .Replace("\"OLDTEXT\"", """{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":1024}}}""", StringComparison.Ordinal)
        .Replace("\"DATE\"", """{"type":"date"}""", StringComparison.Ordinal)
        .Replace("\"LONG\"", """{"type":"long"}""", StringComparison.Ordinal)
        .Replace("\"BOOL\"", """{"type":"boolean"}""", StringComparison.Ordinal)
        .Replace("\"OPAQUE\"", """{"type":"object","enabled":false}""", StringComparison.Ordinal))!.AsObject();

    private const string Ecs = """
        {
          "date_detection": false,
          "dynamic_templates": [{"texts_are_keywords": {"match_mapping_type": "string", "mapping": {"type": "keyword", "ignore_above": 1024}}}],
          "properties": {
            "@timestamp": "DATE",
            "message": "TEXT",
            "ecs": {"properties": {"version": "KEY"}},
            "data_stream": {"properties": {"type": "CONSTANT", "dataset": "CONSTANT", "namespace": "CONSTANT"}},
            "event": {"properties": {
              "kind": "KEY", "module": "KEY", "dataset": "KEY", "id": "KEY", "action": "KEY", "provider": "KEY",
              "severity": "LONG", "start": "DATE", "end": "DATE", "created": "DATE"}},
            "metricset": {"properties": {"name": "KEY"}},
            "service": {"properties": {"type": "KEY"}},
            "log": {"properties": {"level": "KEY"}},
            "orchestrator": {"properties": {"type": "KEY", "cluster": {"properties": {"name": "KEY"}}}},
            "kubernetes": {"properties": {
              "namespace": "KEY",
              "annotations": "NOTES",
              "event": {"properties": {
                "count": "LONG", "message": "TEXT", "reason": "KEY", "type": "KEY", "action": "KEY",
                "timestamp": {"properties": {"first_occurrence": "DATE", "last_occurrence": "DATE"}},
                "source": {"properties": {"component": "KEY", "host": "KEY"}},
                "metadata": {"properties": {
                  "name": "KEY", "namespace": "KEY", "uid": "KEY", "resource_version": "KEY",
                  "timestamp": {"properties": {"created": "DATE"}}, "labels": "MAP", "annotations": "NOTES"}},
                "involved_object": {"properties": {
                  "api_version": "KEY", "kind": "KEY", "namespace": "KEY", "name": "KEY", "uid": "KEY", "resource_version": "KEY", "field_path": "KEY"}}}}}},
            "event_exporter": {"properties": {
              "delta": "LONG", "total": "LONG", "category": "KEY", "severity": "KEY", "node": "KEY", "deleted": "BOOL", "lookup": "KEY",
              "owner": {"properties": {"api_version": "KEY", "kind": "KEY", "name": "KEY"}},
              "details": "MAP", "incident": "KEY", "kind": "KEY", "finding": "OPAQUE", "identity": "KEY"}}
          }
        }
        """;

    // Texts have a second field named keyword: Elasticsearch made it by itself where there was no template, and older dashboards use it.
    private const string Plain = """
        {
          "date_detection": false,
          "dynamic_templates": [{"texts_are_keywords": {
            "match_mapping_type": "string",
            "mapping": {"type": "keyword", "ignore_above": 1024, "fields": {"keyword": {"type": "keyword", "ignore_above": 1024}}}}}],
          "properties": {
            "@timestamp": "DATE",
            "metadata": {"properties": {
              "name": "OLDKEY", "namespace": "OLDKEY", "uid": "OLDKEY", "resourceVersion": "OLDKEY", "creationTimestamp": "DATE", "labels": "MAP", "annotations": "NOTES"}},
            "reason": "OLDKEY", "message": "OLDTEXT", "type": "OLDKEY", "action": "OLDKEY", "count": "LONG",
            "source": {"properties": {"component": "OLDKEY", "host": "OLDKEY"}},
            "firstTimestamp": "DATE", "lastTimestamp": "DATE", "eventTime": "DATE",
            "series": {"properties": {"count": "LONG", "lastObservedTime": "DATE"}},
            "reportingComponent": "OLDKEY", "reportingInstance": "OLDKEY", "clusterName": "OLDKEY",
            "involvedObject": {"properties": {
              "kind": "OLDKEY", "namespace": "OLDKEY", "name": "OLDKEY", "uid": "OLDKEY", "apiVersion": "OLDKEY", "resourceVersion": "OLDKEY", "fieldPath": "OLDKEY",
              "labels": "MAP", "annotations": "NOTES", "deleted": "BOOL"}},
            "delta": "LONG", "totalCount": "LONG", "firstSeen": "DATE", "lastSeen": "DATE", "category": "OLDKEY", "severity": "OLDKEY",
            "owner": {"properties": {"apiVersion": "OLDKEY", "kind": "OLDKEY", "name": "OLDKEY"}},
            "node": "OLDKEY", "lookup": "OLDKEY", "details": "MAP", "incident": "OLDKEY", "finding": "OPAQUE", "identity": "OLDKEY"
          }
        }
        """;

    private const string Incident = """
        {
          "date_detection": false,
          "dynamic_templates": [{"texts_are_keywords": {"match_mapping_type": "string", "mapping": {"type": "keyword", "ignore_above": 1024}}}],
          "properties": {
            "@timestamp": "DATE",
            "message": "TEXT",
            "incident": {"properties": {
              "id": "KEY", "state": "KEY", "open": "BOOL", "number": "LONG", "title": "KEY", "rule": "KEY", "cause": "KEY", "change": "KEY", "severity": "KEY", "category": "KEY",
              "since": "DATE", "last_seen": "DATE", "resolved": "DATE", "duration": "LONG", "count": "LONG", "objects": "LONG", "reopened": "LONG",
              "root": {"properties": {"api_version": "KEY", "kind": "KEY", "namespace": "KEY", "name": "KEY"}},
              "members": "KEY", "reasons": "KEY", "evidence": "KEY", "changes": "KEY"}},
            "orchestrator": {"properties": {"type": "KEY", "cluster": {"properties": {"name": "KEY"}}}},
            "kubernetes": {"properties": {"namespace": "KEY", "node": {"properties": {"name": "KEY"}}}},
            "event_exporter": {"properties": {"incident": "KEY"}}
          }
        }
        """;
}
