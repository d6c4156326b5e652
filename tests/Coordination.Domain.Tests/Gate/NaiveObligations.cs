using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What binds those concerned when something goes, a second time, as the table has it from 2026-2 on.</summary>
internal static class NaiveObligations
{
    private static readonly ClaimedBasis[] ToldAfterwards =
        [ClaimedBasis.CourtOrder, ClaimedBasis.Statute, ClaimedBasis.MandatedReport, ClaimedBasis.PermittedReport, ClaimedBasis.ImminentRisk, ClaimedBasis.DutyToWarn];

    /// <summary>Of lines that the second gate agreed with: on which of several releases one rests is taken from it.</summary>
    internal static HashSet<Obligation> Of(GateWorld asked, Verdict verdict)
    {
        var world = NaiveGate.Joined(asked);
        HashSet<Obligation> obligations = [];
        for (var i = 0; i < verdict.Lines.Count; i++)
        {
            if (verdict.Lines[i].Outcome == Outcome.Permit && !NaiveRules.IsOwn(world, world.Request.Items[i]))
            {
                obligations.UnionWith(Of(world, world.Request.Items[i], verdict.Lines[i]));
            }
        }

        return obligations;
    }

    private static IEnumerable<Obligation> Of(GateWorld world, RequestedItem item, VerdictLine line)
    {
        yield return Obligation.Account;
        if (line.Mode is SharingMode.ThroughAdvocate or SharingMode.VerbalInReview)
        {
            yield return line.Mode == SharingMode.ThroughAdvocate ? Obligation.ConveyThroughAdvocate : Obligation.VerbalOnly;
        }

        if (NaiveLaw.IsOfPart2(world, item))
        {
            yield return Obligation.Part2Notice;
        }

        if (line.LeftOut is { Count: > 0 })
        {
            yield return Obligation.LeaveOthersOut;
        }

        if (NaiveLaw.Binds(world, PolicyProfile.Federal1367))
        {
            yield return Obligation.ProtectedImmigration;
        }

        if (world.Request.Basis == ClaimedBasis.FatalityReview)
        {
            yield return Obligation.StaysWithReview;
        }

        foreach (var obligation in line.Release is { } id ? OfRelease(world, id) : OfProcess(world))
        {
            yield return obligation;
        }
    }

    private static IEnumerable<Obligation> OfRelease(GateWorld world, ReleaseId id)
    {
        var release = NaiveRelease.All(world).First(known => known.Id == id);
        yield return Obligation.RedisclosureNotice;
        yield return Obligation.ReturnOrDestroyOnRecall;
        if (release.Terms.Conditions.Count > 0 && !NaiveProcess.HasDied(world))
        {
            yield return Obligation.TellSurvivor;
        }

        if (NaiveSignatures.IsByMinor(world, release) && !NaiveSignatures.ReceivesAlone(world) && NaiveSigners.IsFoundIncapable(world))
        {
            yield return Obligation.TellMinor;
        }
    }

    private static IEnumerable<Obligation> OfProcess(GateWorld world) =>
        ToldAfterwards.Contains(world.Request.Basis) && NaiveProcess.Recorded(world) is { } since && !since.Any(e => e is SurvivorTold) && !NaiveProcess.ForbidsTelling(world) && !NaiveProcess.HasDied(world) ? [Obligation.TellSurvivor] : [];
}
