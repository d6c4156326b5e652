using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Execution.Webhooks;

namespace Coordination.Host.Features.Webhooks;

/// <summary>Where an agency wants to be told what is due, for its own administrators. No address of anybody else's can be named or
/// seen.</summary>
public static class WebhookRoutes
{
    private const int PageSize = 100;

    public static IEndpointRouteBuilder MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/webhooks").WithTags("Webhooks").RequireAuthorization(Policies.AgencyAdministrators);
        group.MapPost("/", Register).AsCommand<SecretAnswer>(StatusCodes.Status201Created)
            .WithSummary("Names an address at which your agency wants to be told what is due, and shows the secret that signs it, once.");
        group.MapGet("/", List).Produces<EndpointsAnswer>().WithSummary("Your agency's endpoints, and how they do.")
            .OpenTo(AgencyStanding.Left);
        group.MapGet("/{endpoint:guid}", Get).Produces<EndpointAnswer>().WithSummary("One endpoint, and how it does.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/{endpoint:guid}/wishes", ChangeWishes).AsCommand().WithSummary("Replaces the list of what is to be told there.");
        group.MapPost("/{endpoint:guid}/secret", Rotate).AsCommand<SecretAnswer>(StatusCodes.Status200OK)
            .WithSummary("Gives the endpoint another secret and shows it, once; the one before signs, too, for some hours.");
        group.MapPost("/{endpoint:guid}/pause", Pause).AsCommand().WithSummary("Sends nothing there until it is resumed.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/{endpoint:guid}/resume", Resume).AsCommand().WithSummary("Sends there again, beginning with what waited.");
        group.MapPost("/{endpoint:guid}/test", Try).AsCommand()
            .WithSummary("Sends a message that says nothing, to see whether it arrives.");
        group.MapPost("/{endpoint:guid}/remove", Remove).AsCommand().WithSummary("Removes the endpoint. What waits is not sent.")
            .OpenTo(AgencyStanding.Left);
        group.MapGet("/{endpoint:guid}/dead-letters", DeadLetters).Produces<DeadLettersAnswer>()
            .WithSummary("Messages to this endpoint that were given up, and why.");
        group.MapPost("/{endpoint:guid}/dead-letters/{message}/send-again", SendAgain).AsCommand()
            .WithSummary("Sends a message again that was given up, before whatever waits.");
        return routes;
    }

    private static Task<IResult> Register(EndpointRequest body, CommandCall call, WebhookSettings settings)
    {
        var (endpoint, secret) = (new EndpointId(call.NewId()), Sensitive.Of(SignedWebhook.NewSecret()));
        return SecretReply.Of(secret, endpoint, call.Run(async work =>
        {
            var partner = await work.Load(PartnerStream.Definition, work.Actor.Agency);
            var book = await work.Load(WebhookStream.Definition, work.Actor.Agency);
            var command = new RegisterEndpoint(work.Actor, endpoint, body.Address, secret, body.Wishes, settings.Addresses, work.Now);
            work.Record(WebhookStream.Definition, work.Actor.Agency, WebhookDecider.Decide(command, partner, book));
            return Made(work, endpoint);
        }));
    }

    private static Task<IResult> Rotate(EndpointId endpoint, RotationRequest body, CommandCall call)
    {
        var secret = Sensitive.Of(SignedWebhook.NewSecret());
        return SecretReply.Of(secret, endpoint,
            Change(call, endpoint, (book, now) => WebhookDecider.Decide(new RotateSecret(endpoint, secret, body.Hours, now), book)));
    }

    private static Task<IResult> ChangeWishes(EndpointId endpoint, WishesRequest body, CommandCall call) =>
        Change(call, endpoint, (book, _) => WebhookDecider.Decide(new ChangeWishes(endpoint, body.Wishes), book));

    private static Task<IResult> Pause(EndpointId endpoint, CommandCall call) =>
        Change(call, endpoint, (book, _) => WebhookDecider.Decide(new PauseEndpoint(endpoint, PauseCause.Asked), book));

    private static Task<IResult> Resume(EndpointId endpoint, CommandCall call) =>
        Change(call, endpoint, (book, _) => WebhookDecider.Decide(new ResumeEndpoint(endpoint), book));

    private static Task<IResult> Try(EndpointId endpoint, CommandCall call)
    {
        var trial = call.NewId();
        return Change(call, endpoint, (book, _) => WebhookDecider.Decide(new TryEndpoint(endpoint, trial), book));
    }

    private static Task<IResult> Remove(EndpointId endpoint, CommandCall call) =>
        Change(call, endpoint, (book, _) => WebhookDecider.Decide(new RemoveEndpoint(endpoint), book));

    private static async Task<IResult> SendAgain(EndpointId endpoint, string message, CommandCall call, IOutboxReader outbox,
        CancellationToken cancellation)
    {
        var isDead = await outbox.IsDead(call.Caller.Agency, endpoint, message, cancellation);
        return await Change(call, endpoint, (book, _) => WebhookDecider.Decide(new AskForDeadLetter(endpoint, message, isDead), book));
    }

    private static async Task<IResult> List(Caller caller, StateReader reader, IOutboxReader outbox, TimeProvider time,
        CancellationToken cancellation)
    {
        var (book, _) = await reader.Read(WebhookStream.Definition, caller.Agency, cancellation);
        List<EndpointAnswer> answers = [];
        foreach (var endpoint in book.Kept.OrderBy(known => known.Details.Endpoint.Value))
            answers.Add(await AnswerOf(caller, endpoint, outbox, time, cancellation));
        return Reply.Revealing(new EndpointsAnswer(answers)); // no version: how they do changes without one
    }

    private static async Task<IResult> Get(EndpointId endpoint, Caller caller, StateReader reader, IOutboxReader outbox, TimeProvider time,
        CancellationToken cancellation) =>
        (await reader.Read(WebhookStream.Definition, caller.Agency, cancellation)).State[endpoint] is EndpointState.Known known
            ? Reply.Revealing(await AnswerOf(caller, known, outbox, time, cancellation))
            : Problems.NotFound.With();

    private static async Task<IResult> DeadLetters(EndpointId endpoint, long? after, Caller caller, StateReader reader,
        IOutboxReader outbox, CancellationToken cancellation)
    {
        if ((await reader.Read(WebhookStream.Definition, caller.Agency, cancellation)).State[endpoint] is not EndpointState.Known)
            return Problems.NotFound.With();
        var letters = await outbox.DeadLetters(caller.Agency, endpoint, after ?? 0, PageSize + 1, cancellation);
        return Reply.Plain(new DeadLettersAnswer([.. letters.Take(PageSize)],
            letters.Count > PageSize ? letters[PageSize - 1].Sequence : null));
    }

    private static Task<IResult> Change(CommandCall call, EndpointId endpoint,
        Func<WebhookBook, DateTimeOffset, Decision<WebhookEvent>> decide) => call.Run(async work =>
    {
        var book = await work.Load(WebhookStream.Definition, work.Actor.Agency);
        work.Record(WebhookStream.Definition, work.Actor.Agency, decide(book, work.Now));
        var version = work.VersionOf(WebhookStream.Definition, work.Actor.Agency);
        return Answer.Ok(Changed.Of(endpoint, version), ExecutionJson.Default.Changed, version);
    });

    private static Answer Made(CommandSession work, EndpointId endpoint)
    {
        var version = work.VersionOf(WebhookStream.Definition, work.Actor.Agency);
        return Answer.Made(Changed.Of(endpoint, version), ExecutionJson.Default.Changed, $"/v1/webhooks/{endpoint}", version);
    }

    private static async ValueTask<EndpointAnswer> AnswerOf(Caller caller, EndpointState.Known known, IOutboxReader outbox,
        TimeProvider time, CancellationToken cancellation)
    {
        var (details, wishes) = (known.Details, known.Details.Wishes);
        var figures = await outbox.Figures(caller.Agency, details.Endpoint, cancellation);
        return new(details.Endpoint, details.Address, wishes.Kinds, wishes.People, wishes.LeadDays, (known as EndpointState.Paused)?.Cause,
            details.Before is { } before && time.GetUtcNow() < before.Until ? before.Until : null,
            figures.Waiting, figures.Dead, figures.LastSequence, figures.LastSentAt, figures.NextAt, figures.LastFailure);
    }
}

