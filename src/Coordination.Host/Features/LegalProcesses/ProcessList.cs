using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Features.LegalProcesses;

/// <summary>For what a process waits.</summary>
[JsonConverter(typeof(NameConverter<ProcessWaitsFor>))]
public enum ProcessWaitsFor
{
    /// <summary>Counsel has to look at it, or has it quashed.</summary>
    Counsel,
    /// <summary>Somebody has to tell the survivor, or to try.</summary>
    TellingHer,
    /// <summary>Steps have to be taken to protect her.</summary>
    Protection,
    /// <summary>The answer can go, as far as the process is concerned.</summary>
    Answer,
    /// <summary>Nothing: it came to its end, something was given under it that can be read there or was handed over, or it was told by
    /// telephone or in person.</summary>
    Nothing,
    /// <summary>A copy was made, and has to be handed over.</summary>
    HandingOver,
    /// <summary>Another authority of the duty has to be told.</summary>
    OtherAuthorities,
}

/// <summary>Which processes, and how many.</summary>
public sealed record ProcessQuery
{
    /// <summary>Only those that wait for one of these, separated by commas: counsel, tellingHer, protection, answer, nothing, handingOver,
    /// otherAuthorities.</summary>
    public string? Status { get; init; }

    /// <summary>Only those that are due before this instant.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>The <c>next</c> of the page before.</summary>
    public ProcessId? After { get; init; }

    /// <summary>At most so many: 1 to 200, else 50.</summary>
    public int? Limit { get; init; }
}

/// <summary>A page of processes, the earliest due first.</summary>
public sealed record ProcessPage(IReadOnlyList<ProcessLine> Items, ProcessId? Next);

/// <summary>
/// A process in a list. What was served in words is shown with the process itself. <c>tellHer</c> says that she was not told yet, also
/// where it was answered: what goes by law she is told of, unless she has died, or an order or a statement of an official keeps it from her
/// for a time. What a review of deaths was told she is told of where her death was recorded by mistake.
/// </summary>
public sealed record ProcessLine(
    ProcessId Id, ProcessKind Kind, CaseId Case, SurvivorId Survivor, GateRecipient Authority, DateTimeOffset? Due, bool Overdue,
    ProcessWaitsFor WaitsFor, CounselFinding? Finding, ProcessEnd? End, bool TellHer)
{
    /// <summary>That she is not told of it now, why, and until when; left out where she is.</summary>
    public NotToBeTold? NotToBeTold { get; init; }
}

/// <summary>Lists what an agency was served with.</summary>
internal static class ProcessList
{
    private const int DefaultLimit = 50, LargestLimit = 200;

    public static async Task<IResult> List(
        [AsParameters] ProcessQuery query, Caller caller, Lookups lookups, StateReader reader, WithheldMatters withheld, TimeProvider time,
        CancellationToken cancellation)
    {
        if (query.Limit is < 1 or > LargestLimit)
            return Problems.InvalidInput.With($"Ask for 1 to {LargestLimit} processes.", "limit");
        if (!TryStatuses(query.Status, out var statuses))
            return Problems.InvalidInput.With(
                "Expected some of counsel, tellingHer, protection, answer, nothing, handingOver, otherAuthorities, separated by commas.",
                "status");
        var (limit, now, own) = (query.Limit ?? DefaultLimit, time.GetUtcNow(), OwnReader.Of(caller));
        var asked = new LookupQuery(LookupKinds.Process, Compartment.Of(caller.Agency), LargestLimit);
        if (query.After is { } last)
        {
            if (await lookups.Read(ProcessRow.Key(last), cancellation) is not { } mark || mark.Agency != caller.Agency
                || !(await withheld.Shown([last], own, cancellation))[last].Sees)
                return Problems.InvalidInput.With("Give back the next of the page before.", "after");
            asked = asked with { After = LookupMark.Of(asked, ProcessRow.Key(last), mark.Place) };
        }

        List<ProcessLine> lines = [];
        for (LookupMark? next = null; ; asked = asked with { After = next })
        {
            var page = await lookups.Page<ProcessRow>(asked, cancellation);
            List<ProcessRow> part = [
                .. page.Rows.TakeWhile(listed => query.DueBefore is not { } before || (listed.Due ?? DateTimeOffset.MaxValue) < before)];
            var shown = await withheld.Shown([.. part.Select(listed => listed.Process)], own, cancellation);
            foreach (var listed in part.Where(listed => shown[listed.Process].Sees))
            {
                if ((await reader.Read(ProcessStream.Definition, listed.Process, cancellation)).State is not ProcessState.Served served)
                    continue;
                var (barred, given) = (shown[listed.Process].Barred, GivenUnderProcesses.Given(listed));
                var line = Line(served, given, now, barred);
                if (line.TellHer && (await reader.Read(ConsentStream.Definition, line.Survivor, cancellation)).State.HasDied(now))
                    line = Line(served, given, now, barred, hasDied: true);
                if (!statuses.Contains(line.WaitsFor))
                    continue;
                if (lines.Count == limit)
                    return Reply.Plain(new ProcessPage(lines, lines[^1].Id));
                lines.Add(line);
            }

            next = page.Next;
            if (next is null || part.Count < page.Rows.Count)
                break;
        }

        return Reply.Plain(new ProcessPage(lines, null));
    }

