using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.EventCatalogue;
using Xunit;

namespace Coordination.Host.Tests.Features.CaseReviews;

public class ReviewSizeTests
{
    [Theory]
    [InlineData(10, 10)]
    [InlineData(25, 4)]
    [InlineData(33, 3)]
    [InlineData(40, 2)]
    public void The_largest_agenda_item_can_be_stored_with_all_that_the_gate_said(int members, int items)
    {
        Assert.InRange(AgendaDecider.MostVerdictLines, members * items, (members * (items + 1)) - 1); // one more item is refused
        Store(members, items, []);
    }

    [Theory]
    [InlineData(10, 5, 1)]
    [InlineData(11, 1, 8)]
    [InlineData(1, 11, 8)]
    [InlineData(50, 1, 1)]
    public void The_largest_agenda_item_that_names_others_can_be_stored_too(int members, int items, int othersEach)
    {
        Assert.InRange(members * items * (1 + othersEach), 1, AgendaDecider.MostVerdictLines);
        Store(members, items, [.. Enumerable.Range(0, othersEach).Select(_ => new SurvivorId(Guid.NewGuid()))]);
    }

    private static void Store(int members, int items, IReadOnlyList<SurvivorId> others)
    {
        var custodian = new AgencyId(new string('c', NamedId.LongestValue));
        var invited = Enumerable.Range(0, members).Select(i => new Member(new($"{i:00}{new string('a', 62)}"), new($"{i:00}{new string('p', 62)}"))).ToList();
        var requested = Enumerable.Range(0, items).Select(_ => new RequestedItem(new(Guid.NewGuid()), InformationCategory.PrivilegedCommunication, Sensitivity.Identifying, custodian, SharingMode.VerbalInReview)
        {
            ThirdPersons = others.Count == 0 ? null : [.. others.Select(other => new NamedPerson(other, null))],
        }).ToList();
        var matter = new Matter(new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), custodian, new("amina"), Sensitive.Of("a room"), [.. requested]);

        // Everything is wrong here, so that every line carries the most findings.
        var verdicts = invited.Select(member => new MemberVerdict(member, ConsentGate.Evaluate(ReviewGate.RequestFor(matter, member, GateOccasion.Agenda), Nothing with { ThirdPersons = [.. others.Select(other => new ThirdPersonPosition(other, true, ConsentPosition.Initial, 1_000_000))] }))).ToList();
        var proposed = new AgendaItemProposed(matter.Item, matter.Survivor, matter.Case, custodian, matter.Presenter, matter.Title, requested, invited, verdicts);

        Assert.InRange(EventCodec.Current.Encode(proposed, Guid.NewGuid()).Data.Length, 1, EventCodec.LargestDataBytes);
    }

    private static GateFacts Nothing { get; } = new()
    {
        Consent = ConsentPosition.Initial with { DiedAt = DateTimeOffset.UnixEpoch, LegallyIncapacitated = true, Minority = new Minority(true, false, false) },
        ConsentVersion = 1_000_000,
        Discloser = PartnerPosition.Initial,
        Recipient = PartnerPosition.Initial,
        TaskForce = TaskForceState.Initial,
        PolicyVersion = 1_000_000,
        Now = DateTimeOffset.UnixEpoch.AddYears(60),
    };
}
