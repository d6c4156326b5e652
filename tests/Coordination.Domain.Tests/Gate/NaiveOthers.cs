using Coordination.Domain.Gate;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>CG-39 a second time: whom an item names besides her, and what they said themselves.</summary>
internal static class NaiveOthers
{
    /// <summary>Somebody who released nothing cannot be left out.</summary>
    internal static bool MustStay(GateWorld world, RequestedItem item) => Silent(world, item).Any(at => !CanBeLeftOut(item, at));

    /// <summary>Those who released nothing, by their places.</summary>
    internal static List<int> LeftOut(GateWorld world, RequestedItem item) => [.. Silent(world, item).Where(at => CanBeLeftOut(item, at))];

    private static IEnumerable<int> Silent(GateWorld world, RequestedItem item) =>
        NaiveRules.IsOwn(world, item) || IsNamedByProcess(world, item) || NaiveOwnWork.MayGo(world, item) ? [] : Enumerable.Range(0, item.ThirdPersons?.Count ?? 0).Where(at => !Released(world, item, at));

    private static bool CanBeLeftOut(RequestedItem item, int at) => item.ThirdPersons![at].WidestWithout is { } widest && widest >= item.Mode;

    // Their own word, asked as hers is; no order against her is one against them.
    private static bool Released(GateWorld world, RequestedItem item, int at)
    {
        if (NaiveLaw.IsAsked(world) && item.ThirdPersons![at] is { Survivor: null, IsHerChild: true } && world.Request is { Basis: ClaimedBasis.Release, Purpose: Purpose.SafetyPlanning })
        {
            return true;
        }

        var other = world.Named.FirstOrDefault(known => known.Survivor == item.ThirdPersons![at].Survivor);
        if (other is not { IsServed: true })
        {
            return false;
        }

        var about = world with { Consent = other.Consent, Others = other.Others, Process = [], Request = world.Request with { Basis = ClaimedBasis.Release } };
        var theirs = NaiveLaw.IsAsked(world) && item.Sensitivity == Sensitivity.NonIdentifying ? item with { Sensitivity = Sensitivity.Identifying } : item;
        var answer = NaiveGate.Ask(about, theirs with { ThirdPersons = null });
        return answer.Outcome == Outcome.Permit && answer.Permitting.Count > 0 && answer.Mode == item.Mode;
    }

    private static bool IsNamedByProcess(GateWorld world, RequestedItem item) =>
        NaiveProcess.Outranks(world) && NaiveProcess.NamesByItself(world, item);
}
