using Coordination.Host.Platform.Reading;

namespace Coordination.Host.Features.RoleViews;

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
