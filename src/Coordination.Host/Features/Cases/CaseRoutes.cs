using Coordination.Domain.Cases;
using Coordination.Domain.Gate;
using Coordination.Domain.Survivors;

namespace Coordination.Host.Features.Cases;

/// <summary>Cases, for the advocates of the agency that holds them. For everybody else there are none.</summary>
public static class CaseRoutes
{
    public static IServiceCollection AddCases(this IServiceCollection services) => services.AddFeatureJson(CasesJson.Default);

    public static IEndpointRouteBuilder MapCases(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/cases").WithTags("Cases").RequireAuthorization(Policies.Advocates)
            .OpenTo(AgencyStanding.Suspended);
        group.MapPost("/", Open).AsCreation()
            .WithSummary("Opens a case for a survivor whom your agency serves. No label is needed, now or later.");
        group.MapGet("/{case:guid}", Get).WithSummary("The case, her own description first. For the custodian only.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/{case:guid}/own-description", Describe).AsCommand().WithSummary("Writes down what she says that this is.");
        group.MapPost("/{case:guid}/characterisations", Characterise).AsCommand()
            .WithSummary("Replaces the legal characterisations held possible (22 USC 7102).");
        group.MapPost("/{case:guid}/items", AddItem).AsCreation().WithSummary("Enters a piece of information into the record.");
        group.MapPost("/{case:guid}/items/{item:guid}/retract", RetractItem).AsCommand()
            .WithSummary("Takes a wrong piece of information out of use. Whoever holds a copy is told that it was wrong, and asked to " +
                "give it back.");
        group.MapPost("/{case:guid}/items/{item:guid}/correct", CorrectItem).AsCreation()
            .WithSummary("Takes a wrong piece of information out of use and enters it as it should be. Whoever holds a copy is told that " +
                "it was wrong.");
        group.MapPost("/{case:guid}/participants", Involve).AsCommand()
            .WithSummary("Gives a person of an agency a part in the case, for a purpose.");
        group.MapPost("/{case:guid}/participants/release", Release).AsCommand().WithSummary("Ends a person's part in the case.");
        group.MapPost("/{case:guid}/advocate", HandOver).AsCommand().WithSummary("Hands the case to another advocate of your agency.");
        group.MapPost("/{case:guid}/close", Close).AsCommand()
            .WithSummary("Closes the case. Its record remains, and so does her say over it.");
        return routes;
    }

    private static Task<IResult> Open(OpenCaseRequest body, CommandCall call)
    {
        var opened = new CaseId(call.NewId());
        return call.Create(CaseStream.Definition, opened, $"/v1/cases/{opened}", async (work, state) =>
            CaseDecider.Decide(new OpenCase(work.Actor, opened, body.Survivor, body.OwnDescription),
                await work.Load(SurvivorStream.Definition, body.Survivor), state));
    }

    private static Task<IResult> Describe(CaseId @case, OwnDescriptionRequest body, CommandCall call) =>
        Change(call, @case, by => new RecordOwnDescription(by, body.Description));

    private static Task<IResult> Characterise(CaseId @case, CharacterisationsRequest body, CommandCall call) =>
        Change(call, @case, by => new CharacteriseCase(by, body.Characterisations, body.AgeInYearsAtTheTime));

    private static Task<IResult> AddItem(CaseId @case, ItemRequest body, CommandCall call)
    {
        var item = new RecordItemId(call.NewId());
        return Enter(call, @case, item, by => Added(by, item, body), CaseDecider.Decide);
    }

    private static Task<IResult> CorrectItem(CaseId @case, RecordItemId item, CorrectionRequest body, CommandCall call)
    {
        var instead = new RecordItemId(call.NewId());
        return Enter(call, @case, instead, by => Added(by, instead, body.Instead), (added, served, state) =>
            CaseDecider.Decide(new CorrectRecordItem(added.By, item, body.Reason, added), served, state));
    }

