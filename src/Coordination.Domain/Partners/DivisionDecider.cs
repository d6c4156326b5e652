namespace Coordination.Domain.Partners;

/// <summary>
/// Decides about divisions. A division is a compartment of its own, with people, profiles and records of its own; the rest of the agency is
/// a recipient like any other (28 CFR 90.4(b)(2)(iii)). Agreement, membership and standing are those of the agency, and are recorded with
/// both.
/// </summary>
public static class DivisionDecider
{
    /// <summary>The most divisions of an agency: what is decided about its standing is decided about all of them at once.</summary>
    public const int MostDivisions = 50;

    /// <summary>Decides for the agency of which it becomes a part: a partner in its own right, whose standing is not suspended.</summary>
    public static Decision<PartnerEvent> DecideForAgency(FormDivision command, PartnerPosition agency) => agency switch
    {
        PartnerPosition.Partner { PartOf: { } whole } =>
            new Refusal(RefusalReason.WrongState,
                $"This is a division of {whole}, and a division has none of its own. Form it as another division of {whole}."),
        PartnerPosition.Partner { SuspendedBecause: not null } =>
            new Refusal(RefusalReason.WrongState,
                "The standing of the agency is suspended. Restore it first: a division stands as its agency does."),
        PartnerPosition.Partner partner when partner.Divisions.Contains(command.Division) => Decision.Nothing<PartnerEvent>(),
        PartnerPosition.Partner { Divisions.Length: >= MostDivisions } =>
            new Refusal(RefusalReason.InvalidInput, $"An agency has at most {MostDivisions} divisions.", "division"),
        PartnerPosition.Partner => new DivisionAdded(command.Division),
        _ => new Refusal(RefusalReason.NotFound, "There is no such partner agency. A division is formed once its agency has joined."),
    };

    /// <summary>Decides for the division: it is formed once, and under the agreements of its agency from the beginning.</summary>
    public static Decision<PartnerEvent> Decide(FormDivision command, PartnerPosition agency, PartnerPosition division) => division switch
    {
        PartnerPosition.Partner known => IsSame(command, known)
            ? Decision.Nothing<PartnerEvent>()
            : new Refusal(RefusalReason.AlreadyExists,
                "This name is taken by a partner agency or by another division. Choose another one.", "division"),
        PartnerPosition.Outside =>
            new Refusal(RefusalReason.AlreadyExists,
                "This name is taken by an office outside the task force. Choose another one.", "division"),
        _ => (TextRules.RequiredPlain(command.Name, TextRules.LongestLabel, "name")
            ?? PartnerDecider.Contradicts(command.Kind, command.Profiles)
            ?? PartnerDecider.DropsByLeaving(command.Kind, command.Profiles, division)) is { } refusal ? refusal
            : Decision.Record<PartnerEvent>([
                new DivisionFormed(command.Division, command.PartOf, command.Name, command.Kind,
                    [.. command.Profiles.Distinct()]) { FormedAt = command.At },
                .. AgreementsOf(agency).Select(agreement => new AgreementSigned(agreement.Reference, agreement.Starts, agreement.Ends))]),
    };

    /// <summary>Refuses for a division what is decided for its agency, and with it for all of its divisions.</summary>
    public static Refusal? StandsWithItsAgency(PartnerPosition position) => position is PartnerPosition.Partner { PartOf: { } whole }
        ? new Refusal(RefusalReason.WrongState,
            $"This is a division of {whole}. Its agreements and its standing are those of {whole}: do this for {whole}, and it holds for " +
                $"its divisions too.")
        : null;

    /// <summary>Whether it is a division of this agency now, and not one that left or became something else.</summary>
    public static bool IsPartOf(this PartnerPosition position, AgencyId agency) =>
        position is PartnerPosition.Partner { PartOf: { } whole } && whole == agency;

    private static ImmutableArray<Agreement> AgreementsOf(PartnerPosition agency) =>
        agency is PartnerPosition.Partner partner ? partner.Agreements : [];

    private static bool IsSame(FormDivision command, PartnerPosition.Partner known) =>
        known.PartOf == command.PartOf && known.Agency == command.Division && known.Name == command.Name && known.Kind == command.Kind
        && known.ProfilesAtJoining.ToHashSet().SetEquals(command.Profiles);
}
