namespace Coordination.Domain.Partners;

public static class PartnerDecider
{
    /// <summary>How often the office can set the profiles of an agency, and how often the agency itself: the gate looks through
    /// them.</summary>
    public const int MostProfileSettings = 1_000;

    /// <summary>For how many days a finding that no profile binds an agency can hold: laws and grants change.</summary>
    public const int LongestFindingDays = 731;

    /// <summary>For how many days an agency can object before a law that the office drops binds it no more.</summary>
    public const int LeastDaysToDrop = 7;

    private static readonly Refusal NoPartner = new(RefusalReason.NotFound, "There is no such partner agency.");

    /// <summary>An agency joins once; one that left may join again, and a suspension outlasts that.</summary>
    public static Decision<PartnerEvent> Decide(JoinTaskForce command, PartnerPosition state) => state switch
    {
        PartnerPosition.Partner partner => IsSame(command, partner)
            ? Decision.Nothing<PartnerEvent>()
            : new Refusal(RefusalReason.AlreadyExists, "This agency is a partner already."),
        PartnerPosition.Outside => new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: choose another one.", "agency"),
        _ => (TextRules.RequiredPlain(command.Name, TextRules.LongestLabel, "name") ?? Contradicts(command.Kind, command.Profiles)
            ?? DropsByLeaving(command.Kind, command.Profiles, state)) is { } refusal
            ? refusal
            : new AgencyJoined(command.Agency, command.Name, command.Kind, [.. command.Profiles.Distinct()]) { JoinedAt = command.At },
    };

    /// <summary>
    /// Profiles are set from now or a later instant on. What the office sets lifts nothing that was set for later before; what the agency
    /// says itself lifts what the office had set for that instant or later.
    /// </summary>
    public static Decision<PartnerEvent> Decide(SetProfiles command, PartnerPosition state)
    {
        if (state is not PartnerPosition.Partner partner)
        {
            return NoPartner;
        }

        var from = command.EffectiveFrom ?? command.At;
        return command.Profiles.Distinct().Count() != command.Profiles.Count
                ? new Refusal(RefusalReason.InvalidInput, "Name each profile once.", "profiles")
            : from < command.At
                ? new Refusal(RefusalReason.InvalidInput,
                    "Profiles take effect now or later: what was decided before stands under those of its time.", "effectiveFrom")
            : Contradicts(partner.Kind, command.Profiles) is { } contradiction ? contradiction
            : command.FoundBy is { } finding && WrongWith(finding, command.Profiles, from) is { } wrong ? wrong
            : IsSame(command, from, partner) ? Decision.Nothing<PartnerEvent>()
            : (TooSoon(command, from, partner) ?? CutShort(command, from, partner)) is { } tooSoon ? tooSoon
            : partner.ProfilesSaid.Count(set => set.SetBy == ProfileSetter.Agency == command.SaidByItself) >= MostProfileSettings
                ? new Refusal(RefusalReason.InvalidInput,
                    $"The profiles were set {MostProfileSettings} times, which is as often as they can be.", "profiles")
            : new AgencyProfilesSet(from, [.. command.Profiles])
            {
                FoundBy = command.FoundBy,
                SetBy = command.SaidByItself ? ProfileSetter.Agency : ProfileSetter.Office,
                SetAt = command.At
            };
    }

    /// <summary>An agreement has a reference of its own and ends after it starts.</summary>
    public static Decision<PartnerEvent> Decide(SignAgreement command, PartnerPosition state)
    {
        if (state is not PartnerPosition.Partner partner)
        {
            return NoPartner;
        }

        if (TextRules.RequiredPlain(command.Reference, TextRules.LongestLabel, "reference") is { } refusal)
        {
            return refusal;
        }

        var agreement = new Agreement(command.Reference, command.Starts, command.Ends);
        return partner.Agreements.Contains(agreement) ? Decision.Nothing<PartnerEvent>()
            : partner.Agreements.Any(known => known.Reference == command.Reference)
                ? new Refusal(RefusalReason.AlreadyExists, "There is an agreement with this reference already.", "reference")
            : command.Ends <= command.Starts
                ? new Refusal(RefusalReason.InvalidInput, "An agreement ends after it starts.", "ends")
            : new AgreementSigned(command.Reference, command.Starts, command.Ends);
    }

