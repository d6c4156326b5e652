namespace Coordination.Host.Platform.Http;

/// <summary>A page of rows.</summary>
/// <param name="Items">The rows, in order.</param>
/// <param name="Next">Where the next page begins, to be given back as <c>after</c>; null on the last page.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page of a list.</summary>
public sealed record ListQuery
{
    /// <summary>The <c>next</c> of the page before.</summary>
    public string? After { get; init; }

    /// <summary>At most so many: 1 to 200, else 50.</summary>
    public int? Limit { get; init; }
}

/// <summary>
/// Cuts lists into pages, for what is kept in memory and not in a view. <c>next</c> names the last thing that the caller got, sealed for
/// them: no count and no position of the log is in it. What is added meanwhile moves nothing.
/// </summary>
public sealed class ListPages(IdentifierMint mint)
{
    private const int DefaultLimit = 50, LargestLimit = 200;

    /// <summary>One page of a list, or why there is none.</summary>
    /// <param name="list">Which list; a cursor of another is refused.</param>
    /// <param name="caller">Who reads it.</param>
    /// <param name="query">Which page.</param>
    /// <param name="all">All of it that is the caller's to see, in order.</param>
    /// <param name="keyOf">What tells one from the others, for ever.</param>
    /// <param name="answer">The answers of those on the page.</param>
    /// <param name="version">The version of the list, where the caller is shown one.</param>
    public async ValueTask<IResult> Answer<T, TAnswer>(
        string list, Caller caller, ListQuery query, IReadOnlyList<T> all, Func<T, string> keyOf,
        Func<IReadOnlyList<T>, ValueTask<IReadOnlyList<TAnswer>>> answer,
        ShownVersion? version = null)
    {
        var (recipient, limit) = ($"list/{list}/{caller.Recipient}", query.Limit ?? DefaultLimit);
        if (limit is < 1 or > LargestLimit)
            return Problems.InvalidInput.With($"Ask for 1 to {LargestLimit}.", "limit");
        var begin = 0;
        if (query.After is { } after)
        {
            var last = mint.Unseal(recipient, after);
            while (begin < all.Count && keyOf(all[begin]) != last)
                begin++;
            if (last is null || begin++ == all.Count)
                return Problems.InvalidInput.With("Give back the next of the page before, unchanged.", "after");
        }
        List<T> page = [.. all.Skip(begin).Take(limit)];
        var next = begin + limit < all.Count ? mint.Seal(recipient, keyOf(page[^1])) : null;
        return Reply.Revealing(new PageOf<TAnswer>(await answer(page), next), version);
    }

    /// <summary>The same, where each answer follows from its own thing alone.</summary>
    public ValueTask<IResult> Answer<T, TAnswer>(
        string list, Caller caller, ListQuery query, IReadOnlyList<T> all, Func<T, string> keyOf, Func<T, TAnswer> answer,
        ShownVersion? version = null) =>
        Answer<T, TAnswer>(list, caller, query, all, keyOf, page => new([.. page.Select(answer)]), version);
}
