using System.Diagnostics;
using System.Text.Json.Serialization;
using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Projections.AdvocateCaseload;

/// <summary>
/// A report that the law requires within so many hours and that was not made yet. The row is gone once the report went to the authority, or the duty came
/// to its end; of one that was told before it was recorded there never is a row.
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
    /// <summary>To whom it goes.</summary>
    public required GateRecipient Authority { get; init; }
    /// <summary>What is reported; null where nobody said so.</summary>
    public ReportKind? Report { get; init; }
    /// <summary>When the agency learned of it.</summary>
    public required DateTimeOffset LearnedAt { get; init; }
    /// <summary>Until when it is reported, by the table of the law that was in force when the agency learned of it.</summary>
    public required DateTimeOffset Due { get; init; }
    /// <summary>Where that is written.</summary>
    public required string Citation { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override TellsOf? TellsOf => TellsOf.One(Process);

    /// <inheritdoc/>
    [JsonIgnore]
    public override SurvivorId? Describes => Survivor;

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.Of(Agency), Due.Sortable(), Due: Due) { Party = Authority.Agency };
}

/// <summary>Folds which reports are due.</summary>
internal static class CaseloadReportFold
{
    /// <summary>The row of the report that an event is about; none where it is about none.</summary>
    public static IReadOnlyList<RowKey> Touches(DomainEvent @event, string process) => @event switch
    {
        ProcessServed { Kind: ProcessKind.MandatedReport, Time.Due: not null, Made: null } or ProcessClosed => [KeyOf(process)],
        DisclosureMade { Verdict.Process: { } read } => [KeyOf($"{read.Process}")],
        _ => [],
    };

    public static CaseloadReport? Apply(CaseloadReport? view, DomainEvent @event) => (@event, view) switch
    {
        (ProcessServed { Time: { Due: { } due, LearnedAt: { } learned, Shortest: { } line } } e, _) => new()
        {
            Process = e.Process, Survivor = e.Survivor, Case = e.Case, Agency = e.Agency, Authority = e.Authority, Report = e.Report, LearnedAt = learned, Due = due, Citation = line.Citation,
        },
        (ProcessClosed, _) => null,
        (DisclosureMade e, _) => view?.Authority.Agency == e.Recipient.Agency ? null : view,
        _ => throw new UnreachableException(),
    };

    private static RowKey KeyOf(string process) => new(CaseloadKinds.Report, process);
}
