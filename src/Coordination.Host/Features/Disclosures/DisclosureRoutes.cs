using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Host.Features.Disclosures.Recalls;
using Coordination.Host.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coordination.Host.Features.Disclosures;

/// <summary>Disclosures: asked for from outside, decided by the custodian at the consent gate, addressed to one recipient.</summary>
public static class DisclosureRoutes
{
    public static IServiceCollection AddDisclosures(this IServiceCollection services)
    {
        services.AddFeatureJson(DisclosuresJson.Default);
        services.AddSingleton<RecallLookups>();
        services.TryAddSingleton<AccountingReader>();
        services.AddReaction<RecallReaction, AskCopiesBack>("recalls", cause => new(cause), RecallReaction.Events);
        return services;
    }

    public static IEndpointRouteBuilder MapDisclosures(this IEndpointRouteBuilder routes)
    {
        RequesterRoutes.Map(routes);
        CustodianRoutes.Map(routes);
        AddresseeRoutes.Map(routes);
        LetterRoutes.Map(routes);
        AccountingRoutes.Map(routes);
        SuspensionRoutes.Map(routes);
        return routes;
    }
}

/// <summary>The letter was sent; without <paramref name="SentAt"/>, now.</summary>
public sealed record LetterSentRequest(DateTimeOffset? SentAt);

/// <summary>The letter that asks copies back from somebody outside the task force.</summary>
/// <param name="Disclosure">The disclosure.</param>
/// <param name="To">Name and postal address of the person; left out where none was recorded.</param>
/// <param name="Office">The office of the person; left out where none was recorded.</param>
/// <param name="From">The agency that gave it, and asks.</param>
/// <param name="Items">What is asked back, by its number in the copy. What it says is not in the letter.</param>
/// <param name="Due">Until when an answer is expected.</param>
/// <param name="FoundWrong">Whether some of it was found wrong. Nothing else is said of why it is asked back.</param>
/// <param name="SentAt">When the letter was sent; left out while it was not.</param>
/// <param name="Text">The words, a paragraph each.</param>
public sealed record LetterAnswer(
    DisclosureId Disclosure, Sensitive<string>? To, string? Office, string From, IReadOnlyList<LetterItemAnswer> Items, DateTimeOffset Due,
    bool FoundWrong, DateTimeOffset? SentAt, IReadOnlyList<string> Text);

/// <summary>An item that is asked back.</summary>
public sealed record LetterItemAnswer(int Number, CopyId Copy, InformationCategory Category, SharingMode Mode);

[JsonSerializable(typeof(AskRequest))]
[JsonSerializable(typeof(OfferRequest))]
[JsonSerializable(typeof(AnswerProcessRequest))]
[JsonSerializable(typeof(MatchRequestBody))]
[JsonSerializable(typeof(AuthoriseRequest))]
[JsonSerializable(typeof(RecallAnswerRequest))]
[JsonSerializable(typeof(LetterSentRequest))]
[JsonSerializable(typeof(HandOverRequest))]
[JsonSerializable(typeof(SuspensionRequest))]
[JsonSerializable(typeof(ResumptionRequest))]
[JsonSerializable(typeof(LetterAnswer))]
[JsonSerializable(typeof(ReceivedAnswer))]
[JsonSerializable(typeof(AuthorisedAnswer))]
[JsonSerializable(typeof(MadeAnswer))]
[JsonSerializable(typeof(StandingAnswer))]
[JsonSerializable(typeof(CopyAnswer))]
[JsonSerializable(typeof(DisclosureAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountingAnswer))]
internal sealed partial class DisclosuresJson : JsonSerializerContext;

/// <summary>
/// Requests for information. Nothing about any person is looked up, so a known and an unknown person get the same answer
/// by the same steps, at the same pace.
/// </summary>
internal static class RequesterRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/disclosure-requests").WithTags("Disclosures").RequireAuthorization(Policies.Team);
        group.MapPost("/", Ask).AsCommand<ReceivedAnswer>(StatusCodes.Status202Accepted)
            .WithSummary("Asks another agency for information about somebody. The answer is the same whether or not they know the person.");
    }

    private static Task<IResult> Ask(AskRequest body, CommandCall call)
    {
        var disclosure = new DisclosureId(call.NewId());
        return call.Run(async work =>
        {
            var discloser = await work.Load(PartnerStream.Definition, body.Discloser);
            var state = work.Begin(DisclosureStream.Definition, disclosure);
            if (discloser is PartnerPosition.Unknown)
                return new Refusal(RefusalReason.InvalidInput, "No agency of the task force has this name.", "discloser");
            var command = new RequestDisclosure(work.Actor, disclosure, body.Discloser, body.Purpose, body.Categories,
                body.About, body.Basis);
            work.Record(DisclosureStream.Definition, disclosure, RequestDecider.Decide(command, state));
            return Answer.Taken(DisclosureAnswers.Received(disclosure), DisclosuresJson.Default.ReceivedAnswer,
                $"/v1/disclosures/{disclosure}");
        });
    }
}

/// <summary>A request to another agency for information about somebody, described in the asker's own words.</summary>
public sealed record AskRequest(AgencyId Discloser, Purpose Purpose, IReadOnlyList<InformationCategory> Categories, Sensitive<string> About,
    ClaimedBasis Basis = ClaimedBasis.Release);
