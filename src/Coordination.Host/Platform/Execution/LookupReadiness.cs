using Coordination.Projections.Lookups;

namespace Coordination.Host.Platform.Execution;

/// <summary>A host that cannot look up anything yet takes no requests: after an upgrade, until the rows are built. One whose memory is at
/// the end of the log goes on.</summary>
internal sealed class LookupReadiness(Lookups lookups) : IReadiness
{
    public string Name => "lookups";

    public async ValueTask<Unready?> Check(CancellationToken cancellation)
    {
        try
        {
            await lookups.Read(EndpointsRow.Key, cancellation);
            return null;
        }
        catch (LookupsBehindException)
        {
            return new("what is looked up is still being built from the log");
        }
    }
}
