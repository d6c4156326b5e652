using Coordination.Domain.Gate;
using static Coordination.Host.Cli.GateCases.GateCaseCheck;

namespace Coordination.Host.Cli.GateCases;

/// <summary>Answers the verbs <c>gate check</c> and <c>gate eval</c>: with files alone, no server, no database, no network.</summary>
internal sealed class GateCommands(TextWriter output, TextWriter errors)
{
    /// <summary>Every case of the folder holds.</summary>
    public const int Holds = 0;

    /// <summary>A case does not hold.</summary>
    public const int Fails = 1;

    /// <summary>There is nothing to check, or something cannot be read.</summary>
    public const int Unreadable = 2;

    /// <summary>Checks every case under a folder, or one file, and tells those that do not hold.</summary>
    /// <param name="folder">The folder, or the file.</param>
    /// <param name="version">The rule-set under which cases are asked that name none, to see what would differ; null for the one in force
    /// at their instant.</param>
    public int Check(string folder, string? version = null)
    {
        var rules = version is null ? null : RuleSets.Find(version);
        if (version is not null && rules is null)
            return Say($"--rules: expected one of {string.Join(", ", RuleSets.All.Select(set => set.Version))}.");
        if (!Directory.Exists(folder) && !File.Exists(folder))
            return Say($"{folder}: there is no such folder.");
        IReadOnlyList<string> files = File.Exists(folder) ? [folder] : GateCaseFile.Under(folder);
        if (files.Count == 0)
            return Say($"{folder}: expected at least one case, a file that ends in .json; there is none.");
        var (failed, unreadable) = (0, 0);
        foreach (var file in files)
        {
            try
            {
                failed += Tell(file, rules) ? 0 : 1;
            }
            catch (GateCaseProblem problem)
            {
                unreadable++;
                errors.WriteLine($"CANNOT BE READ  {problem.Message}");
            }
        }

        output.WriteLine($"{Quantity.Of(files.Count, "case")}: {Quantity.Of(files.Count - failed - unreadable, "holds", "hold")}, " +
            $"{Quantity.Of(failed, "does not hold", "do not hold")}, {unreadable} cannot be read");
        return unreadable > 0 ? Unreadable : failed > 0 ? Fails : Holds;
    }

    /// <summary>Answers the question of one file, and explains the answer rule by rule.</summary>
    public int Evaluate(string file, bool asJson)
    {
        try
        {
            if (GateCaseFile.IsCapture(file))
                return Tell(CaptureCaseCheck.Try(file, GateCaseFile.ReadCapture(file).Capture), asJson);
            if (GateCaseFile.IsTable(file))
                return Tell(TableCaseCheck.Try(file, GateCaseFile.ReadTable(file).Table), asJson);
            var question = GateCaseFile.Read(file);
            var world = new GateCaseWorld(file, question.Input);
            var explanation = GateExplainer.Explain(question.Input.Request, world.Facts(), world.Rules());
            if (asJson)
                output.WriteLine(JsonSerializer.Serialize(explanation, GateCaseJson.Default.Explanation));
            else
                Tell(explanation);
            return Holds;
        }
        catch (GateCaseProblem problem)
        {
            return Say(problem.Message);
        }
    }

    private bool Tell(string file, RuleSet? rules)
    {
        if (GateCaseFile.IsCapture(file))
        {
            var capture = GateCaseFile.ReadCapture(file);
            return Tell(file, capture.Id, capture.Title, CaptureCaseCheck.Differences(file, capture));
        }
        if (GateCaseFile.IsTable(file))
        {
            var table = GateCaseFile.ReadTable(file);
            return Tell(file, table.Id, table.Title, TableCaseCheck.Differences(file, table));
        }
        var question = GateCaseFile.Read(file);
        return Tell(file, question.Id, question.Title,
            GateCaseCheck.Differences(file, question, question.Input.RuleSet is null ? rules : null));
    }

    private bool Tell(string file, string? id, string? title, IReadOnlyList<string> differences)
    {
        if (differences.Count == 0)
            return true;
        output.WriteLine($"DOES NOT HOLD  {file}");
        output.WriteLine($"  {id ?? "(no id)"}: {title ?? "(no title)"}");
        foreach (var difference in differences)
            output.WriteLine($"  {difference}");
        return false;
    }

    private int Tell(ExpectedCapture answer, bool asJson)
    {
        output.WriteLine(asJson
            ? JsonSerializer.Serialize(answer, GateCaseJson.Default.ExpectedCapture)
            : $"{Name(answer.Outcome)}{(answer.Rule is { } rule ? $" by {rule}" : "")}" +
                $"{(answer.Problem is { } problem ? $": {problem}" : "")}{(answer.Field is { } field ? $" at {field}" : "")}");
        if (!asJson)
            output.WriteLine($"recorded: {(answer.Recorded.Count == 0 ? "nothing" : string.Join(", ", answer.Recorded))}");
        return Holds;
    }

    private int Tell(PublishedTable published, bool asJson)
    {
        output.WriteLine(asJson
            ? JsonSerializer.Serialize(published, GateCaseJson.Default.PublishedTable)
            : string.Join(Environment.NewLine, TableCaseCheck.Lines(published)));
        return Holds;
    }

    private void Tell(Explanation explanation)
    {
        var verdict = explanation.Verdict;
        output.WriteLine($"{Name(verdict.Outcome)} under rule-set {verdict.RuleSet}, at " +
            $"{verdict.EvaluatedAt:yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK}");
        foreach (var item in explanation.Items)
        {
            output.WriteLine($"{item.Line.Item}: {Name(item.Line.Outcome)}{(item.Line.Mode is { } mode ? $", {Name(mode)}" : "")}" +
                $"{(item.Line.Release is { } release ? $", under release {release}" : "")}");
            if (item.Line.LeftOut is { } left)
                output.WriteLine($"  left out: {string.Join(", ", left.Select(at => $"third person {at}"))}");
            foreach (var rule in item.Rules.Where(rule => rule.Effect is not null))
                output.WriteLine($"  {(rule.Decided ? "*" : " ")} {rule.Rule} {Name(rule.Effect!.Value)}: " +
                    $"{rule.Reason}{(rule.Release is { } of ? $" (release {of})" : "")} [{rule.Source}]");
            foreach (var law in item.Law ?? [])
                output.WriteLine($"    law {law.Jurisdiction} {law.Version}: {law.Citation}");
            if (item.Line.Findings.Any(finding => finding is { Rule: "CG-01", Reason: "absent" }))
                output.WriteLine("  * CG-01 deny: absent (no release permits it)");
            var silent = item.Rules.GroupBy(rule => rule.Rule).Where(rule => rule.All(said => said.Effect is null && said.Binds))
                .Select(rule => rule.Key);
            output.WriteLine($"    nothing to say: {string.Join(", ", silent)}");
            if (item.Rules.Where(rule => !rule.Binds).Select(rule => rule.Rule).ToList() is { Count: > 0 } others)
                output.WriteLine($"    does not bind this discloser: {string.Join(", ", others)}");
        }

        if (explanation.Stands is { } stands)
            output.WriteLine(stands);
        output.WriteLine($"obligations: {(verdict.Obligations.Count == 0 ? "none" : string.Join(", ", verdict.Obligations.Select(Name)))}");
        output.WriteLine("* decided");
    }

    private int Say(string problem)
    {
        errors.WriteLine(problem);
        return Unreadable;
    }
}