    // For what it waits: what the gate would hold it for, in the order in which people do it.
    private static ProcessWaitsFor WaitsFor(ProcessState.Served state, GivenUnder given, bool toBeTold, DateTimeOffset now) => state switch
    {
        // What was closed as answered may still have an authority to be told: of before that was asked, or because the process that it was
        // left to ended.
        ProcessState.Closed when !DutyItem.Of(state, given, now).Any(item => item.IsOpen) => ProcessWaitsFor.Nothing,
        _ when DutyItem.StandingOf(state, given) == DutyStanding.ToHandOver => ProcessWaitsFor.HandingOver,
        _ when DutyItem.StandingOf(state, given) == DutyStanding.Told =>
            DutyItem.Of(state, given, now).Any(item => item.IsOpen) ? ProcessWaitsFor.OtherAuthorities : ProcessWaitsFor.Nothing,
        { Record.Review.Finding: CounselFinding.Quash } => ProcessWaitsFor.Counsel,
        { Record: { Service.Kind: ProcessKind.Subpoena, Review: null } } => ProcessWaitsFor.Counsel,
        { Record.Service.Kind: not (ProcessKind.CourtOrder or ProcessKind.Statute) } => ProcessWaitsFor.Answer,
        { Record: { Told: null, Attempts.Count: 0 } } when toBeTold => ProcessWaitsFor.TellingHer,
        { Record.Steps.Count: 0 } => ProcessWaitsFor.Protection,
        _ => ProcessWaitsFor.Answer,
    };

    private static ProcessLine Line(ProcessState.Served state, GivenUnder given, DateTimeOffset now, NotToBeTold? barred,
        bool hasDied = false)
    {
        var toBeTold = barred is null && !hasDied;
        var (service, waitsFor) = (state.Record.Service, WaitsFor(state, given, toBeTold, now));
        return new ProcessLine(
            service.Process, service.Kind, service.Case, service.Survivor, service.Authority, service.AnswerDue,
            waitsFor != ProcessWaitsFor.Nothing && service.AnswerDue <= now, waitsFor, state.Record.Review?.Finding,
            (state as ProcessState.Closed)?.End,
            toBeTold && TellHer(state, given.Reached || given.ToHandOver.Count > 0))
        { NotToBeTold = barred };
    }

    // A subpoena goes by her own word, if at all. A review of deaths is about somebody who died: where that was recorded by mistake, she is
    // told of what went, however the process was closed.
    private static bool TellHer(ProcessState.Served state, bool disclosed) =>
        state.Record is { Told: null, Service.Kind: not ProcessKind.Subpoena }
        && (state.Record.Service.Kind == ProcessKind.FatalityReview
            ? disclosed
            : state is ProcessState.Pending or ProcessState.Closed { End: ProcessEnd.Answered });

    private static bool TryStatuses(string? text, out HashSet<ProcessWaitsFor> statuses)
    {
        statuses = [.. Enum.GetValues<ProcessWaitsFor>()];
        if (text is null)
            return true;
        var names = statuses.ToDictionary(status => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(status.ToString()),
            StringComparer.Ordinal);
        var asked = text.Split(',');
        statuses = [.. asked.Where(names.ContainsKey).Select(name => names[name])];
        return Array.TrueForAll(asked, names.ContainsKey);
    }
}