/// <summary>An address at which the agency wants to be told.</summary>
/// <param name="Address">Where it is: <c>https://…</c>, reached over the internet.</param>
/// <param name="Kinds">Of which kinds; left out: all of them.</param>
/// <param name="People">What is for one person only is told for these people of your agency; left out: for nobody.</param>
/// <param name="LeadDays">How many days before something is due, 1 to 90; left out: 7.</param>
public sealed record EndpointRequest(Sensitive<string> Address, IReadOnlyList<WebhookKind>? Kinds,
    IReadOnlyList<PersonId>? People, int? LeadDays)
{
    internal EndpointWishes Wishes => WishesRequest.Of(Kinds, People, LeadDays);
}

/// <summary>What is to be told from now on; what is left out is as for a new endpoint.</summary>
public sealed record WishesRequest(IReadOnlyList<WebhookKind>? Kinds, IReadOnlyList<PersonId>? People, int? LeadDays)
{
    private const int DefaultLeadDays = 7;

    internal EndpointWishes Wishes => Of(Kinds, People, LeadDays);

    internal static EndpointWishes Of(IReadOnlyList<WebhookKind>? kinds, IReadOnlyList<PersonId>? people, int? leadDays) =>
        new([.. (kinds ?? Enum.GetValues<WebhookKind>()).Distinct().Order()],
            [.. (people ?? []).Distinct().OrderBy(person => person.Value, StringComparer.Ordinal)], leadDays ?? DefaultLeadDays);
}

