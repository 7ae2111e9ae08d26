using System.Text.Json;

namespace EventExporter.Pipeline.Events.Json;

/// <summary>
/// The additions that event exporters write into <c>involvedObject</c>: <c>labels</c>, <c>annotations</c>, <c>ownerReferences</c>,
/// <c>deleted</c>. The owner that is the controller is all they say of the owner chain.
/// </summary>
internal static class CarriedFacts
{
    /// <summary>Reads the property that the reader stands on if it is one of these; else leaves the reader where it is.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, TextPool pool, string path, ref ObjectFacts? facts)
    {
        if (reader.ValueTextEquals("labels"u8))
        {
            reader.Read();
            facts = Known(facts) with { Labels = JsonValues.Map(ref reader, pool, path + ".labels") };
        }
        else if (reader.ValueTextEquals("annotations"u8))
        {
            reader.Read();
            facts = Known(facts) with { Annotations = JsonValues.Map(ref reader, pool, path + ".annotations") };
        }
        else if (reader.ValueTextEquals("ownerReferences"u8))
        {
            reader.Read();
            var owners = ReadOwners(ref reader, pool, path + ".ownerReferences");
            facts = Known(facts) with { OwnerReferences = owners, OwnerChain = [.. owners.Where(o => o.Controller).Take(1)] };
        }
        else if (reader.ValueTextEquals("deleted"u8))
        {
            reader.Read();
            facts = Known(facts) with { Deleted = JsonValues.Flag(ref reader, path + ".deleted") };
        }
        else
        {
            return false;
        }

        return true;
    }

    private static ObjectFacts Known(ObjectFacts? facts) => facts ?? new ObjectFacts { Lookup = LookupResult.Carried };

    private static List<OwnerReference> ReadOwners(ref Utf8JsonReader reader, TextPool pool, string path)
    {
        var owners = new List<OwnerReference>();
        if (!JsonValues.EnterArray(ref reader, path))
            return owners;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonValues.EnterObject(ref reader, path))
                owners.Add(ReadOwner(ref reader, pool, path));
        }

        return owners;
    }

    private static OwnerReference ReadOwner(ref Utf8JsonReader reader, TextPool pool, string path)
    {
        string apiVersion = "", kind = "", name = "", uid = "";
        var controller = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("apiVersion"u8) && reader.Read())
                apiVersion = JsonValues.Text(ref reader, pool, path);
            else if (reader.ValueTextEquals("kind"u8) && reader.Read())
                kind = JsonValues.Text(ref reader, pool, path);
            else if (reader.ValueTextEquals("name"u8) && reader.Read())
                name = JsonValues.Text(ref reader, pool, path);
            else if (reader.ValueTextEquals("uid"u8) && reader.Read())
                uid = JsonValues.Text(ref reader, pool, path);
            else if (reader.ValueTextEquals("controller"u8) && reader.Read())
                controller = JsonValues.Flag(ref reader, path + ".controller");
            else
                reader.Skip();
        }

        return new OwnerReference(apiVersion, kind, name, uid, controller);
    }
}