    private static Task<IResult> Enter(CommandCall call, CaseId @case, RecordItemId item, Func<Actor, AddRecordItem> command,
        Func<AddRecordItem, IReadOnlyList<SurvivorState>, CaseState, Decision<CaseEvent>> decide) =>
        call.Add(CaseStream.Definition, @case, item, $"/v1/cases/{@case}", async (work, state) =>
    {
        var added = command(work.Actor);
        List<SurvivorState> served = [];
        foreach (var survivor in added.ThirdPersons!.Select(person => person.Survivor).OfType<SurvivorId>().Distinct()
            .Take(ThirdPerson.MostOfAnItem))
            served.Add(await work.Load(SurvivorStream.Definition, survivor));
        return decide(added, served, state);
    });

    private static AddRecordItem Added(Actor by, RecordItemId item, ItemRequest body) =>
        new(by, item, body.Category, body.Sensitivity,
            new ItemTexts(body.Verbatim, body.Summary, body.DeIdentified))
        {
            ThirdPersons = [.. (body.ThirdPersons ?? []).Select(NamedBy)],
            Origin = body.Origin,
            CounselingNote = body.CounselingNote
        };

    private static Task<IResult> RetractItem(CaseId @case, RecordItemId item, RetractionRequest body, CommandCall call) =>
        Change(call, @case, by => new RetractRecordItem(by, item, body.Reason));

    private static Task<IResult> Involve(CaseId @case, ParticipantRequest body, CommandCall call) =>
        Change(call, @case, by => new InvolveParticipant(by, body.Agency, body.Person, body.Purpose));

    private static Task<IResult> Release(CaseId @case, ParticipantRequest body, CommandCall call) =>
        Change(call, @case, by => new ReleaseParticipant(by, body.Agency, body.Person, body.Purpose));

    private static Task<IResult> HandOver(CaseId @case, AdvocateRequest body, CommandCall call) =>
        Change(call, @case, by => new ChangeAdvocate(by, body.Advocate));

    private static Task<IResult> Close(CaseId @case, ClosingRequest body, CommandCall call) =>
        Change(call, @case, by => new CloseCase(by, body.Reason));

    private static Task<IResult> Change(CommandCall call, CaseId @case, Func<Actor, CaseCommand> command) =>
        call.Change(CaseStream.Definition, @case, (work, state) => CaseDecider.Decide(command(work.Actor), state));

    private static async Task<Results<Reply<CaseAnswer>, ProblemResult>> Get(CaseId @case, Caller caller, StateReader reader,
        CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(CaseStream.Definition, @case, cancellation);
        return state.RecordIfAny is { } record && record.Custodian == caller.Agency
            ? Reply.Revealing(AnswerOf(record, state is CaseState.Closed), version)
            : Problems.NotFound.With();
    }

    private static CaseAnswer AnswerOf(CaseRecord record, bool closed) => new(
        record.Case, record.Survivor, record.OwnDescriptions, record.Characterisations, record.AgeInYearsAtTheTime, record.Advocate, closed,
        [.. record.Items.Select(AnswerOf)], record.Involvements);

    private static ItemAnswer AnswerOf(RecordItem item) => new(
        item.Item, item.Category, item.Sensitivity, item.Texts.Verbatim, item.Texts.Summary, item.Texts.DeIdentified,
        item.Retracted, item.ReplacedBy,
        [.. item.ThirdPersons.Select(person => new ThirdPersonRequest(person.Relation, person.Survivor, Shown(person.Verbatim),
            Shown(person.Summary)))], item.Origin, item.CounselingNote == true);

    private static ThirdPerson NamedBy(ThirdPersonRequest person) =>
        new(person.Relation, person.Survivor, Bound(person.Verbatim), Bound(person.Summary));

    private static NamedIn? Bound(NamedInRequest? named) => named is null ? null : new NamedIn(named.Passages);

    private static NamedInRequest? Shown(NamedIn? named) => named is null ? null : new NamedInRequest(named.Passages);
}

