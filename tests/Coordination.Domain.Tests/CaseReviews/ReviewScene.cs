using System.Text;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;
using Coordination.Host.Platform.EventCatalogue;
using Xunit;

namespace Coordination.Domain.Tests.CaseReviews;

/// <summary>A review by five agencies of a case that the harbor brings.</summary>
internal static class ReviewScene
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    internal static readonly ReviewId Review = new(Guid.NewGuid());
    internal static readonly Member Advocate = Of("harbor", "ana");
    internal static readonly Member Coordinator = Of("task-force-office", "mara");
    internal static readonly Member Detective = Of("county-police", "dale");
    internal static readonly Member Nurse = Of("county-clinic", "nina");
    internal static readonly Member Lawyer = Of("legal-aid", "omar");
    internal static readonly Member SecondNurse = Of("county-clinic", "pia");
    internal static readonly Member Stranger = Of("elsewhere", "zed");
    internal static readonly IReadOnlyList<Member> Invited = [Advocate, Coordinator, Detective, Nurse, Lawyer, SecondNurse];

    internal static readonly AgendaItemId Item = new(Guid.NewGuid());
    internal static readonly AgendaItemId OtherItem = new(Guid.NewGuid());
    internal static readonly RequestedItem Wages = new(new RecordItemId(Guid.NewGuid()), InformationCategory.Employment, Sensitivity.Identifying, Advocate.Agency, SharingMode.VerbalInReview);
    internal static readonly ReleaseId Release = new(Guid.NewGuid());
    internal static readonly DecisionId Housing = new(Guid.NewGuid());
    internal static readonly ActionId FindRoom = new(Guid.NewGuid());

    internal static readonly ReviewCalled Called = new(Review, Now.AddDays(1), Text("the library, upstairs"), Invited, Coordinator, 3);
    internal static readonly ProposeAgendaItem Proposal = new(Item, new SurvivorId(Guid.NewGuid()), new CaseId(Guid.NewGuid()), Advocate.Agency, Advocate.Person, Text("wages and a room"), [Wages]);
    internal static readonly AgendaItemProposed Proposed = ProposedAs(Item);
    internal static readonly AgendaPublished Published = new([new AgendaEntry(Item, Invited)]);
    internal static readonly ItemOpened Opened = new(Item, [Advocate, Coordinator, Detective, Nurse], []);
    internal static readonly SurvivorViewStated View = new(Item, SurvivorViewWay.ThroughAdvocate, Text("a room of my own, before anything else"));
    internal static readonly OptionProposed Option = new(Item, 1, Text("a room at the motel until May"), Advocate);

    internal static readonly RecordDecision Decide = new()
    {
        Item = Item,
        Decision = Housing,
        OptionChosen = 1,
        Rationale = Text("she asked for it"),
        Votes = [new(Advocate, Vote.For), new(Detective, Vote.Against), new(Nurse, Vote.For)],
        SurvivorsView = SurvivorsViewAnswer.Follows,
        By = Coordinator,
    };

    internal static readonly AssignAction Assign = new(FindRoom, Item, null, Nurse, Text("call the motel"), DateOnly.FromDateTime(Now.UtcDateTime).AddDays(7), Coordinator, DateOnly.FromDateTime(Now.UtcDateTime));

    internal static ReviewState Uncalled => ReviewStream.Definition.Initial;

    internal static ReviewState Given(params IEnumerable<ReviewEvent> events) => ReviewStream.Definition.Fold(Uncalled, events);

    internal static ReviewState And(this ReviewState state, params IEnumerable<ReviewEvent> events) => ReviewStream.Definition.Fold(state, events);

    /// <summary>Advocate, coordinator, detective and nurse are in the room and signed; the item is on the agenda.</summary>
    internal static ReviewState InTheRoom => Given(Called, Proposed, Published, new ReviewOpened()).And(Entering(Advocate, Coordinator, Detective, Nurse));

    /// <summary>The same, with the item open, earlier actions reviewed, her view heard and an option proposed.</summary>
    internal static ReviewState Discussed => InTheRoom.And(Opened, new PriorActionsReviewed(Item, []), View, Option);

    /// <summary>The same, with a decision.</summary>
    internal static ReviewState Decided => Discussed.And(TeamDecisionDecider.Decide(Decide, Covering(Invited), Discussed).Events);

    internal static IEnumerable<ReviewEvent> Entering(params IEnumerable<Member> members) =>
        members.SelectMany(member => new ReviewEvent[] { new AttendanceRecorded(member), new ConfidentialityStatementSigned(member) });

    internal static AgendaItemProposed ProposedAs(AgendaItemId item) =>
        new(item, Proposal.Survivor, Proposal.Case, Proposal.Custodian, Proposal.Presenter, Proposal.Title, Proposal.Items, Invited, []);

    /// <summary>The gate permits these members, and denies everybody else.</summary>
    internal static Coverage Covering(params IEnumerable<Member> members) => Covering(SharingMode.VerbalInReview, members);

    internal static Coverage Covering(SharingMode mode, IEnumerable<Member> members)
    {
        var permitted = members.ToHashSet();
        return new Coverage(7, [.. Invited.Where(member => member.Agency != Advocate.Agency).Select(member => new MemberVerdict(member, permitted.Contains(member) ? Permit(mode) : Deny))]);
    }

    internal static IReadOnlyList<Member> But(this IReadOnlyList<Member> members, params Member[] those) => [.. members.Except(those)];

    internal static Decision<ReviewEvent> When(this ReviewState state, Func<ReviewState, Decision<ReviewEvent>> decide) => decide(state);

    internal static void Then(this Decision<ReviewEvent> decision, params IEnumerable<ReviewEvent> events) =>
        Assert.Equal(events.Select(Stored), Assert.IsType<Accepted<ReviewEvent>>(decision).Events.Select(Stored));

    internal static void ThenNothing(this Decision<ReviewEvent> decision) => Assert.Empty(Assert.IsType<Accepted<ReviewEvent>>(decision).Events);

    internal static Refused<ReviewEvent> ThenRefused(this Decision<ReviewEvent> decision, RefusalReason reason, string? field = null)
    {
        var refused = Assert.IsType<Refused<ReviewEvent>>(decision);
        Assert.Equal((reason, field), (refused.Refusal.Reason, refused.Refusal.Field));
        return refused;
    }

    internal static Sensitive<string> Text(string text) => Sensitive.Of(text);

    // By what they would store: lists are compared by their contents, and sensitive texts, too.
    private static string Stored(ReviewEvent @event) =>
        @event.GetType().Name + Encoding.UTF8.GetString(EventCodec.Current.Encode(@event, Guid.Empty).Data.Span);

    private static Member Of(string agency, string person) => new(new AgencyId(agency), new PersonId(person));

    private static Verdict Permit(SharingMode mode) =>
        new(Outcome.Permit, [new VerdictLine(Wages.Item, Outcome.Permit, mode, Release, [])], [], [Release], 7, 1, "2026-03", Now);

    private static Verdict Deny { get; } =
        new(Outcome.Deny, [new VerdictLine(Wages.Item, Outcome.Deny, null, null, [new RuleFinding("CG-01", RuleEffect.Deny, "absent")])], [], [], 7, 1, "2026-03", Now);
}
