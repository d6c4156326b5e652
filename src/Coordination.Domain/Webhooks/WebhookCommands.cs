namespace Coordination.Domain.Webhooks;

/// <summary>Names an address at which the agency wants to be told.</summary>
/// <param name="By">Who names it, for which agency.</param>
/// <param name="Endpoint">Minted for it.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Secret">Made for it.</param>
/// <param name="Wishes">What is to be told.</param>
/// <param name="Rules">Which addresses this deployment sends to.</param>
/// <param name="Now">The time.</param>
public sealed record RegisterEndpoint(
    Actor By, EndpointId Endpoint, Sensitive<string> Address, Sensitive<string> Secret, EndpointWishes Wishes, AddressRules Rules,
    DateTimeOffset Now);

/// <summary>Wants to be told other things.</summary>
public sealed record ChangeWishes(EndpointId Endpoint, EndpointWishes Wishes);

/// <summary>Gives the endpoint another secret; the one before signs, too, for so many hours.</summary>
public sealed record RotateSecret(EndpointId Endpoint, Sensitive<string> Secret, int OverlapHours, DateTimeOffset Now);

/// <summary>Sends nothing there for now.</summary>
public sealed record PauseEndpoint(EndpointId Endpoint, PauseCause Cause);

public sealed record ResumeEndpoint(EndpointId Endpoint);

/// <summary>Asks for a message that says nothing.</summary>
public sealed record TryEndpoint(EndpointId Endpoint, Guid Trial);

/// <summary>Asks for a message again that had been given up.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Message">The message.</param>
/// <param name="IsDead">Whether it was given up, and not asked for since.</param>
public sealed record AskForDeadLetter(EndpointId Endpoint, string Message, bool IsDead);

/// <summary>Does not want to be told there any more.</summary>
public sealed record RemoveEndpoint(EndpointId Endpoint);