/// <summary>Opens a case. Neither a description nor a label is needed.</summary>
public sealed record OpenCaseRequest(SurvivorId Survivor, Sensitive<string>? OwnDescription);

/// <summary>What she says that this is.</summary>
public sealed record OwnDescriptionRequest(Sensitive<string> Description);

/// <summary>The legal characterisations held possible; an empty list takes them back.</summary>
public sealed record CharacterisationsRequest(IReadOnlyList<Characterisation> Characterisations, int AgeInYearsAtTheTime);

/// <summary>
/// A piece of information for the record. <paramref name="Origin"/>: where your agency has it from, where somebody says so.
/// <paramref name="CounselingNote"/>: a counseling note of a substance-use program (42 CFR 2.11), which needs a release of its own; only
/// with that category.
/// </summary>
public sealed record ItemRequest(
    InformationCategory Category,
    Sensitivity Sensitivity,
    Sensitive<string> Verbatim,
    Sensitive<string>? Summary,
    Sensitive<string>? DeIdentified,
    IReadOnlyList<ThirdPersonRequest>? ThirdPersons,
    ItemOrigin? Origin = null,
    bool? CounselingNote = null);

/// <summary>
/// Somebody besides the survivor whom the item names (CG-39): by which words of the full text, and of the summary.
/// <paramref name="Survivor"/> is their pseudonym where your agency serves them too.
/// </summary>
public sealed record ThirdPersonRequest(ThirdPersonRelation Relation, SurvivorId? Survivor, NamedInRequest? Verbatim,
    NamedInRequest? Summary);

/// <summary>The words of a text that name the person; none when the person is in all of it and cannot be left out.</summary>
public sealed record NamedInRequest(IReadOnlyList<Sensitive<string>> Passages);

/// <summary>Why an item is not used any more.</summary>
public sealed record RetractionRequest(Sensitive<string> Reason);

/// <summary>What was wrong about an item, and the item as it should be.</summary>
public sealed record CorrectionRequest(Sensitive<string> Reason, ItemRequest Instead);

/// <summary>A person's part in the case.</summary>
public sealed record ParticipantRequest(AgencyId Agency, PersonId Person, Purpose Purpose);

/// <summary>Who takes the case over.</summary>
public sealed record AdvocateRequest(PersonId Advocate);

/// <summary>Closes the case.</summary>
public sealed record ClosingRequest(Sensitive<string>? Reason);

/// <summary>A case, for its custodian: her own descriptions first.</summary>
public sealed record CaseAnswer(
    CaseId Case,
    SurvivorId Survivor,
    IReadOnlyList<Sensitive<string>> OwnDescriptions,
    IReadOnlyList<Characterisation> Characterisations,
    int? AgeInYearsAtTheTime,
    PersonId Advocate,
    bool Closed,
    IReadOnlyList<ItemAnswer> Items,
    IReadOnlyList<Involvement> Participants);

/// <summary>An item of the record.</summary>
public sealed record ItemAnswer(
    RecordItemId Item,
    InformationCategory Category,
    Sensitivity Sensitivity,
    Sensitive<string> Verbatim,
    Sensitive<string>? Summary,
    Sensitive<string>? DeIdentified,
    bool Retracted,
    RecordItemId? ReplacedBy,
    IReadOnlyList<ThirdPersonRequest> ThirdPersons,
    ItemOrigin? Origin,
    bool CounselingNote);

[JsonSerializable(typeof(OpenCaseRequest))]
[JsonSerializable(typeof(OwnDescriptionRequest))]
[JsonSerializable(typeof(CharacterisationsRequest))]
[JsonSerializable(typeof(ItemRequest))]
[JsonSerializable(typeof(RetractionRequest))]
[JsonSerializable(typeof(CorrectionRequest))]
[JsonSerializable(typeof(ParticipantRequest))]
[JsonSerializable(typeof(AdvocateRequest))]
[JsonSerializable(typeof(ClosingRequest))]
[JsonSerializable(typeof(CaseAnswer))]
internal sealed partial class CasesJson : JsonSerializerContext;
