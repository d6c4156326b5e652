using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Features.Consent;

/// <summary>A change of a release that was decided and not recorded.</summary>
/// <param name="Release">The release as it is.</param>
/// <param name="Decision">What would be recorded, or why not.</param>
/// <param name="Recall">What would be asked back from those who hold copies; null where the change asks nothing back.</param>
internal sealed record ReleaseChange(Release Release, Decision<ConsentEvent> Decision, RecallDisclosure? Recall);

/// <summary>
/// What closes, what stays and what could not be called back: the gate itself on the position before a change and on the one after it,
/// and the decisions on copies and meetings on the same position.
/// </summary>
/// <param name="states">Made for this one query.</param>
/// <param name="lookups">What rests on releases.</param>
/// <param name="matters">What she may not be told of now.</param>
/// <param name="survivor">The survivor whose releases they are.</param>
internal sealed class ReleaseComparison(IStateSource states, Lookups lookups, LegalMatters matters, SurvivorId survivor)
{
    public async Task<ComparisonAnswer> Of(ReleaseChange change, ConsentPosition before, DateTimeOffset now, CancellationToken cancellation)
    {
        var refusal = (change.Decision as Refused<ConsentEvent>)?.Refusal;
        var events = refusal is null ? change.Decision.Events : [];
        var changed = new HypotheticalStates(states).With(ConsentStream.Definition, survivor, events);
        var (after, _) = await changed.Read(ConsentStream.Definition, survivor, cancellation);
        var line = LineOf(change.Release, before);
        var (disclosed, kept) = await Disclosed(change, line, refusal is null, now, cancellation);
        return new ComparisonAnswer(
            change.Release.Id,
            refusal is null ? null : new PreviewRefusal(refusal.Reason, refusal.Message, refusal.Field),
            await Compared(change.Release, TermsAfter(change.Release, events, after), events, changed, now, cancellation),
            disclosed,
            await Decisions(line, changed, now, cancellation),
            kept);
    }

    private async Task<List<ComparedAnswer>> Compared(
        Release release, ReleaseTerms afterwards, IReadOnlyList<ConsentEvent> events, HypotheticalStates changed, DateTimeOffset now,
        CancellationToken cancellation)
    {
        List<ComparedAnswer> compared = [];
        foreach (var agency in release.Terms.Recipients.Concat(afterwards.Recipients).Select(recipient => recipient.Agency).Distinct())
        {
            var at = new[] { now, release.Terms.Starts, afterwards.Starts }.Max();
            var named = release.Terms.Recipients.Any(recipient => recipient.Agency == agency) ? release.Terms : afterwards;
            var person = ReleaseQuestion.PersonFor(agency, named,
                (await states.Read(PartnerStream.Definition, agency, cancellation)).State, at);
            foreach (var purpose in release.Terms.Purposes.Union(afterwards.Purposes))
                compared.Add(await Compare(new Recipient(agency, person, purpose, at), release.Terms, afterwards, events,
                    changed, cancellation));
        }
        return compared;
    }

    private async ValueTask<ComparedAnswer> Compare(
        Recipient to, ReleaseTerms before, ReleaseTerms afterwards, IReadOnlyList<ConsentEvent> events, HypotheticalStates changed,
        CancellationToken cancellation)
    {
        var (agency, asked) = (to.Agency, Asked(before, afterwards));
        var inquiry = new GateInquiry(survivor,
            ReleaseQuestion.Of(before, agency, to.Person, to.Purpose, asked.Select(a => a.Item)), to.At);
        var now = ConsentGate.Evaluate(inquiry.Request, await states.LoadGateFacts(inquiry, cancellation));
        var then = ConsentGate.Evaluate(inquiry.Request, await changed.LoadGateFacts(inquiry, cancellation));
        return new ComparedAnswer(
            agency, to.Person, to.Purpose, to.At, Until(before, agency),
            events.Count == 0 ? Until(before, agency) : events[^1] is ReleaseRevoked ? null : Until(afterwards, agency),
            now.Outcome, then.Outcome, [.. asked.Select((question, i) => Line(question, now.Lines[i], then.Lines[i]))]);
    }

    // What either of the two gives, in the wider mode of both: what one of them does not give is asked of it, too.
    private static List<(RequestedItem Item, RecordItemId? Named)> Asked(ReleaseTerms before, ReleaseTerms afterwards) =>
        [.. ReleaseQuestion.Asked(before).Concat(ReleaseQuestion.Asked(afterwards))
            .GroupBy(asked => (asked.Item.Category, asked.Named, asked.Item.CounselingNote))
            .Select(same => same.MaxBy(asked => asked.Item.Mode))];

    private static ComparedLine Line((RequestedItem Item, RecordItemId? Named) question, VerdictLine before, VerdictLine after) => new(
        question.Item.Category, question.Named, EffectOf(before, after), before.Outcome, before.Mode, before.Release, after.Outcome,
        after.Mode, after.Release, after.Findings);

