using Coordination.Domain.TaskForce;
using Coordination.Host.Execution;
using Coordination.Host.Http;

namespace Coordination.Host.Security;

/// <summary>Not ready while there is no task force and the settings name nobody who could form it.</summary>
internal sealed class FoundingReadiness(StateReader states, TaskForceSettings settings) : IReadiness
{
    public string Name => "founding agency";

    public async ValueTask<string?> Check(CancellationToken cancellation) =>
        settings.FoundingAgency is not null || (await states.Read(TaskForceStream.Definition, cancellation)).State is TaskForceState.Formed
            ? null
            : "there is no task force yet: set TaskForce:FoundingAgency to the agency that is to form it";
}
