namespace Coordination.Projections.AdvocateCaseload;

/// <summary>Folds a disclosure for its custodian.</summary>
internal static class CaseloadDisclosureFold
{
    public static CaseloadDisclosure? Apply(CaseloadDisclosure? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (DisclosureRequested e, _) => Requested(e, recorded.Meta.RecordedAt),
        (DisclosureOffered e, _) => Offered(e, recorded.Meta.RecordedAt),
        (DisclosureEvent or RecordsForgotten, null) => null,
        (RecordsForgotten, _) => (CaseloadDisclosure?)view.AfterErasure(),
        (RequestMatched e, _) => view with { Progress = DisclosureProgress.Matched, Survivor = e.Survivor, Case = e.Case },
        (RequestUnmatched, _) => view with { Progress = DisclosureProgress.Unmatched },
        (DisclosureAuthorized e, _) => Judged(view, DisclosureProgress.Authorized, e.Survivor, e.Case, e.Verdict),
        (DisclosureRefused e, _) => Judged(view, DisclosureProgress.Refused, e.Survivor, e.Case, e.Verdict),
        (DisclosureHeld e, _) => Judged(view, DisclosureProgress.Held, e.Survivor, e.Case, e.Verdict),
        (DisclosureMade e, _) => Made(view, e, recorded.Meta.RecordedAt),
        (DisclosureAcknowledged, _) => view with
        {
            Progress = view.Progress is DisclosureProgress.Made or DisclosureProgress.HandOverDue or DisclosureProgress.HandedOver
                ? DisclosureProgress.Acknowledged
                : view.Progress,
            ReadAfterAll = view.HandOverBy is null ? null : true,
        },
        (CopyHandedOver e, _) => view with
        {
            Progress = view.Progress is DisclosureProgress.Made or DisclosureProgress.HandOverDue
                ? DisclosureProgress.HandedOver
                : view.Progress,
            HandedOverAt = e.HandedAt,
        },
        (IAskedBack e, not null) => Recalled(view, e, recorded.Meta.RecordedAt),
        (RecallLetterSent e, _) => view with
        {
            Progress = DisclosureProgress.Recalled,
            Recalls = view.Recalls.Change(r => r is { ByLetter: true, LetterSentAt: null, Answer: null },
                r => r with { LetterSentAt = e.SentAt }),
        },
        (RecallAcknowledged e, _) => view with
        {
            Progress = view.ToHandOver ? DisclosureProgress.HandOverDue : DisclosureProgress.RecallAnswered,
            Recalls = view.Recalls.Change(r => r.Answer is null, r => r with { Answer = e.Answer, WhyNot = e.WhyNot }),
        },
        _ => throw new UnreachableException(),
    };

    private static CaseloadDisclosure Requested(DisclosureRequested e, DateTimeOffset at) => new()
    {
        Disclosure = e.Disclosure,
        Discloser = e.Discloser,
        Recipient = e.Requester,
        Purpose = e.Purpose,
        BegunAt = at,
        Progress = DisclosureProgress.Requested,
        Categories = [.. e.Categories.Order()],
        About = e.About,
        Basis = e.Basis,
        UnderProcess = false,
    };

    private static CaseloadDisclosure Offered(DisclosureOffered e, DateTimeOffset at) => new()
    {
        Disclosure = e.Disclosure,
        Discloser = e.Discloser,
        Recipient = e.Recipient,
        Purpose = e.Purpose,
        BegunAt = at,
        Progress = DisclosureProgress.Offered,
        Survivor = e.Survivor,
        Case = e.Case,
        UnderProcess = e.Under is not null,
    };

    private static CaseloadDisclosure Judged(CaseloadDisclosure view, DisclosureProgress progress, SurvivorId survivor,
        CaseId @case, Verdict verdict) =>
        view with
        {
            Progress = progress,
            Survivor = survivor,
            Case = @case,
            Outcome = verdict.Outcome,
            Reasons = ReasonsOf(verdict),
            UnderProcess = RestsOnProcess(view, verdict)
        };

    private static CaseloadDisclosure Made(CaseloadDisclosure view, DisclosureMade e, DateTimeOffset at) => view with
    {
        Progress = e.HandOverBy is null ? DisclosureProgress.Made : DisclosureProgress.HandOverDue,
        HandOverBy = e.HandOverBy,
        MadeAt = at,
        UnderProcess = RestsOnProcess(view, e.Verdict),
        Outcome = e.Verdict.Outcome,
        Reasons = ReasonsOf(e.Verdict),
        Copies = [.. e.Items.OrderBy(i => i.Copy.Value).Select(i => new CaseloadCopy(i.Copy, i.Item, i.Category, i.Mode, Recalled: false))],
    };

    private static CaseloadDisclosure Recalled(CaseloadDisclosure view, IAskedBack e, DateTimeOffset at) => view with
    {
        Progress = e.GoesByLetter ? DisclosureProgress.LetterDue : DisclosureProgress.Recalled,
        Copies = view.Copies.Change(c => e.Copies.Contains(c.Copy), c => c with { Recalled = true }),
        Recalls = [.. view.Recalls,
            new CaseloadRecall(e.EndedRelease, e.Cause, e.Due, at) { ByLetter = e.GoesByLetter ? true : null, LetterBy = e.LetterBy }],
    };

    // What was begun to answer a process rests on it whatever the gate read; in rows from before that was kept nobody knows until it does.
    private static bool? RestsOnProcess(CaseloadDisclosure view, Verdict verdict) => verdict.Process is not null ? true : view.UnderProcess;

    private static IReadOnlyList<string> ReasonsOf(Verdict verdict) =>
        [.. verdict.Lines.SelectMany(l => l.Findings).Select(f => $"{f.Rule} {f.Reason}").Distinct().Order(StringComparer.Ordinal)];
}
