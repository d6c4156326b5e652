using System.Security.Cryptography;
using System.Text;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Partners;

namespace Coordination.Demo.Seeding;

/// <summary>How large an invented task force is.</summary>
public sealed record SeedSize(int Agencies, int Cases, int ReleasesOfEach, int Reviews)
{
    /// <summary>The sizes that can be asked for.</summary>
    public static IReadOnlyDictionary<string, SeedSize> Named { get; } = new Dictionary<string, SeedSize>
    {
        ["small"] = new(12, 24, 4, 10),
        ["medium"] = new(60, 1_000, 4, 400),
        ["full"] = new(200, 5_000, 4, 2_000),
    };

    public int Releases => Cases * ReleasesOfEach;
}

/// <summary>Who and what there is in an invented task force: everything follows from the size and the seed.</summary>
public sealed class SeedPlan(SeedSize size, int seed)
{
    /// <summary>How many agencies a custodian works with.</summary>
    public const int Team = 4;

    private static readonly AgencyKind[] s_partnerKinds =
        [AgencyKind.LawEnforcement, AgencyKind.Prosecution, AgencyKind.Medical, AgencyKind.HousingAndServices, AgencyKind.Legal, AgencyKind.ChildWelfare];

    public static AgencyId Office { get; } = new("task-force-office");

    /// <summary>Agencies that serve survivors: every third.</summary>
    public int Custodians { get; } = Math.Max(1, (size.Agencies - 1) / 3);

    /// <summary>All the others but the one that coordinates.</summary>
    public int Partners => size.Agencies - 1 - Custodians;

    public SeedSize Size => size;

    /// <summary>An agency that serves survivors.</summary>
    public static AgencyId Custodian(int number) => new($"shelter-{number:D3}");

    public static AgencyId Partner(int number) => new($"partner-{number:D3}");

    public static AgencyKind KindOf(int partner) => s_partnerKinds[partner % s_partnerKinds.Length];

    /// <summary>Who acts for an agency.</summary>
    public static Member Staff(AgencyId agency) => new(agency, new PersonId($"staff.{agency}"));

    public int CustodianOf(int @case) => @case % Custodians;

    /// <summary>The partners that a custodian works with.</summary>
    public IReadOnlyList<int> TeamOf(int custodian) => [.. Enumerable.Range(0, Math.Min(Team, Partners)).Select(i => ((custodian * Team) + i) % Partners)];

    public static Purpose PurposeOf(int partner) => KindOf(partner) switch
    {
        AgencyKind.LawEnforcement => Purpose.Investigation,
        AgencyKind.Prosecution => Purpose.Prosecution,
        AgencyKind.Medical => Purpose.MedicalCare,
        AgencyKind.Legal => Purpose.LegalRepresentation,
        _ => Purpose.ServiceDelivery,
    };

    /// <summary>An identifier: random to look at, the same for the same seed.</summary>
    public Guid Id(string kind, int number, int part = 0)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{kind}/{number}/{part}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The key of a command: doing it twice does it once.</summary>
    public string Key(string what) => $"{seed}/{what}";

    public Random Dice(int number) => new((seed * 1_000_003) + number);
}
