using Coordination.Domain;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;
using Coordination.Host.Execution.Projections;
using Coordination.Host.Security;
using Coordination.Projections;

namespace Coordination.Host.Views;

/// <summary>Reads pages of rows for a caller, of one compartment.</summary>
public sealed class ViewPages(IViewReader reader, IEventStore store, ViewCodec codec, IdentifierMint mint, TimeProvider time)
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(3), s_look = TimeSpan.FromMilliseconds(15);

    /// <summary>Now, for what depends on the time at which somebody looks.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A page of rows, each answered by itself; a refusal when the query is not as it should be.</summary>
    internal async ValueTask<Result<PageOf<TAnswer>>> Page<TRow, TAnswer>(ViewOf view, PageQuery page, Func<TRow, TAnswer> answer, CancellationToken cancellation) where TRow : View
    {
        var found = await Section(view, page, cancellation);
        return found.Refusal is { } refusal ? new(refusal) : new(found.Value!.As(answer));
    }

    /// <summary>A page of rows; a refusal when the query is not as it should be.</summary>
    internal async ValueTask<Result<Section>> Section(ViewOf view, PageQuery page, CancellationToken cancellation)
    {
        var limit = page.Limit ?? PageQuery.DefaultLimit;
        if (limit is < 1 or > PageQuery.LargestLimit)
            return new(new Refusal(RefusalReason.InvalidInput, $"Ask for 1 to {PageQuery.LargestLimit} rows.", "limit"));
        RowMark? after = null;
        if (page.After is { } token && !TokensOf(view).TryRead(token, out after))
            return new(new Refusal(RefusalReason.InvalidInput, "Give back the next of the page before, unchanged.", "after"));
        var query = QueryOf(view, limit) with { Statuses = StatusesOf(page, view), DueBefore = page.DueBefore, After = after };
        return new(SectionOf(view, await reader.Page(query, cancellation), limit));
    }

    /// <summary>How several sections of one view begin, read together.</summary>
    internal async ValueTask<IReadOnlyList<Section>> Sections(IReadOnlyList<ViewOf> views, CancellationToken cancellation)
    {
        var found = await reader.Pages([.. views.Select(view => QueryOf(view, PageQuery.LimitOfSections))], cancellation);
        return [.. views.Zip(found, (view, rows) => SectionOf(view, rows, PageQuery.LimitOfSections))];
    }

    private static ViewQuery QueryOf(ViewOf view, int limit) =>
        new(view.Projection.Name, view.Compartment, view.Reader, view.Kind, limit + 1) { Statuses = view.Statuses, Descending = view.Descending };

    private PageToken TokensOf(ViewOf view) => new(mint, $"{view.Compartment}/{view.Kind}");

    private Section SectionOf(ViewOf view, IReadOnlyList<FoundRow> rows, int limit) => new(
        [.. rows.Take(limit).Select(row => codec.Read(view.Projection, row.Json.Span))], rows.Count > limit ? TokensOf(view).Of(rows[limit - 1].Mark) : null);

    /// <summary>
    /// Waits until the projection has dealt with a version of a stream: what the caller's own command answered. Bounded; false
    /// when it was not reached in time, and at once for a version that does not exist.
    /// </summary>
    internal async ValueTask<bool> WaitFor(IProjection projection, StreamMark mark, CancellationToken cancellation)
    {
        if (await store.ReadStream(mark.Stream, mark.Version - 1, 1, cancellation) is not [{ Position: var position }])
            return false;
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < s_longestWait;)
        {
            if (await reader.Position(projection.Name, cancellation) >= position)
                return true;
            await Task.Delay(s_look, time, cancellation);
        }

        return false;
    }

    private static IReadOnlyList<string>? StatusesOf(PageQuery page, ViewOf view) =>
        page.Status is { Length: > 0 } status ? [.. status.Split(',', StringSplitOptions.TrimEntries).Distinct()] : view.Statuses;
}

/// <summary>Which rows a section of an answer shows.</summary>
internal sealed record ViewOf(IProjection Projection, Compartment Compartment, PersonId Reader, string Kind)
{
    /// <summary>Only these states, where the caller asks for no others.</summary>
    public IReadOnlyList<string>? Statuses { get; init; }

    /// <summary>Whether the last come first.</summary>
    public bool Descending { get; init; }

    public static ViewOf Own(IProjection projection, Caller caller, string kind) => new(projection, Compartment.Of(caller.Agency), caller.Person, kind);
}

/// <summary>A value, or why there is none.</summary>
internal readonly record struct Result<T>(T? Value, Refusal? Refusal) where T : class
{
    public Result(T value) : this(value, null) { }

    public Result(Refusal refusal) : this(null, refusal) { }
}

/// <summary>A version of a stream, as custodians may name one: <c>consent-3f2b…@5</c>.</summary>
internal sealed record StreamMark(string Stream, long Version)
{
    public static bool TryRead(string text, out StreamMark mark)
    {
        mark = new("", 0);
        var at = text.LastIndexOf('@');
        if (at is < 1 or > 200 || text.Contains('\0')
            || !long.TryParse(text.AsSpan(at + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) || version < 1)
            return false;
        mark = new(text[..at], version);
        return true;
    }
}
