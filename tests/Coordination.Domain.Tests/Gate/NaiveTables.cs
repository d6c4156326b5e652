using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Domain.TaskForce;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What the tables of jurisdictions say a second time, over what was loaded.</summary>
internal static class NaiveTables
{
    /// <summary>One of each jurisdiction: the one that took effect last, and of two that took effect together the one loaded later.</summary>
    internal static List<JurisdictionTableLoaded> InForce(GateWorld world)
    {
        Dictionary<string, JurisdictionTableLoaded> newest = [];
        foreach (var loaded in world.TaskForce.OfType<JurisdictionTableLoaded>())
        {
            var known = newest.GetValueOrDefault(loaded.Table.Jurisdiction);
            if (loaded.EffectiveFrom <= world.Now && (known is null || loaded.EffectiveFrom >= known.EffectiveFrom))
            {
                newest[loaded.Table.Jurisdiction] = loaded;
            }
        }

        return [.. newest.Values];
    }

    /// <summary>The services that are on the list of each table that keeps one; null where none keeps one, and before 2026-2.</summary>
    internal static List<GoalKind>? ServicesOfMinors(GateWorld world)
    {
        var lists = NaiveLaw.IsAsked(world) ? InForce(world).Where(loaded => loaded.Table.MinorAloneServices is not null).ToList() : [];
        return lists.Count == 0
            ? null
            : [.. Enum.GetValues<GoalKind>().Where(kind => !lists.Exists(loaded => loaded.Table.MinorAloneServices!.All(line => line.Service != kind)))];
    }

    /// <summary>How many years after she is eighteen she is an adult.</summary>
    internal static int YearsAfterEighteen(GateWorld world) =>
        NaiveLaw.IsAsked(world) && InForce(world).Select(loaded => loaded.Table.AgeOfMajority?.Value).Max() is { } years ? years - 18 : 0;

    // A role that cannot be at such an agency brings nobody under a line. Of an agency that is not known nothing is impossible.
    private static bool CanBe(ReporterRole role, AgencyKind? at) => (role, at) switch
    {
        (_, null or AgencyKind.Coordinating) => true,
        (not ReporterRole.Anyone, AgencyKind.Funder or AgencyKind.Media) => false,
        (ReporterRole.PeaceOfficer, not (AgencyKind.LawEnforcement or AgencyKind.Prosecution)) => false,
        (ReporterRole.ChildWelfareWorker, not (AgencyKind.ChildWelfare or AgencyKind.HousingAndServices)) => false,
        (ReporterRole.Educator, AgencyKind.LawEnforcement or AgencyKind.Prosecution or AgencyKind.Legal) => false,
        _ => true,
    };

    /// <summary>The lines under which what was recorded is reported to this recipient by this discloser.</summary>
    internal static List<TableDuty> Lines(GateWorld world, ProcessServed recorded, Func<JurisdictionTable, IReadOnlyList<TableDuty>> lines) =>
    [
        .. from loaded in InForce(world)
           where loaded.Table.Jurisdiction == recorded.Duty?.Jurisdiction
           from line in lines(loaded.Table)
           where line.Report == recorded.Report
           where line.Reporters is null || line.Reporters.Any(kind => kind == KindOfDiscloser(world))
           where line.Roles is null || line.Roles.Contains(ReporterRole.Anyone) || line.Roles.Any(role => role == recorded.Duty?.Role && CanBe(role, KindOfDiscloser(world)))
           where loaded.Authorities.Any(named => named.Kind == line.Authority && named.Agency == world.Request.Recipient.Agency)
           select line,
    ];

    /// <summary>A line about minors is not about her whom the record calls an adult; or as old as the line says. It may be about a child of hers whom the item names.</summary>
    internal static bool IsAboutHer(GateWorld world, RequestedItem item, TableDuty line) =>
        IsAboutHer(world, item, line.About == AboutWhom.Minors || line.Report is ReportKind.MissingFromCare or ReportKind.ForeignMinor, line.UnderAge);

    internal static bool IsAboutHer(GateWorld world, RequestedItem item, bool ofMinors, int? underAge)
    {
        if (!ofMinors || (item.ThirdPersons ?? []).Any(person => person.IsHerChild == true) || world.Consent.OfType<MinorityRecorded>().LastOrDefault() is not { } age)
        {
            return true;
        }

        return age.UnderEighteen ? age.EighteenFrom is not { } from || world.Now < from.AddYears((underAge ?? 18) - 18) : underAge > (age.Reached ?? 18);
    }

    /// <summary>Where the courts of the jurisdiction that was recorded made this discloser warn.</summary>
    internal static List<WarningDuty> Warnings(GateWorld world, ProcessServed recorded) =>
    [
        .. from loaded in InForce(world)
           where loaded.Table.Jurisdiction == recorded.Duty?.Jurisdiction
           from line in loaded.Table.DutiesToWarn
           where line.Reporters is null || line.Reporters.Any(kind => kind == KindOfDiscloser(world))
           select line,
    ];

    /// <summary>The lines of the jurisdiction that was recorded by which this discloser answers what this recipient demands.</summary>
    internal static List<StatutoryMandate> Mandates(GateWorld world, ProcessServed recorded) =>
    [
        .. from loaded in InForce(world)
           where loaded.Table.Jurisdiction == (recorded.Jurisdiction ?? recorded.Duty?.Jurisdiction)
           from line in loaded.Table.Mandates ?? []
           where line.Reporters is null || line.Reporters.Any(kind => kind == KindOfDiscloser(world))
           where loaded.Authorities.Any(named => named.Kind == line.Authority && named.Agency == world.Request.Recipient.Agency)
           select line,
    ];

    internal static AgencyKind? KindOfDiscloser(GateWorld world) => NaiveRules.IsPartner(world.Discloser) ? world.Discloser.OfType<AgencyJoined>().Last().Kind : null;
}
