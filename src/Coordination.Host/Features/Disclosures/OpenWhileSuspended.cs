using Coordination.Domain.Disclosures;

namespace Coordination.Host.Features.Disclosures;

/// <summary>
/// What an agency whose standing is suspended does with disclosures: it answers what the law asks of it, as the gate decides (CG-40), and
/// prints what goes by that. Everything else is closed to it, with one answer for what there is and what there is not.
/// </summary>
internal static class OpenWhileSuspended
{
    /// <summary>Why the caller is refused. Null for members in good standing, and for a suspended agency's own answer to a legal
    /// process.</summary>
    public static async ValueTask<ProblemResult?> Closes(DisclosureId disclosure, Caller caller, Standing standing, StateReader reader,
        CancellationToken cancellation)
    {
        if (standing.Agency is not AgencyStanding.Suspended)
            return null;
        var (state, _) = await reader.Read(DisclosureStream.Definition, disclosure, cancellation);
        return state is DisclosureState.Begun { Terms: { Process: not null } terms } && terms.Discloser == caller.Agency
            ? null
            : AuthorizationOutcome.Suspended;
    }
}
