namespace Coordination.Domain.Partners;

public static class PolicyProfiles
{
    private static readonly BoundProfiles Enabling = BoundProfiles.Of(PolicyProfile.OwnRecords, PolicyProfile.LawEnforcement,
        PolicyProfile.Prosecution, PolicyProfile.ChildWelfare);

    /// <summary>All of them, in the order of the vocabulary.</summary>
    public static IReadOnlyList<PolicyProfile> All { get; } = Enum.GetValues<PolicyProfile>();

    internal static BoundProfiles Restricting { get; } = BoundProfiles.Of([.. All.Where(Restricts)]);

    /// <summary>
    /// True for a body of law that keeps things from going; false for one that gives an agency duties and reports of its own. A profile
    /// that is added keeps things from going until it is named among the others.
    /// </summary>
    public static bool Restricts(this PolicyProfile profile) => !Enabling.Contains(profile);

    /// <summary>
    /// What an agency of this kind can carry: whatever keeps things from going, since several laws reach all kinds and none of them opens
    /// anything; and what gives duties, reports and files of its own only where it is that.
    /// </summary>
    public static bool FitsKind(this PolicyProfile profile, AgencyKind kind) =>
        profile.Restricts() || KindsThatCarry(profile).Contains(kind);

    /// <summary>The kinds that carry a profile which gives something; empty for one that keeps things from going, which every kind can
    /// have.</summary>
    public static IReadOnlyList<AgencyKind> KindsThatCarry(PolicyProfile profile) => profile switch
    {
        PolicyProfile.OwnRecords => [AgencyKind.LawEnforcement, AgencyKind.Prosecution],
        // a prosecutor's office has investigators with police powers
        PolicyProfile.LawEnforcement => [AgencyKind.LawEnforcement, AgencyKind.Prosecution],
        PolicyProfile.Prosecution => [AgencyKind.Prosecution],
        PolicyProfile.ChildWelfare => [AgencyKind.ChildWelfare],
        _ => [],
    };

    /// <summary>The profile that an agency of this kind has without anybody saying so; null where there is none.</summary>
    public static PolicyProfile? ImpliedBy(AgencyKind kind) => kind switch
    {
        AgencyKind.LawEnforcement => PolicyProfile.LawEnforcement,
        AgencyKind.Prosecution => PolicyProfile.Prosecution,
        AgencyKind.ChildWelfare => PolicyProfile.ChildWelfare,
        AgencyKind.Medical => PolicyProfile.Hipaa,
        _ => null,
    };
}

/// <summary>
/// The bodies of law that bind an agency as a discloser at one instant, with the one that its kind implies. Where nobody said which, every
/// one that keeps things from going binds it, and none of the others: what is not known is not permitted.
/// </summary>
public readonly record struct BoundProfiles
{
    private const int Known = 1 << 15;

    private readonly ushort _bits;

    private BoundProfiles(int bits) => _bits = (ushort)bits;

    private int Bits => (AreKnown ? _bits : PolicyProfiles.Restricting._bits) & ~Known;

    public static BoundProfiles Unknown => default;

    /// <summary>It was found that none binds it.</summary>
    public static BoundProfiles None { get; } = new(Known);

    public bool AreKnown => (_bits & Known) != 0;

    public static BoundProfiles Of(params ReadOnlySpan<PolicyProfile> profiles)
    {
        var bound = None;
        foreach (var profile in profiles)
        {
            bound = bound.With(profile);
        }

        return bound;
    }

    /// <summary>These and another one. Where nobody knows which, another one changes nothing.</summary>
    public BoundProfiles With(PolicyProfile profile) => AreKnown ? new(_bits | (1 << (int)profile)) : this;

    public bool Contains(PolicyProfile profile) => (Bits & (1 << (int)profile)) != 0;

    /// <summary>Whether any of those binds.</summary>
    public bool Overlaps(BoundProfiles others) => (Bits & others.Bits) != 0;

    /// <summary>Those that bind, in the order of the vocabulary.</summary>
    public IReadOnlyList<PolicyProfile> List()
    {
        var bound = this;
        return [.. PolicyProfiles.All.Where(profile => bound.Contains(profile))];
    }
}
