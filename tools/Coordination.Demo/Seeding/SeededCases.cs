using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.Execution;

namespace Coordination.Demo.Seeding;

/// <summary>Invented survivors with their cases and releases, and a request about each of them.</summary>
internal sealed class SeededCases(SeedPlan plan)
{
    private static readonly InformationCategory[] s_record = [InformationCategory.Employment, InformationCategory.Narrative, InformationCategory.Services, InformationCategory.Safety];

    public SurvivorId Survivor(int number) => new(plan.Id("survivor", number));
    public CaseId Case(int number) => new(plan.Id("case", number));
    public RecordItemId Item(int number, int which) => new(plan.Id("item", number, which));
    public DisclosureId Disclosure(int number) => new(plan.Id("disclosure", number));

    /// <summary>The partner that asks about a survivor: one that her second release names.</summary>
    public int AskerOf(int number) => plan.TeamOf(plan.CustodianOf(number))[number % Math.Min(SeedPlan.Team, plan.Partners)];

    public async Task Open(CommandSession work, int number)
    {
        var (survivor, @case) = (Survivor(number), Case(number));
        var welcomed = work.Begin(SurvivorStream.Definition, survivor);
        work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(new WelcomeSurvivor(work.Actor, survivor, Sensitive.Of($"Invented {number}"), Sensitive.Of("Spanish")), welcomed));
        welcomed = await work.Load(SurvivorStream.Definition, survivor);
        var opened = work.Begin(CaseStream.Definition, @case);
        work.Record(CaseStream.Definition, @case, CaseDecider.Decide(new OpenCase(work.Actor, @case, survivor, Sensitive.Of("They keep my papers.")), welcomed, opened));
        for (var item = 0; item < s_record.Length; item++)
        {
            var texts = new ItemTexts(Sensitive.Of($"All of it, {number}."), Sensitive.Of("In short."), Sensitive.Of("Somebody."));
            var adding = new AddRecordItem(work.Actor, Item(number, item), s_record[item], Sensitivity.Identifying, texts);
            work.Record(CaseStream.Definition, @case, CaseDecider.Decide(adding, [], await work.Load(CaseStream.Definition, @case)));
        }
        foreach (var partner in plan.TeamOf(plan.CustodianOf(number)))
        {
            var involving = new InvolveParticipant(work.Actor, SeedPlan.Partner(partner), SeedPlan.Staff(SeedPlan.Partner(partner)).Person, SeedPlan.PurposeOf(partner));
            work.Record(CaseStream.Definition, @case, CaseDecider.Decide(involving, await work.Load(CaseStream.Definition, @case)));
        }
        await Consent(work, number);
    }

    public async Task Ask(CommandSession work, int number)
    {
        var state = work.Begin(DisclosureStream.Definition, Disclosure(number));
        var asking = new RequestDisclosure(work.Actor, Disclosure(number), SeedPlan.Custodian(plan.CustodianOf(number)), SeedPlan.PurposeOf(AskerOf(number)), [InformationCategory.Employment],
            Sensitive.Of("An invented person."), ClaimedBasis.Release);
        work.Record(DisclosureStream.Definition, Disclosure(number), RequestDecider.Decide(asking, state));
        await Task.CompletedTask;
    }

    /// <summary>Two of three are answered with a copy; the others wait.</summary>
    public async Task Answer(CommandSession work, int number)
    {
        if (number % 3 == 0)
            return;
        var disclosure = Disclosure(number);
        var @case = await work.Load(CaseStream.Definition, Case(number));
        work.Record(DisclosureStream.Definition, disclosure, RequestDecider.Decide(new MatchRequest(work.Actor, Case(number)), @case, await work.Load(DisclosureStream.Definition, disclosure)));
        var (state, held) = ((DisclosureState.Begun)await work.Load(DisclosureStream.Definition, disclosure), @case.RecordIfAny!);
        var facts = await work.LoadGateFacts(new GateInquiry(Survivor(number), GateRequestBuilder.ForEverything(state.Terms, held), work.Now));
        AskGate gate = request => ConsentGate.Evaluate(request, facts);
        var authorising = new AuthoriseDisclosure(work.Actor, [new ItemToShare(Item(number, 0), SharingMode.IdentifiedSummary)], SharingMode.IdentifiedSummary);
        if (work.Record(DisclosureStream.Definition, disclosure, AuthorisationDecider.Decide(authorising, @case, gate, await work.Load(DisclosureStream.Definition, disclosure))) is not null)
            return;
        var copies = Enumerable.Range(0, GateRequestBuilder.MostItems).Select(copy => new CopyId(plan.Id("copy", number, copy))).ToList();
        work.Record(DisclosureStream.Definition, disclosure, AuthorisationDecider.Decide(new MakeDisclosure(work.Actor, copies) { On = facts }, @case, gate, await work.Load(DisclosureStream.Definition, disclosure)));
    }

    private async Task Consent(CommandSession work, int number)
    {
        var survivor = Survivor(number);
        var custodian = SeedPlan.Custodian(plan.CustodianOf(number));
        var team = plan.TeamOf(plan.CustodianOf(number));
        await Decide(work, survivor, state => ConsentDecider.Decide(new OpenConsentRecord(survivor, custodian), state));
        await Sign(work, number, 0, [SeedPlan.Office, .. team.Select(SeedPlan.Partner)], [Purpose.CaseReview]);
        for (var release = 1; release < plan.Size.ReleasesOfEach; release++)
        {
            var partner = release == 1 ? AskerOf(number) : team[(number + release) % team.Count];
            await Sign(work, number, release, [SeedPlan.Partner(partner)], [SeedPlan.PurposeOf(partner)]);
        }
    }

    private async Task Sign(CommandSession work, int number, int release, IReadOnlyList<AgencyId> recipients, IReadOnlyList<Purpose> purposes)
    {
        var (survivor, now) = (Survivor(number), work.Now);
        await Decide(work, survivor, state => ConsentDecider.Decide(new GiveNotice
        {
            Notice = new(plan.Id("notice", number, release)),
            Recipients = recipients,
            Topics = [NoticeTopic.Risks, NoticeTopic.Alternatives, NoticeTopic.Consequences],
            Language = "es",
            Interpreter = true,
            By = work.Actor.Person,
            GivenAt = now.AddHours(-2),
            At = now,
        }, state));
        var law = SigningLaw.InForce(await work.Load(TaskForceStream.Definition), await work.Load(PartnerStream.Definition, work.Actor.Agency), now);
        var terms = new ReleaseTerms
        {
            Discloser = work.Actor.Agency,
            Recipients = [.. recipients.Select(agency => new ReleaseRecipient(agency, []))],
            Grants = [new CategoryGrant(InformationCategory.Employment, SharingMode.IdentifiedSummary)],
            Purposes = purposes,
            Starts = now,
            Expires = now.AddDays(plan.Dice((number * 10) + release).Next(3, 360)),
        };
        var signing = new SignRelease(new(plan.Id("release", number, release)), terms, [new Signature(SignerCapacity.Survivor, SignatureMethod.Ink, now.AddHours(-1))],
            Enum.GetValues<ReleaseWarning>(), work.Actor.Person, now);
        await Decide(work, survivor, state => ReleaseDecider.Decide(signing, law, state));
    }

    private static async Task Decide(CommandSession work, SurvivorId survivor, Func<ConsentPosition, Decision<ConsentEvent>> decide) =>
        work.Record(ConsentStream.Definition, survivor, decide(await work.Load(ConsentStream.Definition, survivor)));
}
