using Coordination.Domain.Cases;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Domain.Disclosures;

/// <summary>
/// One act of sharing, as she or an auditor is told of it (CG-25, 42 CFR 2.25, 45 CFR 164.528): who was given what, when and why, on what
/// it rests, what was asked back and how that ended.
/// </summary>
public sealed record AccountedDisclosure
{
    /// <summary>The disclosure; null for what was told before it was recorded and never went by this system.</summary>
    public required DisclosureId? Disclosure { get; init; }

    /// <summary>Who gave it.</summary>
    public required AgencyId Discloser { get; init; }

    /// <summary>Who made the copy; for what never went by this system, who recorded that it was told.</summary>
    public required PersonId MadeBy { get; init; }

    /// <summary>Who was given it.</summary>
    public required GateRecipient Recipient { get; init; }

    /// <summary>Why; null where no disclosure says so.</summary>
    public required Purpose? Purpose { get; init; }

    /// <summary>When the copy was made, or when it was told where there is none.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>What was given: no content.</summary>
    public required IReadOnlyList<AccountedItem> Items { get; init; }

    /// <summary>On what it was said to rest.</summary>
    public required ClaimedBasis Basis { get; init; }

    /// <summary>
    /// Whether something of it went because the law compelled it, and not by her word: an order of a court, or a known line of the law that
    /// requires it; for what was told by telephone as for a copy. False where no such line is known, whatever the agency said. What a law
    /// only permitted is not compelled; its item says by which rule it went.
    /// </summary>
    public required bool Compelled { get; init; }

    /// <summary>The legal process; null where there was none.</summary>
    public ProcessId? Process { get; init; }

    /// <summary>For a report or a warning that was made before it was recorded, by telephone or in person: how and when.</summary>
    public ReportMade? Reported { get; init; }

    /// <summary>Whether nobody there could read the copy here, so that it is handed over; null means no.</summary>
    public bool? ByHand { get; init; }

    /// <summary>How a copy was handed over that nobody there could read here; null while nobody recorded that it was.</summary>
    public AccountedHandOver? HandedOver { get; init; }

    /// <summary>The releases that it rests on, others' among them.</summary>
    public required IReadOnlyList<ReleaseId> Releases { get; init; }

    /// <summary>When the recipient acknowledged it; null while nobody did.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>What was asked back, oldest first.</summary>
    public required IReadOnlyList<AccountedRecall> Recalls { get; init; }

    /// <summary>Why it went without her release, all or part of it, by which law, and what she can do; null where all of it went under
    /// releases.</summary>
    public WentWithoutRelease? WithoutRelease { get; init; }

    /// <summary>The name of the office or the agency that received it; null where nobody recorded any.</summary>
    public string? RecipientName { get; init; }

    /// <summary>That she is not told of it now, and why. No accounting that answers her has such an entry; null where she is
    /// told.</summary>
    public NotToBeTold? NotToBeTold { get; init; }
}

/// <summary>How a copy was handed over.</summary>
/// <param name="At">When.</param>
/// <param name="To">Who there took it, or to which office it was sent.</param>
/// <param name="Through">By what means.</param>
/// <param name="By">Who handed it over.</param>
public sealed record AccountedHandOver(DateTimeOffset At, Sensitive<string> To, Channel Through, PersonId By);

/// <summary>One item that was given.</summary>
/// <param name="Category">What it was about.</param>
/// <param name="Mode">How it was shared; null for what was told before it was recorded, because nobody can say in what words.</param>
/// <param name="Release">Her release; null where it went without one.</param>
/// <param name="Standing">What became of the copy; null where there is none.</param>
/// <param name="OthersLeftOut">Whether others whom it names were left out (CG-39).</param>
public sealed record AccountedItem(InformationCategory Category, SharingMode? Mode, ReleaseId? Release,
    CopyStanding? Standing, bool OthersLeftOut)
{
    /// <summary>Where it went without a release of hers: the rule that let it go, for example <c>CG-41</c>. Null where it went under
    /// one.</summary>
    public string? LetGoBy { get; init; }
}

