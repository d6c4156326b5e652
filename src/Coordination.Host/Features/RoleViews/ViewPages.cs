using Coordination.Domain.Gate;
using Coordination.Host.Platform.Http.Identifiers;

namespace Coordination.Host.Features.RoleViews;

/// <summary>Reads pages of rows for a caller, of one compartment.</summary>
public sealed class ViewPages(IViewReader reader, ReadMarks marks, ViewCodec codec, ErasedRows erased, WithheldMatters withheld,
    IdentifierMint mint, TimeProvider time)
{
    private static readonly IReadOnlyList<string> s_purposes = [.. Enum.GetNames<Purpose>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(3), s_firstLook = TimeSpan.FromMilliseconds(10),
        s_longestRest = TimeSpan.FromMilliseconds(200);

    /// <summary>Now, for what depends on the time at which somebody looks.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A page of rows, each answered by itself; a refusal when the query is not as it should be.</summary>
    internal async ValueTask<Result<PageOf<TAnswer>>> Page<TRow, TAnswer>(ViewOf view, IPageQuery page, Func<TRow, TAnswer> answer,
        CancellationToken cancellation) where TRow : View
    {
        var found = await Section(view, page, cancellation);
        return found.Refusal is { } refusal ? new(refusal) : new(found.Value!.As(answer));
    }

    /// <summary>A page of rows; a refusal when the query is not as it should be.</summary>
    internal async ValueTask<Result<Section>> Section(ViewOf view, IPageQuery page, CancellationToken cancellation)
    {
        var limit = page.Limit ?? PageQuery.DefaultLimit;
        if (limit is < 1 or > PageQuery.LargestLimit)
            return new(new Refusal(RefusalReason.InvalidInput, $"Ask for 1 to {PageQuery.LargestLimit} rows.", "limit"));
        if (FilterOf(view, page, out var query) is { } refusal)
            return new(refusal);
        RowMark? after = null;
        if (page.After is { } token && !TokensOf(view).TryRead(token, out after))
            return new(new Refusal(RefusalReason.InvalidInput, "Give back the next of the page before, unchanged.", "after"));
        return new((await SectionsOf([(view, query with { After = after, Limit = limit + 1 })], limit, cancellation))[0]);
    }

    /// <summary>How several sections of one view begin, read together.</summary>
    internal async ValueTask<IReadOnlyList<Section>> Sections(IReadOnlyList<ViewOf> views, CancellationToken cancellation) =>
        await SectionsOf([.. views.Select(view => (view, QueryOf(view, PageQuery.LimitOfSections)))],
            PageQuery.LimitOfSections, cancellation);

    /// <summary>Whether there is a row on which somebody has to act before an instant.</summary>
    internal async ValueTask<bool> IsAnyDue(ViewOf view, DateTimeOffset before, CancellationToken cancellation) =>
        (await reader.Page(QueryOf(view, 0) with { DueBefore = before }, cancellation)).Count > 0;

    private static Refusal? FilterOf(ViewOf view, IPageQuery page, out ViewQuery query)
    {
        query = QueryOf(view, PageQuery.DefaultLimit) with { DueBefore = page.DueBefore };
        if (page.Status is { Length: > 0 } asked)
        {
            query = query with { Statuses = [.. asked.Split(',', StringSplitOptions.TrimEntries).Distinct()] };
            if (query.Statuses.Except(view.Known).Any())
                return new Refusal(RefusalReason.InvalidInput,
                    view.Known.Count == 0 ? "There are no states to choose from here." : $"Choose from {string.Join(", ", view.Known)}.",
                    "status");
        }
        if (page.Agency is { } named)
        {
            if (!AgencyId.TryParse(named, out var agency))
                return new Refusal(RefusalReason.InvalidInput, "Name an agency, such as open-door.", "agency");
            query = query with { Party = agency };
        }
        if (page.Purpose is not { } purpose)
            return null;
        query = query with { Purpose = purpose };
        return s_purposes.Contains(purpose)
            ? null
            : new Refusal(RefusalReason.InvalidInput, $"Choose from {string.Join(", ", s_purposes)}.", "purpose");
    }

    private static ViewQuery QueryOf(ViewOf view, int limit) =>
        new(view.Projection.Name, view.Compartment, view.Reader, view.Kind,
            limit + 1)
        { Statuses = view.Statuses, Descending = view.Descending };

    private PageToken TokensOf(ViewOf view) => new(mint, $"{view.Compartment}/{view.Kind}");

    // What was erased and what is withheld is taken out of all sections together, with few questions. A page from which something was taken
    // is filled up, so that neither its length nor its next tells of it.
    private async ValueTask<IReadOnlyList<Section>> SectionsOf(IReadOnlyList<(ViewOf View, ViewQuery Query)> sections, int limit,
        CancellationToken cancellation)
    {
        var found = await reader.Pages([.. sections.Select(section => section.Query)], cancellation);
        var shown = await TakeOut([.. sections.Zip(found, (section, rows) => (section.View, rows))], cancellation);
        List<Section> filled = [];
        foreach (var (((view, query), rows), first) in sections.Zip(found).Zip(shown))
        {
            List<(RowMark Mark, View Row)> left = [.. first];
            for (var last = rows; left.Count <= limit && last.Count == query.Limit;)
            {
                last = await reader.Page(query with { After = last[^1].Mark }, cancellation);
                left.AddRange((await TakeOut([(view, last)], cancellation))[0]);
            }

            filled.Add(new Section([.. left.Take(limit).Select(one => one.Row)],
                left.Count > limit ? TokensOf(view).Of(left[limit - 1].Mark) : null));
        }

        return filled;
    }

    // What is left of the rows of each section.
    private async ValueTask<IReadOnlyList<IReadOnlyList<(RowMark Mark, View Row)>>> TakeOut(
        IReadOnlyList<(ViewOf View, IReadOnlyList<FoundRow> Rows)> sections, CancellationToken cancellation)
    {
        List<View> rows = [.. sections.SelectMany(section =>
            section.Rows.Select(row => codec.Read(section.View.Projection, row.Json.Span)))];
        var left = new Queue<View?>(await withheld.TakeOut(await erased.TakeOut(rows, cancellation), sections[0].View.Own, cancellation));
        return [.. sections.Select(IReadOnlyList<(RowMark, View)> (section) =>
            [.. section.Rows.Select(row => (row.Mark, Row: left.Dequeue())).Where(row => row.Row is not null)
                .Select(row => (row.Mark, row.Row!))])];
    }

    /// <summary>
    /// Waits, for a bounded time, until the projection has what the command of this mark recorded, and says whether it has. Null where no
    /// mark was given. Whatever is no mark of the caller's is waited for like one that is not reached: neither the answer nor the time that
    /// it takes tells whether there is anything of that name.
    /// </summary>
    internal async ValueTask<bool?> WaitFor(IProjection projection, string? waitFor, Caller caller, CancellationToken cancellation)
    {
        if (waitFor is null)
            return null;
        var began = time.GetTimestamp();
        var position = await marks.PositionOf(caller, waitFor, cancellation) ?? long.MaxValue;
        for (var rest = s_firstLook; ; rest = rest < s_longestRest ? rest * 1.5 : s_longestRest)
        {
            if (await reader.Position(projection.Name, cancellation) >= position)
                return true;
            if (time.GetElapsedTime(began) >= s_longestWait)
                return false;
            await Task.Delay(rest, time, cancellation);
        }
    }
}

/// <summary>Rows of a page as they are kept, before they are answered.</summary>
/// <param name="Rows">The rows, in order.</param>
/// <param name="Next">Where the next page begins; null on the last page.</param>
internal sealed record Section(IReadOnlyList<View> Rows, string? Next)
{
    /// <summary>The page, each row answered by itself.</summary>
    public PageOf<TAnswer> As<TRow, TAnswer>(Func<TRow, TAnswer> answer) where TRow : View =>
        new([.. Rows.Select(row => answer((TRow)row))], Next);
}

/// <summary>Which rows a section of an answer shows.</summary>
internal sealed record ViewOf(IProjection Projection, Compartment Compartment, PersonId Reader, string Kind)
{
    /// <summary>Only these states, where the caller asks for no others.</summary>
    public IReadOnlyList<string>? Statuses { get; init; }

    /// <summary>The states from which a caller may choose.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    public bool Descending { get; init; }

    /// <summary>Who of the agency works with the rows; null where they answer somebody else, such as the survivor herself.</summary>
    public OwnReader? Own { get; init; }

    public static IReadOnlyList<string> StatesOf<TState>() where TState : struct, Enum =>
        [.. Enum.GetNames<TState>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)];

    public static ViewOf OfAgency(IProjection projection, Caller caller, string kind) =>
        new(projection, Compartment.Of(caller.Agency), caller.Person, kind)
        {
            Own = OwnReader.Of(caller),
        };
}

/// <summary>A value, or why there is none.</summary>
internal readonly record struct Result<T>(T? Value, Refusal? Refusal) where T : class
{
    public Result(T value) : this(value, null) { }

    public Result(Refusal refusal) : this(null, refusal) { }
}

/// <summary>Pages as results. Callers read rows of their own compartment, so sensitive values are written out.</summary>
internal static class ViewReply
{
    public static IResult Of<T>(Result<PageOf<T>> page) =>
        page.Refusal is { } refusal ? Problems.From(refusal) : Reply.Revealing(page.Value!);
}
