using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Storage;

/// <summary>What is wrong with one field of a request, worded as apimachinery's validation/field package words it.</summary>
public sealed record FieldProblem(string Field, string Reason, string Message)
{
    public string Text => $"{Field}: {Message}";

    public static FieldProblem Required(string field) => new(field, "FieldValueRequired", "Required value");

    public static FieldProblem Invalid(string field, string value, string why) =>
        new(field, "FieldValueInvalid", $"Invalid value: \"{value}\": {why}");

    public static FieldProblem Forbidden(string field, string why) => new(field, "FieldValueForbidden", "Forbidden: " + why);

    internal JsonObject ToCause() => new() { ["reason"] = Reason, ["message"] = Message, ["field"] = Field };
}
