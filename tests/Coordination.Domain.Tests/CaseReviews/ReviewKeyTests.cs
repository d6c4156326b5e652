using Coordination.Domain.CaseReviews;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class ReviewKeyTests
{
    public static TheoryData<string> AboutAnItem => new(EventSamples.Types.Where(IsAboutAnItem).Select(type => type.Name));

    [Theory]
    [MemberData(nameof(AboutAnItem))]
    public void Texts_about_an_item_are_sealed_under_the_key_of_the_person_they_are_about(string name)
    {
        var said = EventSamples.Of(EventSamples.Types.Single(type => type.Name == name));
        var item = (AgendaItemId)said.GetType().GetProperty("Item")!.GetValue(said)!;
        var protection = ReviewStream.Definition.Protect!($"review-{Review}", Given(Called, ProposedAs(item)), (ReviewEvent)said);
        Assert.Equal(Protection.Of(Proposal.Survivor), protection);
    }

    private static bool IsAboutAnItem(Type type) =>
        type.IsSubclassOf(typeof(ReviewEvent)) && type != typeof(AgendaItemProposed)
        && type.GetProperty("Item")?.PropertyType == typeof(AgendaItemId)
        && type.GetProperties().Any(property => property.PropertyType == typeof(Sensitive<string>));
}