    /// <summary>Ends an agreement; one that had been ended before is left alone.</summary>
    public static Decision<PartnerEvent> Decide(EndAgreement command, PartnerPosition state) =>
        state is not PartnerPosition.Partner partner ? NoPartner
        : !partner.Agreements.Any(known => known.Reference == command.Reference) ? Decision.Nothing<PartnerEvent>()
        : TextRules.Required(command.Reason, TextRules.LongestNote, "reason") is { } refusal ? refusal
        : new AgreementEnded(command.Reference, command.Reason);

    /// <summary>A training lies in the past and is good for some time.</summary>
    public static Decision<PartnerEvent> Decide(RecordTraining command, PartnerPosition state) =>
        state is not PartnerPosition.Partner partner ? NoPartner
        : Happened.IsWrong(command.CompletedAt, command.At, "completedAt") is { } wrong ? wrong
        : command.ValidUntil <= command.CompletedAt
            ? new Refusal(RefusalReason.InvalidInput, "A training is good until some time after it was completed.", "validUntil")
        : partner.Trainings.TryGetValue(command.Person, out var known) && known == new Training(command.CompletedAt, command.ValidUntil)
            ? Decision.Nothing<PartnerEvent>()
        : new ConfidentialityTrainingRecorded(command.Person, command.CompletedAt, command.ValidUntil);

    /// <summary>Suspends; what is suspended stays so.</summary>
    public static Decision<PartnerEvent> Decide(SuspendStanding command, PartnerPosition state) =>
        state is not PartnerPosition.Partner partner ? NoPartner
        : partner.SuspendedBecause is not null ? Decision.Nothing<PartnerEvent>()
        : TextRules.Required(command.Reason, TextRules.LongestNote, "reason") is { } refusal ? refusal
        : new StandingSuspended(command.Reason);

    /// <summary>Restores; what is in good standing stays so.</summary>
    public static Decision<PartnerEvent> Decide(RestoreStanding command, PartnerPosition state) =>
        state is not PartnerPosition.Partner partner ? NoPartner
        : partner.SuspendedBecause is null ? Decision.Nothing<PartnerEvent>()
        : TextRules.Required(command.Reason, TextRules.LongestNote, "reason") is { } refusal ? refusal
        : new StandingRestored(command.Reason);

    /// <summary>Leaves; who left has left.</summary>
    public static Decision<PartnerEvent> Decide(LeaveTaskForce command, PartnerPosition state) => state switch
    {
        PartnerPosition.Former => Decision.Nothing<PartnerEvent>(),
        PartnerPosition.Partner => TextRules.Required(command.Reason, TextRules.LongestNote, "reason") is { } refusal
            ? refusal
            : new AgencyLeft(command.Reason) { LeftAt = command.At },
        _ => NoPartner,
    };

    /// <summary>Null where an agency of this kind can carry each of these.</summary>
    internal static Refusal? Contradicts(AgencyKind kind, IReadOnlyList<PolicyProfile> profiles) =>
        profiles.Index().Where(at => !at.Item.FitsKind(kind)).Select(at => new Refusal(
        RefusalReason.InvalidInput,
        $"An agency of the kind {Name(kind)} cannot have the profile {Name(at.Item)}: only " +
            $"{string.Join(" and ", PolicyProfiles.KindsThatCarry(at.Item).Select(Name))} can. Leave it out, or record the agency under " +
            $"the kind that it is.",
        $"profiles[{at.Index}]")).FirstOrDefault();

    // Which law binds it, the agency knows best; and what binds it protects whoever it serves. Where nobody knows, everything that keeps
    // things from going binds, so that drops nothing, and whatever somebody named before still stands.
    private static Refusal? TooSoon(SetProfiles command, DateTimeOffset from, PartnerPosition.Partner partner) =>
        command.SaidByItself || from >= command.At.AddDays(LeastDaysToDrop) || (command.Profiles.Count == 0 && command.FoundBy is null)
        || Dropped(partner.StandAt(from), partner.Kind, command.Profiles) is not { Count: > 0 } dropped ? null
            : new Refusal(
                RefusalReason.InvalidInput,
                $"This drops {string.Join(", ", dropped.Select(Name))}, which keeps things from " +
                    $"going{(partner.ProfilesAt(from).AreKnown ? "" : " and was named before nobody knew which laws bind the agency")}. " +
                    $"Name it too; or set effectiveFrom to {LeastDaysToDrop} days from now or later, so that the agency sees it before " +
                    $"(GET /v1/me/profiles); or the agency's counsel or administrator says it (POST /v1/me/profiles).",
                "effectiveFrom");

