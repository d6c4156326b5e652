using System.Text;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Host.Cli.GateCases;

namespace Coordination.Host.Tests.Contracts;

/// <summary>Writes whom each rule binds: a matrix of rules and profiles, and the law or the reason of every cell.</summary>
internal static class RuleMatrix
{
    public static void Write(StringBuilder text, RuleSet set)
    {
        text.Append($"\n# Whom each rule binds\n\nIn `{set.Version}` a rule binds an agency as a discloser by its profiles: **L** by law, **P** by policy of the task force, **-** not at all. Several profiles all apply.\n");
        text.Append("An agency of which nobody knows the profiles is bound by every rule, and has no permission that not everybody has. One that no law binds (a finding, which is looked at again) is bound by the rules that bind everybody.\n");
        text.Append("Sets before bind whoever discloses by every rule; only CG-26 and CG-29 look at profiles there.\n\n");
        text.Append($"| rule | {string.Join(" | ", PolicyProfiles.All.Select(GateCaseCheck.Name))} |\n|---|{string.Concat(PolicyProfiles.All.Select(_ => "---|"))}\n");
        foreach (var (name, cells) in Rows(set))
            text.Append($"| {name} | {string.Join(" | ", cells.Cells.Select(cell => Mark(cell.Kind)))} |\n");
        text.Append("\nWhy:\n\n");
        foreach (var (name, cells) in Rows(set))
            text.Append($"- {name}: {string.Join("; ", cells.Cells.GroupBy(cell => (cell.Kind, cell.Why)).OrderByDescending(group => group.Key.Kind).Select(group => $"{Who(group)}: {Word(group.Key.Kind)}, {group.Key.Why}"))}\n");
    }

    private static IEnumerable<(string Name, RuleBindings Cells)> Rows(RuleSet set) => set.Rules.SelectMany(rule =>
        rule.Permissions.Select(permission => ($"{rule.Id} permits `{permission.Reason}`", permission.Cells)).Prepend((rule.Id, rule.Bindings)));

    private static string Who(IEnumerable<Binding> cells) => cells.Count() == PolicyProfiles.All.Count ? "everybody" : string.Join(", ", cells.Select(cell => GateCaseCheck.Name(cell.Profile)));

    private static string Mark(BindingKind kind) => kind switch { BindingKind.Law => "L", BindingKind.Policy => "P", _ => "-" };

    private static string Word(BindingKind kind) => kind switch { BindingKind.Law => "law", BindingKind.Policy => "policy", _ => "not applicable" };
}
