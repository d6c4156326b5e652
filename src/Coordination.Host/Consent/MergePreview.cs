using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Execution;

namespace Coordination.Host.Consent;

/// <summary>Says what merging would close: the gate itself, on the records as they are and as they would be.</summary>
internal sealed class MergePreview(StateReader reader, DateTimeOffset now, CancellationToken cancellation)
{
    public async Task<MergePreviewAnswer> Of(ConsentPosition one, ConsentPosition other, Actor by)
    {
        var group = MergeDecider.Group(one, other);
        if (MergeDecider.Hindrance(one, other, by.Agency) is { } refusal)
            return new MergePreviewAnswer(new PreviewRefusal(refusal.Reason, refusal.Message, refusal.Field), group, [], []);
        List<MergedRecord> records = [];
        foreach (var survivor in group)
        {
            var (state, version, _) = await reader.Read(ConsentStream.Definition, survivor, cancellation);
            records.Add(new MergedRecord(state, version));
        }

        var (taskForce, policyVersion, _) = await reader.Read(TaskForceStream.Definition, cancellation);
        List<ClosingAnswer> closes = [];
        foreach (var record in records)
        {
            foreach (var release in record.Consent.Releases.Where(release => release.IsOpenAt(now)))
                closes.AddRange(await Closing(record, release, records, new MergeRecords(group, by.Person), taskForce, policyVersion));
        }
        return new MergePreviewAnswer(null, group, [.. records.Where(record => !record.Consent.Releases.Any(release => release.IsOpenAt(now))).Select(record => record.Consent.Survivor!.Value)], closes);
    }

    private async ValueTask<List<ClosingAnswer>> Closing(
        MergedRecord record, Release release, List<MergedRecord> records, MergeRecords merging, TaskForceState taskForce, long policyVersion)
    {
        List<ClosingAnswer> closes = [];
        foreach (var agency in release.Terms.Recipients.Select(recipient => recipient.Agency).Distinct())
        {
            var before = new GateFacts
            {
                Consent = record.Consent,
                ConsentVersion = record.Version,
                Merged = records,
                Discloser = (await reader.Read(PartnerStream.Definition, release.Terms.Discloser, cancellation)).State,
                Recipient = (await reader.Read(PartnerStream.Definition, agency, cancellation)).State,
                TaskForce = taskForce,
                PolicyVersion = policyVersion,
                Now = now,
            };
            closes.AddRange(release.Terms.Purposes.Distinct().Select(purpose => Closing(release, agency, purpose, before, merging)).Where(closing => closing.Lines.Count > 0));
        }
        return closes;
    }

    private static ClosingAnswer Closing(Release release, AgencyId agency, Purpose purpose, GateFacts before, MergeRecords merging)
    {
        var (asked, person) = (ReleasePreview.Asked(release.Terms), ReleasePreview.PersonFor(agency, release.Terms, before));
        var request = ReleasePreview.RequestOf(release.Terms, agency, person, purpose, asked);
        var was = ConsentGate.Evaluate(request, before);
        var becomes = ConsentGate.Preview(request, before, MergeDecider.Decide(merging, before.Consent).Events);
        return new ClosingAnswer(before.Consent.Survivor!.Value, release.Id, agency, person, purpose, [.. was.Lines.Zip(becomes.Lines)
            .Select((pair, at) => new ClosingLine(asked[at].Item.Category, asked[at].Named, pair.First.Outcome, pair.First.Mode, pair.Second.Outcome, pair.Second.Mode, pair.Second.Findings))
            .Where(line => (line.Was, line.WasMode) != (line.Becomes, line.BecomesMode))]);
    }
}
