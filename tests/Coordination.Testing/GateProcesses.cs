using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using static Coordination.Testing.GateWorld;

namespace Coordination.Testing;

/// <summary>Random legal processes.</summary>
public static class GateProcesses
{
    private static readonly InformationCategory[] Nameable = [InformationCategory.Narrative, InformationCategory.Contact, InformationCategory.ShelterLocation, InformationCategory.SubstanceUse, InformationCategory.PrivilegedCommunication];

    /// <summary>Serves something, and does some of what has to be done about it.</summary>
    public static GateWorld Served(GateWorld world, Random dice)
    {
        bool Chance(int oneIn) => dice.Next(oneIn) == 0;
        ProcessScope Scope() => new(Chance(3) ? [Story] : [], [.. Nameable.Where(_ => !Chance(3))]);
        var kind = (ProcessKind)dice.Next(4);
        var duty = new ReportingDuty(AgencyKind.VictimServices, ReporterRole.Advocate, "Valley", Chance(6) ? Clinic : Police, [.. Nameable.Where(_ => !Chance(4))], "a statute");
        var served = new ProcessServed
        {
            Process = new ProcessId(Numbered(80)),
            Kind = kind,
            Agency = Chance(10) ? Clinic : Harbor,
            Survivor = Chance(10) ? new(Numbered(9)) : Survivor,
            Case = new(Numbered(81)),
            Authority = new GateRecipient(Chance(8) ? Clinic : Police, Chance(2) ? Dale : null),
            IssuedBy = Sensitive.Of("court"),
            Reference = Sensitive.Of("docket"),
            Names = Scope(),
            Part2Order = Chance(2),
            Duty = new ReporterDuty(Chance(8) ? ReporterRole.Educator : ReporterRole.Advocate, Chance(8) ? "Hills" : "Valley"),
            By = Ana,
        };
        List<ProcessEvent> process = [served];
        void Perhaps(bool happens, ProcessEvent e) { if (happens) { process.Add(e); } }
        Perhaps(Chance(2), new CounselReviewed((CounselFinding)dice.Next(3), Chance(4) ? Scope() : null, null, Nina));
        Perhaps(Chance(2), new SurvivorTold(Channel.InPerson, Noon, Ana));
        Perhaps(Chance(3), new SurvivorCouldNotBeTold(Channel.Letter, Noon, Sensitive.Of("moved"), Ana));
        Perhaps(!Chance(4), new ProtectiveStepsTaken(Chance(8) ? [] : [ProtectiveStep.SealedFiling], null, Ana));
        Perhaps(Chance(10), new ProcessClosed(ProcessEnd.Withdrawn, null, Ana));
        var policy = new PolicySet(Noon.AddDays(-dice.Next(0, 400)), new PolicySettings(90, 3, 10) { MandatedReports = Chance(6) ? null : [duty] });
        return world.Asking(r => r with { Basis = Chance(8) ? r.Basis : Enum.Parse<ClaimedBasis>(kind.ToString()) }) with { Process = process, TaskForce = [.. world.TaskForce, policy] };
    }
}
