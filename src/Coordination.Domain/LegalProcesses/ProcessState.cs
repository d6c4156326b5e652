using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.LegalProcesses;

/// <summary>Where a legal process stands.</summary>
public abstract record ProcessState
{
    private protected ProcessState() { }

    /// <summary>Nothing was served under this identifier.</summary>
    public sealed record NotServed : ProcessState;

    public abstract record Served(ProcessRecord Record) : ProcessState;

    /// <summary>It waits for an answer.</summary>
    public sealed record Pending(ProcessRecord Record) : Served(Record);

    public sealed record Closed(ProcessRecord Record, ProcessEnd End) : Served(Record);

    /// <summary>The state of a stream that does not exist.</summary>
    public static ProcessState Initial { get; } = new NotServed();

    /// <summary>The record; null when nothing was served.</summary>
    public ProcessRecord? RecordIfAny => (this as Served)?.Record;

    /// <summary>
    /// The order that forbids telling her at an instant; null where none does. A process that was obeyed forbids what it forbade. One that
    /// was quashed, taken back or never was does not.
    /// </summary>
    public TellingForbidden? ForbidsTelling(DateTimeOffset at) =>
        this is Pending or Closed { End: ProcessEnd.Answered } && RecordIfAny!.Service.TellingForbidden is { } forbidden
            && forbidden.HoldsAt(at) ? forbidden : null;

    /// <summary>What the gate reads, as of a version of the stream; null when nothing was served.</summary>
    public ProcessFacts? FactsAt(long version) => this is Served served
        ? served.Record.FactsAt(version) with { IsPending = served is Pending }
        : null;

    public static ProcessState Evolve(ProcessState state, ProcessEvent @event) => (state, @event) switch
    {
        (_, ProcessServed e) => new Pending(new ProcessRecord { Service = e }),
        (Pending s, ProcessClosed e) => new Closed(s.Record, e.End),
        (Pending s, _) => new Pending(s.Record.With(@event)),
        (Closed s, SurvivorTold or SurvivorCouldNotBeTold or ProcessEntrusted or ReportAccountingSuspended or ReportAccountingResumed
            or AuthorityTold or AuthorityNotRequired or AuthorityLeftToProcess) => s with { Record = s.Record.With(@event) },
        (Closed s, ProcessClosed e) => s with { End = e.End },
        (NotServed or Closed, CounselReviewed or SurvivorTold or SurvivorCouldNotBeTold or ProtectiveStepsTaken or ProcessClosed
            or ProcessEntrusted or ReportAccountingSuspended or ReportAccountingResumed
            or AuthorityTold or AuthorityNotRequired or AuthorityLeftToProcess) => state,
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };
}

/// <summary>What is known of a process.</summary>
public sealed record ProcessRecord
{
    public required ProcessServed Service { get; init; }

    /// <summary>What counsel said last; null while counsel has not looked.</summary>
    public CounselReviewed? Review { get; init; }

    /// <summary>How she was told; null while she was not.</summary>
    public SurvivorTold? Told { get; init; }

    /// <summary>The attempts to tell her that failed, oldest first.</summary>
    public ImmutableList<SurvivorCouldNotBeTold> Attempts { get; init; } = [];

    /// <summary>What was done to protect her.</summary>
    public ImmutableSortedSet<ProtectiveStep> Steps { get; init; } = [];

    /// <summary>Colleagues who were named to act on it.</summary>
    public ImmutableList<PersonId> Colleagues { get; init; } = [];

    /// <summary>The statements for which nobody accounts to her for a report that was told before it was recorded, oldest first.</summary>
    public ImmutableList<AccountingSuspension> Suspensions { get; init; } = [];

    /// <summary>Whether counsel found that she may be told in spite of an order that forbade it.</summary>
    public bool OrderLifted { get; init; }

    /// <summary>The report to the authority after this was recorded; null when none was recorded.</summary>
    public AuthorityTold? ToldSince { get; init; }

    /// <summary>What became of the other authorities of the duty, the last of each; nothing for one of which nobody said
    /// anything.</summary>
    public ImmutableSortedDictionary<AuthorityKind, ProcessEvent> Elsewhere { get; init; } =
        ImmutableSortedDictionary<AuthorityKind, ProcessEvent>.Empty;

    /// <summary>How and when the authority was told by telephone or in person, before this was recorded or since; null where it was
    /// not.</summary>
    public ReportMade? Made => ToldSince?.Made ?? Service.Made;