    private static ReleaseEffect EffectOf(VerdictLine before, VerdictLine after) =>
        (before.Outcome == Outcome.Permit, after.Outcome == Outcome.Permit) switch
        {
            (true, false) => ReleaseEffect.Closes,
            (false, true) => ReleaseEffect.Opens,
            (false, false) => ReleaseEffect.StaysClosed,
            _ => after.Mode < before.Mode ? ReleaseEffect.Narrows : after.Mode > before.Mode ? ReleaseEffect.Widens : ReleaseEffect.Stays,
        };

    private async Task<(List<DisclosedAnswer> Disclosed, List<AgencyId> Kept)> Disclosed(ReleaseChange change, List<ReleaseId> line,
        bool possible, DateTimeOffset now, CancellationToken cancellation)
    {
        List<DisclosedAnswer> disclosed = [];
        List<AgencyId> kept = [];
        foreach (var id in (await On(line, cancellation)).SelectMany(release => release.Disclosures)
            .Select(made => made.Disclosure).Distinct())
        {
            if ((await states.Read(DisclosureStream.Definition, id, cancellation)).State is not DisclosureState.Delivered delivered)
                continue;
            // An order can compel what she released besides. It is read with her, so what the order forbids to tell is left out for
            // everybody.
            if (Telling.Barred(await matters.Read(states, delivered, cancellation), now) is not null)
                continue;
            var asked = possible && change.Recall is { } recall
                ? DeliveryDecider.Decide(recall with { Renewed = [.. line.Where(release => release != change.Release.Id)] },
                    delivered).Events.OfType<RecallNoticeSent>().SelectMany(notice => notice.Copies).ToHashSet()
                : [];
            var copies = delivered.Delivery.Copies.Where(copy => copy.RestsOn(line)).ToList();
            var recipient = delivered.Terms.Recipient;
            disclosed.Add(new DisclosedAnswer(id, recipient.Agency, recipient.Person, delivered.Terms.Purpose,
                [.. copies.Select(copy => new DisclosedLine(copy.Item.Item, copy.Item.Category, copy.Item.Mode, copy.Standing,
                    asked.Contains(copy.Item.Copy)))]));
            if (!kept.Contains(recipient.Agency)
                && (copies.Exists(copy => copy.Standing == CopyStanding.CannotBeRecalled)
                    || await MayReachOthers(recipient.Agency, cancellation)))
                kept.Add(recipient.Agency);
        }
        return (disclosed, kept);
    }

    private async ValueTask<bool> MayReachOthers(AgencyId agency, CancellationToken cancellation) =>
        (await states.Read(PartnerStream.Definition, agency, cancellation)).State.KindIfKnown is AgencyKind.LawEnforcement
            or AgencyKind.Prosecution;

    private async ValueTask<IReadOnlyList<ReleaseRow>> On(List<ReleaseId> line, CancellationToken cancellation)
    {
        var rows = await lookups.Read(line.Select(release => ReleaseRow.Key(release).Row), cancellation);
        return [.. line.Select(release => rows.Find(ReleaseRow.Key(release))).OfType<ReleaseRow>()];
    }

    private async Task<List<RestingDecisionAnswer>> Decisions(List<ReleaseId> line, HypotheticalStates changed, DateTimeOffset now,
        CancellationToken cancellation)
    {
        List<RestingDecisionAnswer> decisions = [];
        foreach (var (review, item, decision) in (await On(line, cancellation)).SelectMany(release => release.Decisions).Distinct())
        {
            if ((await states.Read(ReviewStream.Definition, review, cancellation)).State is KnownReview { Meeting: var meeting }
                && meeting.Decisions.Find(known => known.Decision == decision) is { } taken && meeting.Find(item)?.Matter is { } matter)
                decisions.Add(new RestingDecisionAnswer(review, item, decision,
                    DecisionBasis.At(taken.Recorded, matter, now, await states.ReadRecords(matter, cancellation)),
                    DecisionBasis.At(taken.Recorded, matter, now, await changed.ReadRecords(matter, cancellation))));
        }
        return decisions;
    }

    // The release, and those that it goes on from: what was given on them was given in the same word.
    private static List<ReleaseId> LineOf(Release release, ConsentPosition state)
    {
        List<ReleaseId> line = [release.Id];
        for (var before = release.Renews; before is { } id && !line.Contains(id); before = state.Find(id)?.Renews)
            line.Add(id);
        return line;
    }

    private static ReleaseTerms TermsAfter(Release release, IReadOnlyList<ConsentEvent> events, ConsentPosition after) =>
        (events.OfType<ReleaseRenewed>().FirstOrDefault() is { } renewed ? after.Find(renewed.Renewal) : after.Find(release.Id))?.Terms
            ?? release.Terms;

    private static DateTimeOffset? Until(ReleaseTerms terms, AgencyId agency) =>
        terms.Recipients.Any(recipient => recipient.Agency == agency) ? terms.Expires : null;

    private sealed record Recipient(AgencyId Agency, PersonId? Person, Purpose Purpose, DateTimeOffset At);
}
