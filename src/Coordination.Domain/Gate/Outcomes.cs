namespace Coordination.Domain.Gate;

/// <summary>Draws the answers for the items together.</summary>
internal static class Outcomes
{
    /// <summary>
    /// Permit only when every item goes, each whole and in the mode asked; in part when something goes; else hold when something waits.
    /// No item at all is nothing to permit.
    /// </summary>
    public static Outcome Of(VerdictLine[] lines, IReadOnlyList<RequestedItem> items)
    {
        var (whole, some, held) = (lines.Length > 0, false, false);
        for (var i = 0; i < lines.Length; i++)
        {
            var permitted = lines[i].Outcome == Outcome.Permit;
            some |= permitted;
            held |= lines[i].Outcome == Outcome.Hold;
            whole &= permitted && lines[i].Mode == items[i].Mode && lines[i].LeftOut is null;
        }

        return whole ? Outcome.Permit : some ? Outcome.PermitInPart : held ? Outcome.Hold : Outcome.Deny;
    }
}
