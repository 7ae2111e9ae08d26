namespace EventExporter.Configuration.Receivers;

/// <summary>
/// Makes an options class the section of a receiver type: <c>[Receiver("slack", "Posts messages to a Slack channel.")]</c>.
/// Nothing else has to be edited for the configuration to know it; see <see cref="ReceiverTypes.BuiltIn"/>.
/// </summary>
/// <param name="name">The key in a receiver's entry, such as <c>slack</c>.</param>
/// <param name="description">One sentence for the reference.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReceiverAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;
}
