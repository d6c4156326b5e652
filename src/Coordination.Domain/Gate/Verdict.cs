namespace Coordination.Domain.Gate;

/// <summary>The gate's answer, stored whole with the event that it led to, and derivable again from the log, bit for bit.</summary>
/// <param name="Outcome">The answer over all items.</param>
/// <param name="Lines">One line for each requested item, in the order asked.</param>
/// <param name="Obligations">What binds the discloser and the recipient if it goes ahead.</param>
/// <param name="ReleasesReliedOn">The releases that the permitted lines rest on.</param>
/// <param name="ConsentVersion">The version of the consent stream that was read.</param>
/// <param name="PolicyVersion">The version of the task-force stream that was read.</param>
/// <param name="RuleSet">The rule-set.</param>
/// <param name="EvaluatedAt">The instant for which it was asked.</param>
public sealed record Verdict(
    Outcome Outcome,
    IReadOnlyList<VerdictLine> Lines,
    IReadOnlyList<Obligation> Obligations,
    IReadOnlyList<ReleaseId> ReleasesReliedOn,
    long ConsentVersion,
    long PolicyVersion,
    string RuleSet,
    DateTimeOffset EvaluatedAt)
{
    /// <summary>The legal process that was read, whether or not it compelled; null where there is none.</summary>
    public ProcessRead? Process { get; init; }

    /// <summary>The records merged with hers that were read, in the order of their ids; null where there are none.</summary>
    public IReadOnlyList<ConsentRead>? Merged { get; init; }

    /// <summary>Whose consent was read besides hers, because the items name them (CG-39), with the records merged with theirs; null where
    /// there is nobody.</summary>
    public IReadOnlyList<ConsentRead>? ThirdPersons { get; init; }

    /// <summary>Whether something goes because the law makes the discloser tell it: an order, a statute, a mandated report, a duty to warn
    /// (CG-17, CG-19, CG-44). What a law only permits is not compelled.</summary>
    public bool IsCompelled() =>
        GoesBy(Rules.Cg17CompelledMinimum.Compelled, Rules.Cg19MandatedReport.Mandated, Rules.Cg44DutyToWarn.Warning);

    private bool GoesBy(params ReadOnlySpan<string> reasons)
    {
        foreach (var line in Lines)
        {
            foreach (var finding in line.Findings)
            {
                if (line.Outcome == Outcome.Permit && finding.Effect == RuleEffect.Permit && reasons.Contains(finding.Reason))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

/// <summary>A version of a merged record that the gate read.</summary>
public sealed record ConsentRead(SurvivorId Survivor, long Version);

/// <summary>The answer for one item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Outcome">Permit, deny or hold; never <see cref="Outcome.PermitInPart"/>.</param>
/// <param name="Mode">The mode permitted, at most what was asked (CG-38); null where nothing is permitted.</param>
/// <param name="Release">The one release in the record asked about that permits it; null where none does or none is needed.</param>
/// <param name="Findings">The rules that decided, in the order of their ids.</param>
public sealed record VerdictLine(RecordItemId Item, Outcome Outcome, SharingMode? Mode, ReleaseId? Release,
    IReadOnlyList<RuleFinding> Findings)
{
    /// <summary>The mode that was asked, without which the question could not be put again.</summary>
    public SharingMode Asked { get; init; }

    /// <summary>The third persons whose part is left out, by their places in the item's list, from 0; null where nobody's is
    /// (CG-39).</summary>
    public IReadOnlyList<int>? LeftOut { get; init; }

    /// <summary>
    /// The other releases without which it would not go as it does: of third persons, for their parts (CG-39), and of records merged
    /// with hers (CG-33). Null where there are none.
    /// </summary>
    public IReadOnlyList<ReleaseId>? ReleasesOfOthers { get; init; }
}

/// <summary>What one rule found.</summary>
/// <param name="Rule">Its id, for example <c>CG-04</c>.</param>
/// <param name="Effect">What it does to the item.</param>
/// <param name="Reason">Its reason code, for example <c>expired</c>.</param>
/// <param name="Release">The release that it speaks of, if it speaks of one.</param>
public sealed record RuleFinding(string Rule, RuleEffect Effect, string Reason, ReleaseId? Release = null);

/// <summary>The gate's outcome.</summary>
[JsonConverter(typeof(NameConverter<Outcome>))]
public enum Outcome : byte
{
    /// <summary>Nothing goes.</summary>
    Deny,
    /// <summary>Somebody has to act first: counsel, the survivor, a second person. Nothing goes.</summary>
    Hold,
    /// <summary>Some items go.</summary>
    PermitInPart,
    /// <summary>Everything asked goes.</summary>
    Permit,
}

/// <summary>What a rule does to an item. A denial beats a hold, a hold beats a permission.</summary>
[JsonConverter(typeof(NameConverter<RuleEffect>))]
public enum RuleEffect
{
    /// <summary>The rule permits.</summary>
    Permit,
    /// <summary>The rule permits, but more narrowly than asked.</summary>
    Narrow,
    /// <summary>The rule holds.</summary>
    Hold,
    /// <summary>The rule denies.</summary>
    Deny,
}

/// <summary>What binds the people concerned when something is disclosed.</summary>
[JsonConverter(typeof(NameConverter<Obligation>))]
public enum Obligation
{
    /// <summary>The copy carries the notice that it may not be passed on.</summary>
    RedisclosureNotice,
    /// <summary>The recipient returns or destroys the copy when it is recalled.</summary>
    ReturnOrDestroyOnRecall,
    /// <summary>Only the advocate conveys it.</summary>
    ConveyThroughAdvocate,
    /// <summary>Only spoken, and no notes that identify the person.</summary>
    VerbalOnly,
    /// <summary>The survivor is told of the disclosure.</summary>
    TellSurvivor,
    /// <summary>The disclosure is entered in the accounting (CG-25).</summary>
    Account,
    /// <summary>The notice of 42 CFR 2.32, and a copy or a clear explanation of the release, go with the copy (CG-24).</summary>
    Part2Notice,
    /// <summary>What an item tells of others who released nothing is left out, in writing and in speech (CG-39).</summary>
    LeaveOthersOut,
    /// <summary>The minor is told of the release, or a reasonable attempt is made (CG-09; 28 CFR 90.4(b)(3)(ii)(C)).</summary>
    TellMinor,
    /// <summary>The recipient is bound by 8 USC 1367 from now on, and the copy says so (CG-29).</summary>
    ProtectedImmigration,
    /// <summary>It stays with the review of deaths (CG-45; 34 USC 12291(b)(2)(H)(ii)).</summary>
    StaysWithReview,
}
