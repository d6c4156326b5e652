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
    internal static bool Outranks(GateWorld world) => NaiveLaw.IsAsked(world) ? NaiveReports.GoByLaw(world) : world.Request.Basis switch
    {
        ClaimedBasis.CourtOrder or ClaimedBasis.Statute => true,
        ClaimedBasis.Subpoena => Finding(world) is null or CounselFinding.Quash,
        ClaimedBasis.MandatedReport => Duties(world).Count > 0,
        _ => false,
    };

    internal static void Say(GateWorld world, RequestedItem item, List<NaiveRelease> releases, NaiveWords words)
    {
        if (world.Request.Basis == ClaimedBasis.Subpoena)
        {
            words.Hold(Finding(world) is null, "CG-16 counsel");
            words.Hold(Finding(world) is CounselFinding.Quash, "CG-16 quash");
        }
        else if (world.Request.Basis is ClaimedBasis.CourtOrder or ClaimedBasis.Statute)
        {
            words.Take(NaiveLaw.IsAsked(world) && NaiveRules.IsOwn(world, item) ? null : Order(world, item));
        }
        else if (NaiveLaw.IsAsked(world))
        {
            words.Take(NaiveReports.Said(world, item, releases));
        }
        else if (world.Request.Basis == ClaimedBasis.MandatedReport)
        {
            var asked = !NaiveRules.IsOwn(world, item) && Duties(world).Count == 0 && !releases.Any(release => NaiveRules.IsOpen(world, item, release));
            words.Deny(asked, "CG-18 not-mandated");
            words.Take(Report(world, item));
        }
    }

    // Only what is recorded, no more than it names, and after what has to be done before it goes.
    private static string Order(GateWorld world, RequestedItem item)
    {
        if (Recorded(world) is not { } since)
        {
            return world.Request.Basis == ClaimedBasis.Statute ? "hold CG-17 citation" : "hold CG-17 order";
        }

        var (served, substanceUse) = ((ProcessServed)since[0], NaiveLaw.IsOfPart2(world, item));
        var lines = world.Request.Basis == ClaimedBasis.Statute && NaiveLaw.IsAsked(world) ? NaiveTables.Mandates(world, served) : null;
        return lines is [] ? "hold CG-17 citation"
            : !Names(world, item) ? "deny CG-17 not-named"
            : lines?.Any(line => line.Categories is null || line.Categories.Contains(item.Category)) == false ? "deny CG-17 not-required"
            : substanceUse && !served.Part2Order ? "deny CG-17 part2-order"
            : NaiveLaw.IsAsked(world) && served.Part2Order && served.Mandate is not true ? "hold CG-17 mandate"
            : Finding(world) == CounselFinding.Quash ? "hold CG-17 quash"
            : !since.Any(e => e is SurvivorTold or SurvivorCouldNotBeTold) && !(NaiveLaw.IsAsked(world) && (ForbidsTelling(world) || HasDied(world))) ? "hold CG-17 tell-survivor"
            : !since.OfType<ProtectiveStepsTaken>().Any(e => e.Steps.Count > 0) ? "hold CG-17 protective-steps"
            : "permit CG-17 compelled";
    }

    private static string? Report(GateWorld world, RequestedItem item) => Duties(world) is not { Count: > 0 } duties ? null
        : !Names(world, item) ? "deny CG-19 not-named"
        : !duties.Any(duty => duty.Categories.Contains(item.Category)) ? "deny CG-19 not-required"
        : Finding(world) == CounselFinding.Quash ? "hold CG-19 quash"
        : "permit CG-19 mandated-report";

    /// <summary>It names the item, by itself or with its category, and counsel left it.</summary>
    internal static bool Names(GateWorld world, RequestedItem item) => Recorded(world) is [ProcessServed served, ..]
        && IsIn(served.Names, item) && (Review(world)?.Narrowed is not { } left || IsIn(left, item));

    /// <summary>A court ruled on this very item in this respect.</summary>
    internal static bool RuledOn(GateWorld world, RulingSubject subject, RequestedItem item) => Recorded(world) is [ProcessServed { Kind: ProcessKind.CourtOrder } served, ..]
        && (served.Rulings ?? []).Any(ruling => ruling.Subject == subject && ruling.Items.Any(ruled => ruled == item.Item));

    /// <summary>An order forbids telling her, without an end, or one that has not come.</summary>
    internal static bool HasDied(GateWorld world) => world.Consent.OfType<SurvivorDied>().LastOrDefault()?.DiedAt <= world.Now;

    internal static bool ForbidsTelling(GateWorld world) => Recorded(world) is [ProcessServed { TellingForbidden: { } forbidden }, ..] && (forbidden.Until is null || world.Now < forbidden.Until);

    /// <summary>It names this very item, and counsel left it.</summary>
    internal static bool NamesByItself(GateWorld world, RequestedItem item) =>
        Recorded(world) is [ProcessServed served, ..] && served.Names.Items.Any(named => named == item.Item)
        && (Review(world)?.Narrowed is not { } left || left.Items.Any(named => named == item.Item));

    private static CounselReviewed? Review(GateWorld world) => Recorded(world)?.OfType<CounselReviewed>().LastOrDefault();

    internal static CounselFinding? Finding(GateWorld world) => Review(world)?.Finding;

    private static bool IsIn(ProcessScope scope, RequestedItem item) => scope.Items.Any(named => named == item.Item) || scope.Categories.Any(named => named == item.Category);

    internal static List<ReportingDuty> Duties(GateWorld world)
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
