using Coordination.Domain;
using Coordination.Host.Http;
using Coordination.Host.Http.Identifiers;
using Coordination.Projections;

namespace Coordination.Host.Views;

/// <summary>Pages as results. Whoever gets here reads rows of their own compartment, so sensitive values are written out.</summary>
internal static class ViewReply
{
    public static IResult Of<T>(Result<PageOf<T>> page) => page.Refusal is { } refusal ? Problems.From(refusal) : Reply.Revealing(page.Value!);
}

/// <summary>What came of waiting.</summary>
internal sealed record Waited(bool? UpToDate, Refusal? Refusal);

/// <summary>Reading one's own writes: <c>?waitFor=consent-3f2b…@5</c>. For custodians and coordinators; partners have no such thing.</summary>
internal static class ViewWait
{
    public static IResult Refused => Problems.InvalidInput.With("Name a stream and its version, such as case-3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35@2.", "waitFor");

    public static async ValueTask<Waited> Verify(ViewPages pages, IProjection projection, string? waitFor, CancellationToken cancellation)
    {
        if (waitFor is null)
            return new(null, null);
        return StreamMark.TryRead(waitFor, out var mark)
            ? new(await pages.WaitFor(projection, mark, cancellation), null)
            : new(null, new Refusal(RefusalReason.InvalidInput, "", "waitFor"));
    }
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
        mark = new(new StreamInAddress(text[..at]).With(EdgeNames.InForce.ToIdentifier).Value, version);
        return true;
    }
}