/// <summary>Another secret.</summary>
/// <param name="OverlapHours">For how many hours the one before signs, too, 0 to 168; left out: 24.</param>
public sealed record RotationRequest(int? OverlapHours)
{
    private const int DefaultOverlap = 24;

    internal int Hours => OverlapHours ?? DefaultOverlap;
}

/// <summary>An endpoint has a secret.</summary>
/// <param name="Id">The endpoint.</param>
/// <param name="Version">The version of the agency's list of endpoints.</param>
/// <param name="Secret">The secret. It is shown this one time; the same command asked again does not show it. Whoever missed it
/// rotates.</param>
public sealed record SecretAnswer(EndpointId Id, long Version, string? Secret);

/// <summary>An endpoint of the agency, as its administrators see it.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Kinds">What it is told.</param>
/// <param name="People">For which people alone.</param>
/// <param name="LeadDays">How many days ahead.</param>
/// <param name="Paused">Why nothing is sent there; left out while something is.</param>
/// <param name="FormerSecretUntil">Until when the secret before signs, too.</param>
/// <param name="Waiting">How many messages wait.</param>
/// <param name="DeadLetters">How many were given up.</param>
/// <param name="LastSequence">The number of the last message.</param>
/// <param name="LastSentAt">When one arrived last.</param>
/// <param name="NextAttemptAt">When the first that waits is tried next.</param>
/// <param name="LastFailure">Why the first that waits did not arrive.</param>
public sealed record EndpointAnswer(
    EndpointId Endpoint, Sensitive<string> Address, IReadOnlyList<WebhookKind> Kinds, IReadOnlyList<PersonId> People, int LeadDays,
    PauseCause? Paused, DateTimeOffset? FormerSecretUntil,
    long Waiting, long DeadLetters, long LastSequence, DateTimeOffset? LastSentAt, DateTimeOffset? NextAttemptAt, Failure? LastFailure);

/// <summary>All endpoints of the agency.</summary>
public sealed record EndpointsAnswer(IReadOnlyList<EndpointAnswer> Items);

/// <summary>Messages that were given up, in the order of their numbers.</summary>
/// <param name="Items">At most a hundred.</param>
/// <param name="Next">Give it back as <c>after</c> for those that follow; left out on the last page.</param>
public sealed record DeadLettersAnswer(IReadOnlyList<DeadLetter> Items, long? Next);

[JsonSerializable(typeof(EndpointRequest))]
[JsonSerializable(typeof(WishesRequest))]
[JsonSerializable(typeof(RotationRequest))]
[JsonSerializable(typeof(SecretAnswer))]
[JsonSerializable(typeof(EndpointAnswer))]
[JsonSerializable(typeof(EndpointsAnswer))]
[JsonSerializable(typeof(DeadLettersAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class WebhooksJson : JsonSerializerContext;

/// <summary>The answer of a command that made a secret. The stored answer does not contain it. Only the creator gets it, once, added to the
/// response.</summary>
internal static class SecretReply
{
    public static async Task<IResult> Of(Sensitive<string> secret, EndpointId endpoint, Task<IResult> command) =>
        await command is CommandReply { Done: { } done, IsReplayed: false } reply
        ? reply.With(
            done with
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(new SecretAnswer(endpoint, done.Version?.Number ?? 0, secret.Reveal()),
                WebhooksJson.Default.SecretAnswer)
            })
        : await command;
}
