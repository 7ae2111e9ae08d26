namespace EventExporter.Configuration.Receivers;

/// <summary>A kind of service that events can be sent to.</summary>
/// <param name="Name">The key in a receiver's entry, such as <c>slack</c>.</param>
/// <param name="Description">One sentence for the reference.</param>
/// <param name="OptionsType">The class whose properties are the keys below it.</param>
internal sealed record ReceiverType(string Name, string Description, Type OptionsType);
