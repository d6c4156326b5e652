using Coordination.Domain.CaseReviews;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class ReviewKeyTests
{
    private static readonly Type[] s_parts = [typeof(AgendaItemId), typeof(DecisionId), typeof(ActionId)];

    public static TheoryData<string> AboutAPart => new(EventSamples.Types.Where(IsAboutAPart).Select(type => type.Name));

    public static TheoryData<string> SaidAboutAPart => new(EventSamples.Types.Where(IsAboutAPart).Where(HasText).Select(type => type.Name));

    [Theory, MemberData(nameof(AboutAPart))]
    public void An_event_about_an_item_a_decision_or_an_action_says_so_by_its_type(string name)
    {
        var said = Sample(name);
        Assert.True(said is IAboutItem or IAboutDecision or IAboutAction, $"{name} implements none of IAboutItem, IAboutDecision and IAboutAction: its texts would be kept under the key of the meeting.");
    }

    [Theory, MemberData(nameof(SaidAboutAPart))]
    public void What_is_said_about_a_part_of_the_agenda_is_kept_under_the_key_of_whom_it_is_about(string name)
    {
        var said = Sample(name);
        ReviewState state = said switch
        {
            IAboutItem about => Given(Called, ProposedAs(about.Item)),
            IAboutDecision about => Given(Called, Proposed, Sample<DecisionRecorded>() with { Item = Item, Decision = about.Decision }),
            IAboutAction about => Given(Called, Proposed, Sample<ActionAssigned>() with { Item = Item, Action = about.Action, Decision = null }),
            _ => throw new InvalidOperationException(name),
        };

        Assert.Equal(Protection.Of(Proposal.Survivor), ReviewStream.Definition.Protect!($"review-{Review}", state, said));
    }

    private static ReviewEvent Sample(string name) => (ReviewEvent)EventSamples.Of(EventSamples.Types.Single(type => type.Name == name));

    private static T Sample<T>() where T : ReviewEvent => (T)Sample(typeof(T).Name);

    private static bool IsAboutAPart(Type type) =>
        type.IsSubclassOf(typeof(ReviewEvent)) && type != typeof(AgendaItemProposed) && type.GetProperties().Any(property => s_parts.Contains(property.PropertyType));

    private static bool HasText(Type type) => type.GetProperties().Any(property => property.PropertyType == typeof(Sensitive<string>));
}
