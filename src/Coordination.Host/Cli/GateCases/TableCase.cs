using Coordination.Domain.Gate;

namespace Coordination.Host.Cli.GateCases;

/// <summary>
/// A table of counts that is to be published, with what may be shown of it (CG-21). The format is described in
/// <c>vectors/consent-gate/README.md</c>.
/// </summary>
internal sealed record TableCase
{
    /// <summary>Its name, for example <c>CG-21/one-small-cell</c>.</summary>
    public string? Id { get; init; }

    /// <summary>What it shows, as a sentence.</summary>
    public string? Title { get; init; }

    /// <summary>What about the rule it shows.</summary>
    public GateCaseKind? Kind { get; init; }

    /// <summary>Where the rule comes from.</summary>
    public string? Source { get; init; }

    /// <summary>The counts, and the policy under which they are published.</summary>
    public required TableInput Table { get; init; }

    /// <summary>What is shown; null is withheld.</summary>
    public PublishedTable? Expected { get; init; }
}

/// <summary>The counts, row by row, when they are published, and what happened to the task force that does.</summary>
internal sealed record TableInput(DateTimeOffset Now, IReadOnlyList<GateCaseEvent> TaskForce, IReadOnlyList<IReadOnlyList<int>> Cells);
