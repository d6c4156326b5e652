using Coordination.Projections;

namespace Coordination.Host.Views;

/// <summary>Rows of a page as they are kept, before they are answered.</summary>
/// <param name="Rows">The rows, in order.</param>
/// <param name="Next">Where the next page begins; null on the last page.</param>
internal sealed record Section(IReadOnlyList<View> Rows, string? Next)
{
    /// <summary>The page, each row answered by itself.</summary>
    public PageOf<TAnswer> As<TRow, TAnswer>(Func<TRow, TAnswer> answer) where TRow : View => new([.. Rows.Select(row => answer((TRow)row))], Next);
}
