using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Consent;

/// <summary>What a release that is not yet signed would open: the gate itself, on the position that the signature would make. A part in the
/// case is assumed, since that is not for the release to say. The other people whom items name are known only when a case is
/// given.</summary>
internal static class ReleasePreview
{
    public static async Task<PreviewAnswer> Of(SignRelease signing, CaseRecord? record, SurvivorId survivor, ConsentPosition state,
        IStateSource states, CancellationToken cancellation)
    {
        var decision = ReleaseDecider.Decide(signing, await states.InForce(signing.Terms, signing.At, cancellation), state);
        var signed = new ReleaseSigned(signing.Release, signing.Terms, signing.Signatures, signing.WarningsAcknowledged,
            signing.CapturedBy);
        var supposed = new HypotheticalStates(states)
            .With(ConsentStream.Definition, survivor, decision is Domain.Accepted<ConsentEvent> accepted ? accepted.Recorded : [signed]);
        var at = signing.Terms.Starts > signing.At ? signing.Terms.Starts : signing.At;
        var asked = record is null ? ReleaseQuestion.Asked(signing.Terms) : Asked(signing.Terms, record);
        List<OpeningAnswer> opens = [];
        List<AgencyId> lasting = [];
        foreach (var agency in signing.Terms.Recipients.Select(recipient => recipient.Agency).Distinct())
        {
            var (recipient, _) = await states.Read(PartnerStream.Definition, agency, cancellation);
            var person = ReleaseQuestion.PersonFor(agency, signing.Terms, recipient, at);
            foreach (var purpose in signing.Terms.Purposes.Distinct())
            {
                var inquiry = new GateInquiry(survivor,
                    ReleaseQuestion.Of(signing.Terms, agency, person, purpose, asked.Select(a => a.Item)), at);
                opens.Add(Opening(inquiry, signing.Terms, asked,
                    ConsentGate.Evaluate(inquiry.Request, await supposed.LoadGateFacts(inquiry, cancellation))));
            }

            if (recipient.KindIfKnown is AgencyKind.LawEnforcement or AgencyKind.Prosecution)
            {
                lasting.Add(agency);
            }
        }

        var refusal = (decision as Refused<ConsentEvent>)?.Refusal;
        return new PreviewAnswer(refusal is null ? null : new PreviewRefusal(refusal.Reason, refusal.Message, refusal.Field), opens,
            lasting)
        {
            Older = [.. ReleaseDecider.Older(signing, state).Select(release => release.Id)],
        };
    }

    private static OpeningAnswer Opening(GateInquiry inquiry, ReleaseTerms terms,
        IReadOnlyList<(RequestedItem Item, RecordItemId? Named)> asked, Verdict verdict) => new(
        inquiry.Request.Recipient.Agency, inquiry.Request.Recipient.Person, inquiry.Request.Purpose, inquiry.At,
        terms.Expires, verdict.Outcome,
        [.. verdict.Lines.Select((line, at) =>
            new OpeningLine(asked[at].Item.Category, asked[at].Named, line.Outcome, line.Mode, line.Findings, line.LeftOut))],
        verdict.Obligations);

    // What the case holds of what is given, each item in the mode that is given.
    private static IReadOnlyList<(RequestedItem Item, RecordItemId? Named)> Asked(ReleaseTerms terms, CaseRecord record) =>
        [.. terms.Grants.SelectMany(grant => record.Items
            .FindAll(item => !item.Retracted && item.Category == grant.Category && grant.OnlyItems?.Contains(item.Item) != false)
            .Select(item => (item.AskedAs(record.Custodian, grant.WidestMode), (RecordItemId?)item.Item)))];
}
