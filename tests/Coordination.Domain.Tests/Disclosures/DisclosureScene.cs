using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Tests.Cases;
using Xunit;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>A case with three items, a detective who asks, and an advocate who answers.</summary>
internal static class DisclosureScene
{
    internal static readonly Actor Advocate = CaseScene.Advocate;
    internal static readonly Actor Detective = CaseScene.Detective;
    internal static readonly Actor Prosecutor = new(new PersonId("pat"), new AgencyId("district-attorney"));
    internal static readonly DisclosureId Disclosure = new(Guid.NewGuid());
    internal static readonly ReleaseId SignedRelease = new(Guid.NewGuid());
    internal static readonly ReleaseId OtherRelease = new(Guid.NewGuid());
    internal static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    internal static readonly RecordItemAdded Account = Item(InformationCategory.Narrative, new(Sensitive.Of("account, all"), Sensitive.Of("account, in short"), null));
    internal static readonly RecordItemAdded Plate = Item(InformationCategory.ExploiterInformation, new(Sensitive.Of("plate, all"), null, Sensitive.Of("a van")));
    internal static readonly RecordItemAdded Clinic = Item(InformationCategory.Medical, new(Sensitive.Of("clinic, all"), null, null));

    internal static readonly CaseState Case = CaseScene.Given(CaseScene.Opened, Account, Plate, Clinic,
        new ParticipantInvolved(Detective.Agency, Detective.Person, Purpose.Investigation));

    internal static readonly DisclosureRequested Requested = new(
        Disclosure, Advocate.Agency, new(Detective.Agency, Detective.Person), Purpose.Investigation,
        [InformationCategory.Narrative, InformationCategory.ExploiterInformation], Sensitive.Of("a woman from the farm"), ClaimedBasis.Release);

    internal static readonly RequestMatched Matched = new(CaseScene.Rosa, CaseScene.RosasCase, Advocate.Person);

    internal static readonly DisclosureOffered Offered = new(
        Disclosure, Advocate.Agency, new(Detective.Agency, Detective.Person), Purpose.Investigation, CaseScene.Rosa, CaseScene.RosasCase);

    internal static DisclosureState Given(params DisclosureEvent[] events) => DisclosureStream.Definition.Fold(DisclosureState.Initial, events);

    internal static DisclosureAuthorized Authorized(params VerdictLine[] lines) => new(CaseScene.Rosa, CaseScene.RosasCase, Verdict(lines), Advocate.Person);

    internal static DisclosureMade Made(params VerdictLine[] lines) =>
        Assert.IsType<DisclosureMade>(Assert.Single(
            AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(lines.Length)), Case, _ => Verdict(lines), Given(Offered, Authorized(lines))).Events));

    internal static VerdictLine Permit(RecordItemAdded item, SharingMode mode, ReleaseId? release = null) =>
        new(item.Item, Outcome.Permit, mode, release ?? SignedRelease, [new("CG-01", RuleEffect.Permit, "released", release ?? SignedRelease)]);

    internal static VerdictLine Deny(RecordItemAdded item, string rule = "CG-14", string reason = "revoked") =>
        new(item.Item, Outcome.Deny, null, null, [new(rule, RuleEffect.Deny, reason)]);

    internal static VerdictLine Hold(RecordItemAdded item) => new(item.Item, Outcome.Hold, null, null, [new("CG-37", RuleEffect.Hold, "condition")]);

    internal static Verdict Verdict(params VerdictLine[] lines) => new(
        Overall(lines), lines, [Obligation.RedisclosureNotice, Obligation.ReturnOrDestroyOnRecall, Obligation.Account],
        [.. lines.Select(line => line.Release).OfType<ReleaseId>().Distinct()], 4, 2, "2026-1", Now);

    internal static IReadOnlyList<CopyId> FreshIds(int count) => [.. Enumerable.Range(0, count).Select(_ => new CopyId(Guid.NewGuid()))];

    internal static Refusal Refused(this Decision<DisclosureEvent> decision, RefusalReason reason, params DisclosureEvent[] evidence)
    {
        var refused = Assert.IsType<Refused<DisclosureEvent>>(decision);
        Assert.Equal(reason, refused.Refusal.Reason);
        Assert.Equal(evidence, refused.Evidence);
        return refused.Refusal;
    }

    internal static TEvent Recorded<TEvent>(this Decision<DisclosureEvent> decision) where TEvent : DisclosureEvent =>
        Assert.IsType<TEvent>(Assert.Single(Assert.IsType<Accepted<DisclosureEvent>>(decision).Events));

    internal static void RecordedNothing(this Decision<DisclosureEvent> decision) => Assert.Empty(Assert.IsType<Accepted<DisclosureEvent>>(decision).Events);

    internal static Refusal Refused(this Decision<ProcessEvent> decision, RefusalReason reason)
    {
        var refused = Assert.IsType<Refused<ProcessEvent>>(decision);
        Assert.Equal(reason, refused.Refusal.Reason);
        Assert.Empty(refused.Evidence);
        return refused.Refusal;
    }

    internal static TEvent Recorded<TEvent>(this Decision<ProcessEvent> decision) where TEvent : ProcessEvent =>
        Assert.IsType<TEvent>(Assert.Single(Assert.IsType<Accepted<ProcessEvent>>(decision).Events));

    internal static void RecordedNothing(this Decision<ProcessEvent> decision) => Assert.Empty(Assert.IsType<Accepted<ProcessEvent>>(decision).Events);

    private static Outcome Overall(VerdictLine[] lines) =>
        lines.All(line => line.Outcome == Outcome.Permit) ? Outcome.Permit
        : lines.Any(line => line.Outcome == Outcome.Permit) ? Outcome.PermitInPart
        : lines.Any(line => line.Outcome == Outcome.Hold) ? Outcome.Hold
        : Outcome.Deny;

    internal static RecordItemAdded Item(InformationCategory category, ItemTexts texts) => new(new(Guid.NewGuid()), category, Sensitivity.Identifying, texts);
}
