namespace Coordination.Host.Cli.GateCases;

/// <summary>Reads what a case says was recorded.</summary>
/// <param name="file">The file, for what is said of a bad one.</param>
/// <param name="root">The part of the case that holds the lists.</param>
/// <param name="now">The instant of the question: what was recorded later is not known yet.</param>
internal sealed class GateCaseEvents(string file, string root, DateTimeOffset now)
{
    /// <summary>The events of one list that are known at the instant of the question.</summary>
    /// <exception cref="GateCaseProblem">An event is none of its list, or does not have the shape of its name.</exception>
    public List<TEvent> Read<TEvent>(string list, IReadOnlyList<GateCaseEvent> events) where TEvent : DomainEvent
    {
        var known = new List<TEvent>(events.Count);
        for (var at = 0; at < events.Count; at++)
        {
            var path = $"{root}.{list}[{at}]";
            if (at > 0 && events[at].RecordedAt < events[at - 1].RecordedAt)
                throw new GateCaseProblem(file, $"{path}.recordedAt",
                    "Events are listed in the order of recording; this one was recorded before the one above it.");
            var happened = Decode<TEvent>(events[at], path);
            if (events[at].RecordedAt <= now)
                known.Add(happened);
        }
        return known;
    }

    private TEvent Decode<TEvent>(GateCaseEvent written, string path) where TEvent : DomainEvent
    {
        var data = Encoding.UTF8.GetBytes(written.Data.GetRawText());
        var type = Catalogue.Current.TypeOf(written.Type);
        if (type?.IsSubclassOf(typeof(TEvent)) == false)
            throw NotOfThisList<TEvent>(path);
        if (type is not null && JsonFault.Find(data, type, StoredJson.Options) is { } fault)
            throw new GateCaseProblem(file, fault.Field is null ? $"{path}.data" : $"{path}.data.{fault.Field}", fault.Expected);
        try
        {
            return EventCodec.Current.Decode(Stored(written, data)).Event as TEvent ?? throw NotOfThisList<TEvent>(path);
        }
        catch (Exception wrong) when (wrong is EventNotReadableException or JsonException)
        {
            throw NotOfThisList<TEvent>(path);
        }
    }

    private GateCaseProblem NotOfThisList<TEvent>(string path) =>
        new(file, $"{path}.type",
            "Expected one of: " + string.Join(", ",
                Catalogue.Current.Names.Where(named => named.Key.IsSubclassOf(typeof(TEvent))).Select(named => named.Value)
                    .Order(StringComparer.Ordinal)) + ".");

    // Who recorded it is nothing that the gate looks at.
    private static StoredEvent Stored(GateCaseEvent written, byte[] data) =>
        new(1, "case", 1, Guid.Empty, written.Type, data, new AppendMetadata("nobody", "nowhere", written.RecordedAt), written.RecordedAt);
}
