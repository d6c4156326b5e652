using Coordination.Projections.Lookups;

namespace Coordination.Host.Features.Partners;

/// <summary>
/// Somebody outside the task force whom a survivor chose: a detective of another county, her own lawyer. The agency that serves her records
/// them, and is the only one that is shown them: whom somebody talks to is nobody else's affair. It opens nothing: her release has to name
/// the person (CG-49).
/// </summary>
internal static class OutsideRoutes
{
    private const int DefaultLimit = 50, LargestLimit = 200;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/outside-recipients").WithTags("Outside recipients").RequireAuthorization(Policies.Advocates);
        group.MapPost("/", Record).AsCommand<OutsideRecordedAnswer>(StatusCodes.Status201Created)
            .WithSummary("Records a person outside the task force to whom a survivor whom your agency serves may release something.");
        group.MapGet("/", List).Produces<OutsidePage>()
            .WithSummary("The offices outside the task force that your agency recorded, and the persons there. Nobody else is shown them.");
        group.MapGet("/{office}", Get).Produces<OutsideAnswer>()
            .WithSummary("An office outside the task force that your agency recorded, and the persons there.");
    }

    private static Task<IResult> Record(OutsideRequest body, CommandCall call)
    {
        var ids = call.NewIds(2);
        var (office, person) = (body.Office ?? Minted(ids[0]), body.Person ?? new PersonId(Minted(ids[1]).Value));
        return call.Run(async work =>
        {
            var state = await work.Load(PartnerStream.Definition, office);
            if (work.Record(PartnerStream.Definition, office, OutsideDecider.Decide(new RecordOutsideRecipient
            {
                By = work.Actor,
                Office = office,
                IsKnown = body.Office is not null,
                Name = body.Name,
                Kind = body.Kind,
                Person = person,
                IsKnownPerson = body.Person is not null,
                Address = body.Address,
            }, state)) is { } refusal)
                return refusal;
            var version = work.VersionOf(PartnerStream.Definition, office);
            return Answer.Made(new OutsideRecordedAnswer(office, person), PartnersJson.Default.OutsideRecordedAnswer,
                $"/v1/outside-recipients/{office}", version);
        });
    }

    // Random: one that people choose would tell an agency what another one recorded.
    private static AgencyId Minted(Guid id) => new($"outside-{id:N}");

    private static async Task<IResult> List([AsParameters] OutsideQuery query, Caller caller, Lookups lookups, StateReader reader,
        CancellationToken cancellation)
    {
        if (query.Limit is < 1 or > LargestLimit)
            return Problems.InvalidInput.With($"Ask for 1 to {LargestLimit} offices.", "limit");
        var limit = query.Limit ?? DefaultLimit;
        List<OutsideAnswer> offices = [];
        var recorded = (await lookups.Read(AgencyRow.Key(caller.Agency), cancellation))?.Outside ?? [];
        foreach (var office in recorded.Where(office => query.After is not { } mark || string.CompareOrdinal(office.Value, mark.Value) > 0)
            .Take(limit + 1))
        {
            if ((await reader.Read(PartnerStream.Definition, office, cancellation)).State is PartnerPosition.Outside known)
                offices.Add(AnswerOf(known));
        }

        return Reply.Revealing(new OutsidePage([.. offices.Take(limit)], offices.Count > limit ? offices[limit - 1].Office : null));
    }

    private static async Task<IResult> Get(AgencyId office, Caller caller, StateReader reader, CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(PartnerStream.Definition, office, cancellation);
        return state is PartnerPosition.Outside known && known.For == caller.Agency
            ? Reply.Revealing(AnswerOf(known), version)
            : Problems.NotFound.With();
    }

    private static OutsideAnswer AnswerOf(PartnerPosition.Outside known) => new(
        known.Agency, known.Name, known.Kind,
        [.. known.Persons.OrderBy(person => person.Key.Value, StringComparer.Ordinal)
            .Select(person => new OutsidePersonAnswer(person.Key, person.Value))]);
}

/// <summary>
/// A person outside the task force. A new office has a <paramref name="Name"/> and a <paramref name="Kind"/>; for another person of one
/// that is known, <paramref name="Office"/> names it. With <paramref name="Person"/> the address of somebody there is corrected.
/// </summary>
/// <param name="Office">An office that your agency recorded before.</param>
/// <param name="Name">The name of the office in full.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Person">Somebody of the office who was recorded before.</param>
/// <param name="Address">Name and postal address of the person, for copies and letters.</param>
public sealed record OutsideRequest(AgencyId? Office, string? Name, AgencyKind? Kind, PersonId? Person, Sensitive<string> Address);

/// <summary>Under which names a release and a disclosure name the office and the person.</summary>
public sealed record OutsideRecordedAnswer(AgencyId Office, PersonId Person);

/// <summary>Which offices, and how many.</summary>
public sealed record OutsideQuery
{
    /// <summary>The <c>next</c> of the page before.</summary>
    public AgencyId? After { get; init; }

    /// <summary>At most so many: 1 to 200, else 50.</summary>
    public int? Limit { get; init; }
}

/// <summary>A page of offices.</summary>
public sealed record OutsidePage(IReadOnlyList<OutsideAnswer> Items, AgencyId? Next);

/// <summary>An office outside the task force.</summary>
public sealed record OutsideAnswer(AgencyId Office, string Name, AgencyKind Kind, IReadOnlyList<OutsidePersonAnswer> Persons);

/// <summary>A person there, with name and postal address.</summary>
public sealed record OutsidePersonAnswer(PersonId Person, Sensitive<string> Address);
