using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>Under the statute of a team the answer says where each item came from, because only what the discloser made itself goes by it.</summary>
public sealed class OriginWordsTests
{
    private static readonly Verdict Denied = new(Outcome.Deny, [Line(Account.Item), Line(Plate.Item)], [], [], 1, 1, "2026-2", Now);

    private static VerdictLine Line(RecordItemId item) => new(item, Outcome.Deny, null, null, [new("CG-01", RuleEffect.Deny, "absent")]);

    [Theory]
    [InlineData(ItemOrigin.OwnWork, "your agency's own work.")]
    [InlineData(ItemOrigin.FromHer, "from her.")]
    [InlineData(ItemOrigin.FromOthers, "from others.")]
    [InlineData(null, "not stated. If your agency made it itself, say so (POST /v1/cases/…/items/…/correct, field instead.origin).")]
    public void It_says_where_each_item_came_from(ItemOrigin? origin, string words)
    {
        var record = Case.RecordIfAny!;
        record = record with { Items = [.. record.Items.Select(item => item with { Origin = item.Item == Plate.Item ? origin : ItemOrigin.OwnWork })] };

        Assert.Contains(origin == ItemOrigin.OwnWork ? $"items[0], items[1]: {words}" : $"items[1]: {words}", OriginWords.Of(Denied, ClaimedBasis.TeamStatute, record), StringComparison.Ordinal);
        Assert.Null(OriginWords.Of(Denied, ClaimedBasis.Release, record));
    }
}
