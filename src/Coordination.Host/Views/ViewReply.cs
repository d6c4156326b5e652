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
