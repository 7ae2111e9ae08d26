namespace EventExporter.Configuration.Validation;

/// <summary>A name stands for one receiver: routes refer to it, and its bookmark is kept under it.</summary>
internal sealed class ReceiverNamesAreUnique : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var receiver in context.Configuration.Receivers.Where(receiver => receiver.Name.Length > 0))
        {
            var place = context.Sources.Of(receiver, "name");
            if (first.TryAdd(receiver.Name, place.Node.Location.Line))
                continue;
            context.Error(place, $"receiver name {place.Node.Describe()} is taken by the receiver in line {first[receiver.Name]}",
                "give each receiver a name of its own");
        }
    }
}