/// <summary>Something that was asked back.</summary>
/// <param name="Release">The release that ended or shrank; null where what was given was found wrong.</param>
/// <param name="Cause">How.</param>
/// <param name="Items">How many items.</param>
/// <param name="SentAt">When it was asked back.</param>
/// <param name="Due">Until when an answer was expected.</param>
/// <param name="Overdue">Whether that time passed without an answer.</param>
/// <param name="Answer">How it ended; null while nobody answered.</param>
/// <param name="AnsweredAt">When that was.</param>
/// <param name="WhyNot">Why it could not be called back, in the recipient's words.</param>
public sealed record AccountedRecall(
    ReleaseId? Release, RecallCause Cause, int Items, DateTimeOffset SentAt, DateTimeOffset Due, bool Overdue, RecallAnswer? Answer,
    DateTimeOffset? AnsweredAt, Sensitive<string>? WhyNot)
{
    /// <summary>Whether it was asked by a letter, because nobody there has a part in the task force; null means no.</summary>
    public bool? ByLetter { get; init; }

    /// <summary>When the letter was sent that asked for it; null where it was not asked by a letter, or that was not sent.</summary>
    public DateTimeOffset? LetterSentAt { get; init; }
}

/// <summary>Accounts for what was disclosed about one survivor, compelled or not, from what happened and from nothing else.</summary>
public static class Accounting
{
    /// <summary>The least that an accounting reaches back, in years (42 CFR 2.25). Without a limit it reaches back to the
    /// beginning.</summary>
    public const int FewestYears = 3;

    /// <summary>What she is told, in every accounting and whatever is in it: the words are the same where nothing is left out, so that they
    /// tell nothing.</summary>
    public const string WhatMayBeMissing =
        "A law or a court can have single disclosures left out of an accounting for a time. Nobody may say whether that is so here. When " +
        "the time is over they are in it, with nobody asking for them. "
        + "Your rights stay: ask for this accounting as often as you like, ask what was given about you, and complain where you think " +
        "that something is missing.";

    /// <summary>What one stream of a disclosure has to be accounted for; null when nothing was given.</summary>
    /// <param name="happened">Its events.</param>
    /// <param name="barred">Why she is not told of it now; null when she is.</param>
    public static AccountedDisclosure? Of(IReadOnlyList<Recorded<DisclosureEvent>> happened, NotToBeTold? barred = null)
    {
        if (StateOf(happened) is not DisclosureState.Delivered { Terms: var terms, Delivery: var delivery })
            return null;
        return new AccountedDisclosure
        {
            Disclosure = terms.Disclosure,
            Discloser = terms.Discloser,
            MadeBy = delivery.MadeBy,
            Recipient = terms.Recipient,
            Purpose = terms.Purpose,
            MadeAt = happened.Last(recorded => recorded.Event is DisclosureMade).Meta.RecordedAt,
            Items = [.. delivery.Copies.Select(copy => Accounted(copy, delivery.Verdict))],
            Basis = terms.Basis,
            Compelled = delivery.Verdict.IsCompelled(),
            Process = delivery.Verdict.Process?.Process,
            Reported = happened.Select(recorded => recorded.Event).OfType<DisclosureAuthorized>().LastOrDefault()?.Reported,
            ByHand = delivery.HandOverBy is null && delivery.HandedOver is null ? null : true,
            HandedOver = delivery.HandedOver is { } handed ? new(handed.HandedAt, handed.To, handed.Through, handed.HandedBy) : null,
            Releases = delivery.Verdict.ReleasesReliedOn,
            AcknowledgedAt = happened.Where(recorded => recorded.Event is DisclosureAcknowledged)
                .Select(recorded => (DateTimeOffset?)recorded.Meta.RecordedAt).FirstOrDefault(),
            Recalls = Recalls(happened),
            NotToBeTold = barred,
        };
    }

    /// <summary>The whole accounting, oldest first, as far back as asked.</summary>
    /// <param name="streams">The streams of all disclosures about her.</param>
    /// <param name="since">Nothing before this instant; null for everything.</param>
    /// <param name="told">What about her was told before it was recorded, with the record of its case; null where nothing was.</param>
    /// <param name="processes">The legal processes on which disclosures rest; null where nobody asks whether she is told.</param>
    /// <param name="at">The instant of the question.</param>
    public static IReadOnlyList<AccountedDisclosure> Of(
        IEnumerable<IReadOnlyList<Recorded<DisclosureEvent>>> streams, DateTimeOffset? since,
        IReadOnlyList<(ProcessState.Served Process, CaseRecord? Case)>? told = null,
        Func<ProcessId, ProcessState>? processes = null, DateTimeOffset at = default)
    {
        var all = streams.Select(happened => (Happened: happened, State: StateOf(happened))).ToList();
        var under = all.Select(one => one.State).ToLookup(Telling.ProcessOf);
        NotToBeTold? Barred(ProcessId? process, DisclosureState? alone) => processes is null ? null
            : Telling.Barred(process is { } rests
                ? new LegalMatter(processes(rests), [.. under[rests]])
                : new LegalMatter(ProcessState.Initial, alone is null ? [] : [alone]), at);
        var by = (told ?? []).Select(one => one.Process.Record).ToDictionary(record => record.Service.Process, record => record.Made);
        var given = all.Select(one => Of(one.Happened, Barred(Telling.ProcessOf(one.State), one.State))).OfType<AccountedDisclosure>()
            .Select(one => one with { Reported = one.Reported ?? (one.Process is { } process ? by.GetValueOrDefault(process) : null) })
            .ToList();
        var delivered = given.Select(one => one.Process).OfType<ProcessId>().ToHashSet();
        var besides = (told ?? []).SelectMany(one => Told(one.Process, one.Case, delivered.Contains(one.Process.Record.Service.Process)))
            .Select(one => one with { NotToBeTold = Barred(one.Process, null) });
        return [.. given.Concat(besides).Where(one => !(one.MadeAt < since)).OrderBy(one => one.MadeAt)
            .ThenBy(one => one.Disclosure?.Value ?? one.Process?.Value)];
    }

