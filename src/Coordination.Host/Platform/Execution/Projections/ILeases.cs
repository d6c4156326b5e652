namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>
/// The right to do something that only one host may do at a time. It is taken for a while and renewed; when its holder
/// dies, another takes it over. Every taking has a higher token, and what is stored under a lease checks the token in its
/// own transaction: a holder that was only slow finds out before it can do harm.
/// </summary>
public interface ILeases
{
    /// <summary>Takes a lease that is free, has run out, or is this holder's own; null while somebody else holds it.</summary>
    ValueTask<Lease?> TryTake(string name, string holder, TimeSpan time, CancellationToken cancellation);

    /// <summary>Prolongs a lease.</summary>
    /// <exception cref="LeaseLostException">Somebody else took it.</exception>
    ValueTask Renew(Lease lease, TimeSpan time, CancellationToken cancellation);

    /// <summary>Gives a lease back, so that another can take it at once. Harmless when it was lost.</summary>
    ValueTask GiveBack(Lease lease, CancellationToken cancellation);
}

/// <summary>A lease that was taken.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="Token">Higher at each taking.</param>
public sealed record Lease(string Name, string Holder, long Token);

/// <summary>Somebody else took the lease. Nothing was stored.</summary>
public sealed class LeaseLostException(string name) : Exception($"The lease '{name}' was taken over.");
