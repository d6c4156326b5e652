namespace Coordination.Host.Platform.Execution;

/// <summary>On whose behalf a command runs, and how it is told apart from its repetition.</summary>
public sealed record CommandContext
{
    /// <summary>What it is called in logs and metrics, for example <c>POST /v1/survivors</c> as a route: never a value from the
    /// request.</summary>
    public required string Name { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The key that the caller chose, in the scope of the caller.</summary>
    public required IdempotencyKey Key { get; init; }

    /// <summary>A hash over what was asked, under a key that is not in the database: the same key with another payload is an
    /// error.</summary>
    public required ReadOnlyMemory<byte> Fingerprint { get; init; }

    /// <summary>The versions that the caller has seen of the stream that is recorded to first; null when the caller does not say.</summary>
    public VersionCondition? IfMatch { get; init; }

    /// <summary>When it happened in the world, where that is not now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The request that it belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The event or request that led to it.</summary>
    public string? CausationId { get; init; }
}

/// <summary>What a caller wants a stream's version to be. No versions: any, so long as the stream exists.</summary>
public sealed record VersionCondition(IReadOnlyList<long> Versions)
{
    /// <summary>Whether a stream at <paramref name="version"/> meets it.</summary>
    public bool IsMetBy(ShownVersion version) => Versions.Count == 0 ? version != ShownVersion.None : Versions.Contains(version.Number);
}
