using Coordination.Domain.Gate;

namespace Coordination.Host.Cli.GateCases;

/// <summary>
/// A question to the gate, with the answer that is expected, in a form that any implementation can read. The format is
/// described in <c>vectors/consent-gate/README.md</c>.
/// </summary>
internal sealed record GateCase
{
    /// <summary>Its name, for example <c>CG-04/at-its-end</c>.</summary>
    public string? Id { get; init; }

    /// <summary>What it shows, as a sentence.</summary>
    public string? Title { get; init; }

    /// <summary>What about the rule it shows.</summary>
    public GateCaseKind? Kind { get; init; }

    /// <summary>Where the rule comes from.</summary>
    public string? Source { get; init; }

    public required GateCaseInput Input { get; init; }

    /// <summary>The answer. A question that is only to be evaluated may lack it.</summary>
    public ExpectedVerdict? Expected { get; init; }
}

/// <summary>What a case shows about its rule.</summary>
[JsonConverter(typeof(NameConverter<GateCaseKind>))]
internal enum GateCaseKind
{
    Permits,
    /// <summary>The rule keeps it: it denies, or holds, or lets less go than was asked.</summary>
    Denies,
    /// <summary>The instant at which the answer changes, or the last one before.</summary>
    Boundary,
    /// <summary>The rule together with another.</summary>
    Combination,
}

/// <summary>Everything that the gate is told. Each list holds what was recorded, in that order; what was recorded after <see cref="Now"/>
/// is not known yet.</summary>
internal sealed record GateCaseInput
{
    /// <summary>The instant of the question.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The rule-set that is asked; the one in force at <see cref="Now"/> when it is not there.</summary>
    public string? RuleSet { get; init; }

    public required GateRequest Request { get; init; }

    /// <summary>What the survivor said and signed.</summary>
    public required IReadOnlyList<GateCaseEvent> Consent { get; init; }

    /// <summary>What was recorded in the records that were merged with hers; not there when none was. One that <see cref="Consent"/> names
    /// and that is not here keeps everything.</summary>
    public IReadOnlyList<GateCaseRecord>? Merged { get; init; }

    /// <summary>What happened to the discloser.</summary>
    public required IReadOnlyList<GateCaseEvent> Discloser { get; init; }

    /// <summary>What happened to the recipient.</summary>
    public required IReadOnlyList<GateCaseEvent> Recipient { get; init; }

    /// <summary>What happened to the agency of which the discloser is a division; not there where it is none, or nothing depends on
    /// it.</summary>
    public IReadOnlyList<GateCaseEvent>? DiscloserPartOf { get; init; }

    /// <summary>What happened to the agency of which the recipient is a division; not there where it is none, or nothing depends on it. An
    /// agency of which both are is told of once.</summary>
    public IReadOnlyList<GateCaseEvent>? RecipientPartOf { get; init; }

    /// <summary>What happened to the task force: its policy and its members.</summary>
    public required IReadOnlyList<GateCaseEvent> TaskForce { get; init; }

    /// <summary>What happened to the legal process on which the request is to rest; not there when nothing was served.</summary>
    public IReadOnlyList<GateCaseEvent>? Process { get; init; }

    /// <summary>Other people whom the items name and who are or were served. Absent when there are none.</summary>
    public IReadOnlyList<GateCasePerson>? ThirdPersons { get; init; }
}

/// <summary>Another record of the same person.</summary>
internal sealed record GateCaseRecord(IReadOnlyList<GateCaseEvent> Consent);

/// <summary>Another person whom an item names.</summary>
/// <param name="Survivor">The pseudonym by which the items name them.</param>
/// <param name="Served">False when the record was erased.</param>
/// <param name="Consent">What they said and signed about themselves.</param>
internal sealed record GateCasePerson(SurvivorId Survivor, bool Served, IReadOnlyList<GateCaseEvent> Consent)
{
    /// <summary>What was recorded in the records that were merged with theirs; not there when none was.</summary>
    public IReadOnlyList<GateCaseRecord>? Merged { get; init; }
}

/// <summary>An event under its stored name, in its stored shape.</summary>
internal sealed record GateCaseEvent(string Type, DateTimeOffset RecordedAt, JsonElement Data);

/// <summary>The expected answer. The order of obligations and findings means nothing; that of lines is that of the items.</summary>
internal sealed record ExpectedVerdict(Outcome Outcome, IReadOnlyList<ExpectedLine> Lines, IReadOnlyList<Obligation> Obligations);

internal sealed record ExpectedLine(RecordItemId Item, Outcome Outcome, IReadOnlyList<ExpectedFinding> Findings)
{
    public SharingMode? Mode { get; init; }

    public ReleaseId? Release { get; init; }

    /// <summary>The people whose part is left out, by their places in the item's list, from 0.</summary>
    public IReadOnlyList<int>? LeftOut { get; init; }
}

/// <summary>A rule that decides, what it does, and its reason code.</summary>
internal sealed record ExpectedFinding(string Rule, RuleEffect Effect, string Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    WriteIndented = true)]
[JsonSerializable(typeof(GateCase))]
[JsonSerializable(typeof(CaptureCase))]
[JsonSerializable(typeof(ExpectedCapture))]
[JsonSerializable(typeof(TableCase))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(JurisdictionTable))]
internal sealed partial class GateCaseJson : JsonSerializerContext;
