using Coordination.Domain.Consent;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>Everything that the gate may know, apart from the request. What is not in here counts as missing, and what is missing
/// denies.</summary>
public sealed record GateFacts
{
    /// <summary>What the survivor said and signed.</summary>
    public required ConsentPosition Consent { get; init; }

    /// <summary>The version of the consent stream that <see cref="Consent"/> was folded from.</summary>
    public required long ConsentVersion { get; init; }

    /// <summary>The records that were merged with hers: each must let an item go all by itself. One that is missing here keeps
    /// everything.</summary>
    public IReadOnlyList<MergedRecord> Merged { get; init; } = [];

    /// <summary>The discloser, as the log knows it.</summary>
    public required PartnerPosition Discloser { get; init; }

    /// <summary>The recipient, as the log knows it.</summary>
    public required PartnerPosition Recipient { get; init; }

    /// <summary>The agency of which the discloser is a division, as the log knows it; null where it is none, or nothing asks for it
    /// (CG-47).</summary>
    public PartnerPosition? DiscloserPartOf { get; init; }

    /// <summary>The agency of which the recipient is a division, as the log knows it; null where it is none, or nothing asks for it (CG-46,
    /// CG-47).</summary>
    public PartnerPosition? RecipientPartOf { get; init; }

    /// <summary>The task force: its members and its policy.</summary>
    public required TaskForceState TaskForce { get; init; }

    /// <summary>The version of the task-force stream that <see cref="TaskForce"/> was folded from.</summary>
    public required long PolicyVersion { get; init; }

    /// <summary>The recorded legal process on which the question is to rest; null where there is none.</summary>
    public ProcessFacts? Process { get; init; }

    /// <summary>The other survivors whom the items name. Who is not in here released nothing (CG-39).</summary>
    public IReadOnlyList<ThirdPersonPosition> ThirdPersons { get; init; } = [];

    public required DateTimeOffset Now { get; init; }
}

/// <summary>A record that was merged with the one that is asked about.</summary>
/// <param name="Consent">What was said and signed there.</param>
/// <param name="Version">The version of its stream.</param>
public sealed record MergedRecord(ConsentPosition Consent, long Version);

/// <summary>What another person whom an item names said and signed about themselves.</summary>
/// <param name="Survivor">Who.</param>
/// <param name="IsServed">False when nobody is known under that identifier, or the record was erased: then nothing that was signed
/// counts.</param>
/// <param name="Consent">Their own position.</param>
/// <param name="Version">The version of the consent stream that it was folded from.</param>
public sealed record ThirdPersonPosition(SurvivorId Survivor, bool IsServed, ConsentPosition Consent, long Version)
{
    /// <summary>The records that were merged with theirs, as <see cref="GateFacts.Merged"/> are with hers.</summary>
    public IReadOnlyList<MergedRecord> Merged { get; init; } = [];
}
