using System.Diagnostics.Metrics;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;

namespace Coordination.Host.Platform.Telemetry;

/// <summary>Counts the gate's verdicts by outcome, and writes each down with its rules: ids and reasons, never content.</summary>
public sealed partial class VerdictMetrics : IStoredEventObserver, IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Coordination.Gate";

    private readonly Meter _meter;
    private readonly Counter<long> _verdicts;
    private readonly ILogger<VerdictMetrics> _logger;

    public VerdictMetrics(IMeterFactory meters, ILogger<VerdictMetrics> logger)
    {
        _meter = meters.Create(Name);
        _verdicts = _meter.CreateCounter<long>("coordination.gate.verdicts", "{verdict}", "Verdicts of the consent gate by outcome.");
        _logger = logger;
    }

    public void Stored(CommandContext context, string stream, DomainEvent e)
    {
        foreach (var verdict in VerdictsIn(e))
        {
            _verdicts.Add(1, new KeyValuePair<string, object?>("outcome", verdict.Outcome.ToString()));
            var rules = string.Join(' ',
                verdict.Lines.SelectMany(line => line.Findings)
                    .Select(finding => $"{finding.Rule}:{finding.Effect}:{finding.Reason}").Distinct());
            LogVerdict(_logger, verdict.Outcome, stream, context.Actor.Person, context.Actor.Agency, verdict.ConsentVersion, rules);
        }
    }

    private static IEnumerable<Verdict> VerdictsIn(DomainEvent e) => e switch
    {
        DisclosureAuthorized authorized => [authorized.Verdict],
        DisclosureRefused refused => [refused.Verdict],
        DisclosureHeld held => [held.Verdict],
        DisclosureMade made => [made.Verdict],
        AgendaItemProposed proposed => proposed.Verdicts.Select(member => member.Verdict),
        ItemOpened opened => opened.Verdicts.Select(member => member.Verdict),
        ItemOpeningRefused refused => refused.Verdicts.Select(member => member.Verdict),
        _ => [],
    };

    public void Dispose() => _meter.Dispose();

    [LoggerMessage(40, LogLevel.Information,
        "The gate said {Outcome} on {Stream}, asked by {Person} of {Agency}, at consent version {ConsentVersion}: {Rules}")]
    private static partial void LogVerdict(ILogger logger, Outcome outcome, string stream, PersonId person, AgencyId agency,
        long consentVersion, string rules);
}
