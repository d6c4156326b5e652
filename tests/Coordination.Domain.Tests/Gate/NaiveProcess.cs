using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>CG-16 to CG-19 of the table, over what was served and what was done about it.</summary>
internal static class NaiveProcess
{
    /// <summary>What was served and is pending, about this survivor, for this recipient, of the kind that is claimed.</summary>
    internal static List<ProcessEvent>? Recorded(GateWorld world)
    {
        var (request, served) = (world.Request, world.Process.OfType<ProcessServed>().LastOrDefault());
        if (served is null || served.Kind.ToString() != request.Basis.ToString() || request.Occasion is GateOccasion.Agenda or GateOccasion.Room)
        {
            return null;
        }

        var since = world.Process.SkipWhile(e => !ReferenceEquals(e, served)).ToList();
        var isFor = served.Authority.Agency == request.Recipient.Agency && (served.Authority.Person ?? request.Recipient.Person) == request.Recipient.Person;
        var isAbout = served.Survivor == world.Consent.OfType<ConsentRecordOpened>().LastOrDefault()?.Survivor;
        return isFor && isAbout && served.Agency == request.Discloser && !since.Any(e => e is ProcessClosed) ? since : null;
    }

    /// <summary>Her word is not what is asked about.</summary>
    internal static bool Outranks(GateWorld world) => world.Request.Basis switch
    {
        ClaimedBasis.CourtOrder or ClaimedBasis.Statute => true,
        ClaimedBasis.Subpoena => Finding(world) is null or CounselFinding.Quash,
        ClaimedBasis.MandatedReport => Duties(world).Count > 0,
        _ => false,
    };

    internal static bool IsHeld(GateWorld world) => world.Request.Basis switch
    {
        ClaimedBasis.Subpoena => Finding(world) is null or CounselFinding.Quash,
        ClaimedBasis.CourtOrder or ClaimedBasis.Statute => Recorded(world) is not { } since || Finding(world) == CounselFinding.Quash
            || !since.Any(e => e is SurvivorTold or SurvivorCouldNotBeTold)
            || !since.OfType<ProtectiveStepsTaken>().Any(e => e.Steps.Count > 0),
        ClaimedBasis.MandatedReport => Duties(world).Count > 0 && Finding(world) == CounselFinding.Quash,
        _ => false,
    };

    internal static string? Denial(GateWorld world, RequestedItem item)
    {
        if (Recorded(world) is not { } since || world.Request.Basis == ClaimedBasis.Subpoena)
        {
            return null;
        }

        var named = IsIn(((ProcessServed)since[0]).Names, item) && (Review(world)?.Narrowed is not { } left || IsIn(left, item));
        if (world.Request.Basis == ClaimedBasis.MandatedReport)
        {
            var duties = Duties(world);
            return duties.Count == 0 ? null
                : !named ? "CG-19 not-named"
                : !duties.Any(duty => duty.Categories.Contains(item.Category)) ? "CG-19 not-required"
                : null;
        }

        return !named ? "CG-17 not-named"
            : item.Category == InformationCategory.SubstanceUse && !((ProcessServed)since[0]).Part2Order ? "CG-17 part2-order"
            : null;
    }

    /// <summary>It names this very item, and counsel left it.</summary>
    internal static bool NamesByItself(GateWorld world, RequestedItem item) =>
        Recorded(world) is [ProcessServed served, ..] && served.Names.Items.Any(named => named == item.Item)
        && (Review(world)?.Narrowed is not { } left || left.Items.Any(named => named == item.Item));

    private static CounselReviewed? Review(GateWorld world) => Recorded(world)?.OfType<CounselReviewed>().LastOrDefault();

    private static CounselFinding? Finding(GateWorld world) => Review(world)?.Finding;

    private static bool IsIn(ProcessScope scope, RequestedItem item) => scope.Items.Any(named => named == item.Item) || scope.Categories.Any(named => named == item.Category);

    private static List<ReportingDuty> Duties(GateWorld world)
    {
        if (world.Request.Basis != ClaimedBasis.MandatedReport || Recorded(world) is not [ProcessServed served, ..])
        {
            return [];
        }

        var policy = world.TaskForce.OfType<PolicySet>().Where(set => set.EffectiveFrom <= world.Now).OrderBy(set => set.EffectiveFrom).LastOrDefault();
        var kind = world.Discloser.LastOrDefault(e => e is AgencyJoined or AgencyLeft) is AgencyJoined ? world.Discloser.OfType<AgencyJoined>().Last().Kind : (AgencyKind?)null;
        return [.. (policy?.Settings.MandatedReports ?? []).Where(duty =>
            duty.Reporter == kind && duty.Role == served.Duty?.Role && duty.Jurisdiction == served.Duty?.Jurisdiction && duty.Authority == world.Request.Recipient.Agency)];
    }
}
