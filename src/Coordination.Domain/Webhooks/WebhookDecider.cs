using Coordination.Domain.Partners;

namespace Coordination.Domain.Webhooks;

/// <summary>Decides where an agency is told what. The stream belongs to the caller's own agency, and so do its endpoints.</summary>
public static class WebhookDecider
{
    /// <summary>The most addresses that one agency may have.</summary>
    public const int MostEndpoints = 5;

    private const int MostLeadDays = 90, LongestOverlapInHours = 168, MostPeople = 50;
    private static readonly Refusal Unknown = new(RefusalReason.NotFound, "There is no such endpoint.");

    /// <summary>A partner in good standing names an address to which this deployment sends.</summary>
    public static Decision<WebhookEvent> Decide(RegisterEndpoint command, PartnerPosition partner, WebhookBook book) =>
        !partner.IsInStanding(command.By.Agency, command.Now) ? new Refusal(RefusalReason.NoStanding,
            "Your agency is no partner in good standing, or has no agreement in force: nothing is sent to it.")
        : book[command.Endpoint] is not EndpointState.Unknown
        ? new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "endpoint")
        : (EndpointAddress.Check(command.Address, command.Rules) ?? Check(command.Wishes)) is { } wrong ? wrong
        : book.Kept.Count() >= MostEndpoints
        ? new Refusal(RefusalReason.PolicyLimit, $"An agency has at most {MostEndpoints} endpoints: remove one first.")
        : new EndpointRegistered(command.Endpoint, command.Address, command.Secret, command.Wishes);

    /// <summary>From now on other things are told.</summary>
    public static Decision<WebhookEvent> Decide(ChangeWishes command, WebhookBook book) =>
        book[command.Endpoint] is not EndpointState.Known { Details: var details } ? Unknown
        : Check(command.Wishes) is { } wrong ? wrong
        : AreTheSame(details.Wishes, command.Wishes) ? Decision.Nothing<WebhookEvent>()
        : new EndpointWishesChanged(command.Endpoint, command.Wishes);

    /// <summary>Another secret. Without any overlap the one before is of no use at once: for one that got into wrong hands.</summary>
    public static Decision<WebhookEvent> Decide(RotateSecret command, WebhookBook book) =>
        book[command.Endpoint] is not EndpointState.Known ? Unknown
        : command.OverlapHours is < 0 or > LongestOverlapInHours ? new Refusal(RefusalReason.InvalidInput,
            $"The secret before goes on signing for 0 to {LongestOverlapInHours} hours.", "overlapHours")
        : new EndpointSecretRotated(command.Endpoint, command.Secret, command.Now.AddHours(command.OverlapHours));

    /// <summary>Nothing is sent for now.</summary>
    public static Decision<WebhookEvent> Decide(PauseEndpoint command, WebhookBook book) => book[command.Endpoint] switch
    {
        EndpointState.Active => new EndpointPaused(command.Endpoint, command.Cause),
        EndpointState.Paused => Decision.Nothing<WebhookEvent>(),
        _ => Unknown,
    };

    /// <summary>It is sent to again.</summary>
    public static Decision<WebhookEvent> Decide(ResumeEndpoint command, WebhookBook book) => book[command.Endpoint] switch
    {
        EndpointState.Paused => new EndpointResumed(command.Endpoint),
        EndpointState.Active => Decision.Nothing<WebhookEvent>(),
        _ => Unknown,
    };

    /// <summary>A message that says nothing.</summary>
    public static Decision<WebhookEvent> Decide(TryEndpoint command, WebhookBook book) => book[command.Endpoint] switch
    {
        EndpointState.Active => new EndpointTried(command.Endpoint, command.Trial),
        EndpointState.Paused => Paused,
        _ => Unknown,
    };

    /// <summary>A message that had been given up goes out again, before whatever waits.</summary>
    public static Decision<WebhookEvent> Decide(AskForDeadLetter command, WebhookBook book) =>
        !command.IsDead ? Unknown : book[command.Endpoint] switch
        {
            EndpointState.Active => new DeadLetterAskedFor(command.Endpoint, command.Message),
            EndpointState.Paused => Paused,
            _ => Unknown,
        };

    /// <summary>It is over; what had waited is not sent.</summary>
    public static Decision<WebhookEvent> Decide(RemoveEndpoint command, WebhookBook book) => book[command.Endpoint] switch
    {
        EndpointState.Known => new EndpointRemoved(command.Endpoint),
        EndpointState.Removed => Decision.Nothing<WebhookEvent>(),
        _ => Unknown,
    };

    private static Refusal Paused => new(RefusalReason.WrongState, "The endpoint is paused: resume it first.");

    private static Refusal? Check(EndpointWishes wishes) =>
        wishes.Kinds.Count == 0 ? new Refusal(RefusalReason.InvalidInput, "Say of which kinds, at least one.", "kinds")
        : wishes.People.Count > MostPeople ? new Refusal(RefusalReason.InvalidInput, $"At most {MostPeople} people.", "people")
        : wishes.LeadDays is < 1 or > MostLeadDays
        ? new Refusal(RefusalReason.InvalidInput, $"From 1 to {MostLeadDays} days before something is due.", "leadDays")
        : null;

    private static bool AreTheSame(EndpointWishes one, EndpointWishes other) =>
        one.LeadDays == other.LeadDays && one.Kinds.ToHashSet().SetEquals(other.Kinds) && one.People.ToHashSet().SetEquals(other.People);
}
