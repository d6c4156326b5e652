namespace Coordination.Host.Platform.Identity;

/// <summary>Not ready while there is no task force and the settings name nobody who could form it.</summary>
internal sealed class FoundingReadiness(StateReader states, TaskForceSettings settings) : IReadiness
{
    public string Name => "founding agency";

    public async ValueTask<Unready?> Check(CancellationToken cancellation) =>
        settings.FoundingAgency is not null || (await states.Read(TaskForceStream.Definition, cancellation)).State is TaskForceState.Formed
            ? null
            : new("there is no task force yet, and nobody is named who could form it",
                "set TaskForce:FoundingAgency to the agency that is to form it");
}