    // What the office set for soon dropped nothing while nobody had named a law. Named now, the law would be dropped by it within days.
    private static Refusal? CutShort(SetProfiles command, DateTimeOffset from, PartnerPosition.Partner partner) =>
        !command.SaidByItself && partner.NextKnownAfter(from) is { SetBy: not ProfileSetter.Agency } next
        && (next.SetAt ?? command.At).AddDays(LeastDaysToDrop) > next.EffectiveFrom
        && Dropped([.. command.Profiles.Where(PolicyProfiles.Restricts)], partner.Kind, next.Profiles) is { Count: > 0 } dropped
            ? new Refusal(
                RefusalReason.InvalidInput,
                $"What was set for {next.EffectiveFrom.UtcDateTime.ToString("o", System.Globalization.CultureInfo.InvariantCulture)} " +
                    $"does not name {string.Join(", ", dropped.Select(Name))}, so it would bind for less than {LeastDaysToDrop} days. " +
                    $"Name it there first, with that effectiveFrom; then here.",
                "profiles")
            : null;

    /// <summary>Null where an agency that comes back, as an agency of its own or as a division, is bound as when it left, or nobody says
    /// which laws bind it.</summary>
    internal static Refusal? DropsByLeaving(AgencyKind kind, IReadOnlyList<PolicyProfile> profiles, PartnerPosition state) =>
        state is PartnerPosition.Former { Was: var was } && profiles.Count > 0
            && Dropped(was.StoodWhenItLeft, kind, profiles) is { Count: > 0 } dropped
            ? new Refusal(RefusalReason.InvalidInput,
                $"{string.Join(", ", dropped.Select(Name))} bound the agency when it left, or was to. Name it again, and set other " +
                    $"profiles once it is back.", "profiles")
            : null;

    private static List<PolicyProfile> Dropped(IReadOnlyList<PolicyProfile> stand, AgencyKind kind, IReadOnlyList<PolicyProfile> named) =>
        [.. stand.Except(named).Where(profile => PolicyProfiles.ImpliedBy(kind) != profile)];

    private static string Name<T>(T word) where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    private static bool IsSame(JoinTaskForce command, PartnerPosition.Partner partner) =>
        partner.Agency == command.Agency && partner.Name == command.Name && partner.Kind == command.Kind
        && partner.ProfilesAtJoining.ToHashSet().SetEquals(command.Profiles);

    private static Refusal? WrongWith(ProfileFinding finding, IReadOnlyList<PolicyProfile> profiles, DateTimeOffset from) =>
        profiles.Count > 0
            ? new Refusal(RefusalReason.InvalidInput,
                "A finding says that no profile binds the agency. Leave it out where profiles are named.", "foundBy")
        : finding.LookAgainAt <= from || finding.LookAgainAt > from.AddDays(LongestFindingDays)
            ? new Refusal(RefusalReason.InvalidInput,
                $"A finding is looked at again after it takes effect, within {LongestFindingDays} days.", "foundBy.lookAgainAt")
        : TextRules.Required(finding.Advice, TextRules.LongestNote, "foundBy.advice");

    private static bool IsSame(SetProfiles command, DateTimeOffset from, PartnerPosition.Partner partner) =>
        partner.BoundBy(from).ToHashSet().SetEquals(command.Profiles) && partner.FindingAt(from) == command.FoundBy
            && NoneIsSetFor(from, partner);

    // When others were set for later, setting these again is a decision.
    private static bool NoneIsSetFor(DateTimeOffset later, PartnerPosition.Partner partner) =>
        partner.ProfileSettings.All(set => set.EffectiveFrom <= later);
}
