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
