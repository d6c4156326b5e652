using Coordination.Host.Platform.Http.Identifiers;

namespace Coordination.Host.Features.RoleViews;

/// <summary>Pages as results. Callers read rows of their own compartment, so sensitive values are written out.</summary>
internal static class ViewReply
{
    public static IResult Of<T>(Result<PageOf<T>> page) =>
        page.Refusal is { } refusal ? Problems.From(refusal) : Reply.Revealing(page.Value!);
}
