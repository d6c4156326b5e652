using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-06: the release names this agency and no other, and this person where it names persons, who may be several. One release for several
/// agencies is none for any of them: she says of each by itself what it is told. Whom of the agency she excepts is not told, and where she
/// excepts somebody, it has to be known who asks. "The task force" names nobody.
/// </summary>
public sealed class Cg06NamedRecipient2026R2()
    : GateRule("CG-06", "one release per agency, practice standard", Before.Bindings), IReleaseRule
{
    private static readonly Cg06NamedRecipient Before = new();

    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        !release.Terms.Names(request.Recipient.Agency, request.Recipient.Person) ? Ruling.Deny("recipient")
        : NamesAnother(release.Terms, request.Recipient.Agency) ? Ruling.Deny("several-agencies")
        : Ruling.DenyWhen(release.Terms.Excepts(request.Recipient.Agency, request.Recipient.Person), "refused-person");

    private static bool NamesAnother(ReleaseTerms terms, AgencyId agency)
    {
        for (var i = 0; i < terms.Recipients.Count; i++)
        {
            if (terms.Recipients[i].Agency != agency)
            {
                return true;
            }
        }

        return false;
    }
}
