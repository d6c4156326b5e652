namespace Coordination.Testing;

/// <summary>
/// How much of a sweep is tried: in ./test.sh a sample with at least one case of every kind, in ./prove.sh all of it. <c>COORDINATION_SWEEPS=full</c> says which.
/// </summary>
public static class Sweep
{
    /// <summary>Whether all of it is tried.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("COORDINATION_SWEEPS") == "full";

    /// <summary>One of the two, such as a number of cases.</summary>
    public static T Of<T>(T sample, T full) => IsFull ? full : sample;
}