    private static DisclosureState StateOf(IReadOnlyList<Recorded<DisclosureEvent>> happened) =>
        DisclosureStream.Definition.Fold(DisclosureState.Initial, [.. happened.Select(recorded => recorded.Event)]);

    // Who told it by telephone gave it, whatever the gate said afterwards. It is compelled where a line that requires it was recorded with
    // it.
    private static IEnumerable<AccountedDisclosure> Told(ProcessState.Served process, CaseRecord? @case, bool isDelivered)
    {
        var (record, service) = (process.Record, process.Record.Service);
        if (process is ProcessState.Closed { End: ProcessEnd.RecordedInError })
            return [];
        return
        [
            .. !isDelivered && record.Made is { } made
                ? [Told(record, @case, service.Authority, made, record.ToldSince?.By ?? service.By)]
                : (AccountedDisclosure[])[],
            .. record.Elsewhere.Values.OfType<AuthorityTold>().Select(told => Told(record, @case, told.To!, told.Made, told.By)),
        ];
    }

    private static AccountedDisclosure Told(ProcessRecord record, CaseRecord? @case, GateRecipient to, ReportMade made, PersonId by)
    {
        var service = record.Service;
        var named = service.Names.Items.Select(id => @case?.Items.Find(item => item.Item == id)?.Category).OfType<InformationCategory>();
        return new AccountedDisclosure
        {
            Disclosure = null,
            Discloser = service.Agency,
            MadeBy = by,
            Recipient = to,
            Purpose = null,
            MadeAt = made.At,
            Items = [.. named.Concat(service.Names.Categories)
                .Select(category => new AccountedItem(category, null, null, null, OthersLeftOut: false))],
            Basis = ProcessRecord.BasisOf(service.Kind),
            Compelled = record.CitationsTo(to.Agency).Count > 0,
            Process = service.Process,
            Reported = made,
            Releases = [],
            Recalls = [],
        };
    }

    private static AccountedItem Accounted(HeldCopy copy, Verdict verdict) => new(
        copy.Item.Category, copy.Item.Mode, copy.Release, copy.Standing,
        verdict.Lines.Any(line => line.Item == copy.Item.Item && line.LeftOut is not null))
    {
        LetGoBy = copy.Release is not null
            ? null
            : verdict.Lines.FirstOrDefault(line => line.Item == copy.Item.Item)
                ?.Findings.FirstOrDefault(finding => finding.Effect == RuleEffect.Permit)?.Rule,
    };

    // One answer answers for everything that was asked back and not yet answered.
    private static List<AccountedRecall> Recalls(IReadOnlyList<Recorded<DisclosureEvent>> happened)
    {
        List<AccountedRecall> recalls = [];
        foreach (var (e, meta) in happened)
        {
            recalls = e switch
            {
                IAskedBack sent => [.. recalls,
                    new AccountedRecall(sent.EndedRelease, sent.Cause, sent.Copies.Count, meta.RecordedAt, sent.Due, false, null, null,
                        null) { ByLetter = sent.GoesByLetter ? true : null }],
                RecallAcknowledged answer =>
                    [.. recalls.Select(recall => recall.Answer is null
                        ? recall with { Answer = answer.Answer, AnsweredAt = meta.RecordedAt, WhyNot = answer.WhyNot }
                        : recall)],
                RecallLetterSent letter =>
                    [.. recalls.Select(recall => recall is { ByLetter: true, Answer: null, LetterSentAt: null }
                        ? recall with { LetterSentAt = letter.SentAt }
                        : recall)],
                RecallOverdue overdue =>
                    [.. recalls.Select(recall =>
                        recall.Answer is null && recall.Due == overdue.Due ? recall with { Overdue = true } : recall)],
                _ => recalls,
            };
        }

        return recalls;
    }
}
