namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>
/// What somebody entered cannot be kept as one event. It is the caller's to mend: HTTP answers it with 413 when it is
/// <see cref="TooLarge"/>, else with 422. The message names the event and the limit, never the content.
/// </summary>
public sealed class EventNotStorableException(string message, bool tooLarge) : Exception(message)
{
    /// <summary>Too many bytes, as against a character that cannot be stored.</summary>
    public bool TooLarge { get; } = tooLarge;
}

/// <summary>The log holds an event that this version of the software cannot read. Going on would be to act on half a history.</summary>
public sealed class EventNotReadableException(string message, Exception? cause = null) : Exception(message, cause);
