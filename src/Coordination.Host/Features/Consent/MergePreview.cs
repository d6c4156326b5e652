using Coordination.Domain.Consent;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Consent;

/// <summary>Says what merging would close: the gate itself, on the records as they are and as they would be.</summary>
internal sealed class MergePreview(IStateSource states, DateTimeOffset now, CancellationToken cancellation)
{
    public async Task<MergePreviewAnswer> Of(ConsentPosition one, ConsentPosition other, Actor by)
    {
        var group = MergeDecider.Group(one, other);
        if (MergeDecider.Hindrance(one, other, by.Agency) is { } refusal)
            return new MergePreviewAnswer(new PreviewRefusal(refusal.Reason, refusal.Message, refusal.Field), group, [], []);
        var merged = new HypotheticalStates(states);
        List<(SurvivorId Survivor, List<Release> Open)> records = [];
        foreach (var survivor in group)
        {
            var (record, _) = await states.Read(ConsentStream.Definition, survivor, cancellation);
            merged.With(ConsentStream.Definition, survivor, MergeDecider.Decide(new MergeRecords(group, by.Person), record).Events);
            records.Add((survivor, [.. record.Releases.Where(release => release.IsOpenAt(now))]));
        }

        List<ClosingAnswer> closes = [];
        foreach (var (survivor, open) in records)
        {
            foreach (var release in open)
                closes.AddRange(await Closing(survivor, release, merged));
        }
        return new MergePreviewAnswer(null, group,
            [.. records.Where(record => record.Open.Count == 0).Select(record => record.Survivor)], closes);
    }

    private async ValueTask<List<ClosingAnswer>> Closing(SurvivorId survivor, Release release, HypotheticalStates merged)
    {
        List<ClosingAnswer> closes = [];
        foreach (var agency in release.Terms.Recipients.Select(recipient => recipient.Agency).Distinct())
        {
            var (recipient, _) = await states.Read(PartnerStream.Definition, agency, cancellation);
            var (asked, person) = (ReleaseQuestion.Asked(release.Terms), ReleaseQuestion.PersonFor(agency, release.Terms, recipient, now));
            foreach (var purpose in release.Terms.Purposes.Distinct())
            {
                var inquiry = new GateInquiry(survivor,
                    ReleaseQuestion.Of(release.Terms, agency, person, purpose, asked.Select(a => a.Item)), now);
                var was = ConsentGate.Evaluate(inquiry.Request, await states.LoadGateFacts(inquiry, cancellation));
                var becomes = ConsentGate.Evaluate(inquiry.Request, await merged.LoadGateFacts(inquiry, cancellation));
                var closing = new ClosingAnswer(survivor, release.Id, agency, person, purpose, [.. was.Lines.Zip(becomes.Lines)
                    .Select((pair, at) => new ClosingLine(asked[at].Item.Category, asked[at].Named, pair.First.Outcome, pair.First.Mode,
                        pair.Second.Outcome, pair.Second.Mode, pair.Second.Findings))
                    .Where(line => (line.Was, line.WasMode) != (line.Becomes, line.BecomesMode))]);
                if (closing.Lines.Count > 0)
                    closes.Add(closing);
            }
        }
        return closes;
    }
}