    /// <summary>Where it is written that this authority is told, by the lines of a table that were recorded with the report; empty where no
    /// line is known.</summary>
    public IReadOnlyList<string> CitationsTo(AgencyId authority) =>
        Service.Time is not { } time ? []
        : authority == Service.Authority.Agency ? [.. time.Lines.Select(line => line.Citation)]
        : [.. (time.AlsoTo ?? [])
            .Where(other => Elsewhere.GetValueOrDefault(other.Authority) is AuthorityTold { To: { } told } && told.Agency == authority
                && (other.Agencies.Count == 0 || other.Agencies.Contains(authority))).Select(other => other.Citation)];

    internal bool Includes(RecordItemId item, InformationCategory category) => FactsAt(0).Includes(item, category);

    internal ProcessRecord With(ProcessEvent @event) => @event switch
    {
        CounselReviewed e => this with { Review = e },
        SurvivorTold e => this with { Told = e },
        SurvivorCouldNotBeTold e => this with { Attempts = Attempts.Add(e) },
        ProcessEntrusted e => this with { Colleagues = Colleagues.Add(e.Colleague) },
        ReportAccountingSuspended e => this with { Suspensions = Suspensions.Add(AccountingSuspension.Of(e)) },
        ReportAccountingResumed =>
            this with { OrderLifted = true, Suspensions = [.. Suspensions.Select(suspension => suspension with { TakenBack = true })] },
        ProtectiveStepsTaken e => this with { Steps = Steps.Union(e.Steps) },
        AuthorityTold { Elsewhere: null } e => this with { ToldSince = e },
        // Somebody else of the same authority who was told later does not make it late.
        AuthorityTold { Elsewhere: { } other } e
            when Elsewhere.GetValueOrDefault(other) is AuthorityTold first && first.To != e.To && first.Made.At < e.Made.At => this,
        AuthorityTold { Elsewhere: { } other } e => this with { Elsewhere = Elsewhere.SetItem(other, e) },
        AuthorityNotRequired e => this with { Elsewhere = Elsewhere.SetItem(e.Elsewhere, e) },
        AuthorityLeftToProcess { Process: null } e => this with { Elsewhere = Elsewhere.Remove(e.Elsewhere) },
        AuthorityLeftToProcess e => this with { Elsewhere = Elsewhere.SetItem(e.Elsewhere, e) },
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };

    internal ProcessFacts FactsAt(long version) => new()
    {
        Process = Service.Process,
        Version = version,
        IsPending = true,
        Basis = BasisOf(Service.Kind),
        Survivor = Service.Survivor,
        Served = Service.Agency,
        Authority = Service.Authority,
        Names = Service.Names,
        Narrowed = Review?.Narrowed,
        ReachesPart2 = Service.Part2Order,
        Finding = Review?.Finding,
        SurvivorTold = Told is not null,
        TellingTried = Told is not null || Attempts.Count > 0,
        IsProtected = Steps.Count > 0,
        Role = Service.Duty?.Role,
        Jurisdiction = Service.Jurisdiction ?? Service.Duty?.Jurisdiction,
        Report = Service.Report,
        HasMandate = Service.Mandate ?? false,
        Rulings = Service.Rulings ?? [],
        TellingForbidden = Service.TellingForbidden,
        Risk = Service.Risk,
        Conditions = Service.Conditions ?? [],
    };

    /// <summary>What a disclosure under it rests on.</summary>
    internal static ClaimedBasis BasisOf(ProcessKind kind) => kind switch
    {
        ProcessKind.Subpoena => ClaimedBasis.Subpoena,
        ProcessKind.CourtOrder => ClaimedBasis.CourtOrder,
        ProcessKind.Statute => ClaimedBasis.Statute,
        ProcessKind.MandatedReport => ClaimedBasis.MandatedReport,
        ProcessKind.PermittedReport => ClaimedBasis.PermittedReport,
        ProcessKind.ImminentRisk => ClaimedBasis.ImminentRisk,
        ProcessKind.DutyToWarn => ClaimedBasis.DutyToWarn,
        ProcessKind.FatalityReview => ClaimedBasis.FatalityReview,
        _ => throw new UnreachableException(kind.ToString()),
    };
}

/// <summary>How the stream <c>process-{id}</c> is named and folded.</summary>
public static class ProcessStream
{
    public static StreamDefinition<ProcessState, ProcessEvent> Definition { get; } = new("process", ProcessState.Initial,
        ProcessState.Evolve)
    {
        Owner = CompartmentOwner.Custodian,
        Protect = (_, state, _) => state.RecordIfAny is { } record ? Protection.Of(record.Service.Survivor) : Protection.OfAgency,
    };
}
