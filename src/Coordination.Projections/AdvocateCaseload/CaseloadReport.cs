using Coordination.Domain.TaskForce;

namespace Coordination.Projections.AdvocateCaseload;

/// <summary>
/// One authority that a report of the law goes to, and that was not told yet: the one that the process names, or another that the same
/// table names. The row is gone once it was told or need not be told, or the duty came to its end. A copy that was made and has to be
/// handed over is told when it was.
/// </summary>
public sealed record CaseloadReport : CaseloadRow
{
    /// <summary>The duty as it was recorded.</summary>
    public required ProcessId Process { get; init; }
    /// <summary>About whom.</summary>
    public required SurvivorId Survivor { get; init; }
    /// <summary>In which case.</summary>
    public required CaseId Case { get; init; }
    /// <summary>The agency that has to report.</summary>
    public required AgencyId Agency { get; init; }
    /// <summary>To whom the report goes that the process names.</summary>
    public required GateRecipient Authority { get; init; }
    /// <summary>Which of the other authorities of the duty the row is about; null for the one that the process names.</summary>
    public AuthorityKind? Elsewhere { get; init; }
    /// <summary>What is reported; null where nobody said so.</summary>
    public ReportKind? Report { get; init; }
    /// <summary>When the agency learned of it, or recorded it where nobody said so.</summary>
    public required DateTimeOffset LearnedAt { get; init; }
    /// <summary>Until when it is reported, by the table of the law that counts; where no hours are known, when the agency learned of
    /// it.</summary>
    public required DateTimeOffset Due { get; init; }
    /// <summary>Whether no hours are known, so that it is to be reported at once and nobody can say that it is overdue; null means
    /// no.</summary>
    public bool? AtOnce { get; init; }
    /// <summary>Where that is written; empty where no line of a table is known.</summary>
    public required string Citation { get; init; }
    /// <summary>Whether a copy was made for it that has still to be handed over; null means no.</summary>
    public bool? ToHandOver { get; init; }
    /// <summary>The process of its own by which it is reported, which has its own row; null when there is none.</summary>
    public ProcessId? ByProcess { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => RowSubjects.One(Process);

    /// <inheritdoc/>
    [JsonIgnore]
    public override SurvivorId? Describes => Survivor;

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        new(Compartment.Of(Agency), Due.Sortable(), Due: ByProcess is null ? Due : null) { Party = Authority.Agency };

    /// <summary>The identifier of the row, which sorts a duty's authorities in one order everywhere.</summary>
    public static string IdOf(Guid process, AuthorityKind? elsewhere) =>
        elsewhere is { } other ? string.Create(CultureInfo.InvariantCulture, $"{process}-{(int)other:D2}") : $"{process}";
}

/// <summary>Folds which reports are due.</summary>
internal static class CaseloadReportFold
{
    /// <summary>The rows of the report that an event is about; none where it is about none.</summary>
    public static IReadOnlyList<RowKey> Touches(DomainEvent @event, string stream) => @event switch
    {
        ProcessServed { Kind: ProcessKind.MandatedReport, Time: { } time } e =>
            [.. e.Made is null ? [KeyOf(e.Process, null)] : (RowKey[])[],
                .. (time.AlsoTo ?? []).Select(other => KeyOf(e.Process, other.Authority))],
        ProcessClosed { End: not ProcessEnd.Answered } =>
            [Of(stream, null), .. Enum.GetValues<AuthorityKind>().Select(other => Of(stream, other))],
        AuthorityTold e => [Of(stream, e.Elsewhere)],
        AuthorityNotRequired e => [Of(stream, e.Elsewhere)],
        AuthorityLeftToProcess e => [Of(stream, e.Elsewhere)],
        DisclosureMade { Verdict.Process: { } read } => [KeyOf(read.Process, null)],
        CopyHandedOver { Process: { } process } => [KeyOf(process, null)],
        DisclosureAcknowledged { Process: { } process } => [KeyOf(process, null)],
        _ => [],
    };

    public static CaseloadReport? Apply(RowKey key, CaseloadReport? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (ProcessServed { Time: { } time } e, _) =>
            Row(e, time, time.AlsoTo?.FirstOrDefault(other => KeyOf(e.Process, other.Authority) == key),
                e.RecordedAt ?? recorded.Meta.RecordedAt),
        (ProcessClosed or AuthorityTold or AuthorityNotRequired or CopyHandedOver or DisclosureAcknowledged, _) => null,
        (AuthorityLeftToProcess e, _) => view is null ? null : view with { ByProcess = e.Process },
        (DisclosureMade e, _) => view?.Authority.Agency != e.Recipient.Agency ? view : e.HandOverBy is null ? null
            : view with { ToHandOver = true },
        _ => throw new UnreachableException(),
    };

    private static CaseloadReport Row(ProcessServed e, ReportTime time, ReportElsewhere? other, DateTimeOffset recordedAt)
    {
        var (learned, due) = (time.LearnedAt ?? recordedAt, other is null ? time.Due : other.Due);
        return new()
        {
            Process = e.Process,
            Survivor = e.Survivor,
            Case = e.Case,
            Agency = e.Agency,
            Authority = e.Authority,
            Elsewhere = other?.Authority,
            Report = e.Report,
            LearnedAt = learned,
            Due = due ?? learned,
            AtOnce = due is null ? true : null,
            Citation = other?.Citation ?? time.Citation ?? "",
        };
    }

    private static RowKey KeyOf(ProcessId process, AuthorityKind? elsewhere) =>
        new(CaseloadKinds.Report, CaseloadReport.IdOf(process.Value, elsewhere));

    private static RowKey Of(string stream, AuthorityKind? elsewhere) =>
        new(CaseloadKinds.Report, CaseloadReport.IdOf(Guid.Parse(stream), elsewhere));
}
