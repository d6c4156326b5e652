using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coordination.Host.CommandLine.Demo;

/// <summary>Reads a story and says what is wrong with it before anything is sent.</summary>
internal static partial class DemoStoryFile
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static DemoStory Load(string file, IReadOnlyCollection<string> people)
    {
        var story = Parse(file);
        var problems = Problems(story, people).ToList();
        return problems.Count == 0
            ? story
            : throw new DemoProblem($"{file} cannot be played:{Environment.NewLine}{string.Join(Environment.NewLine, problems.Select(p => "  " + p))}");
    }

    private static DemoStory Parse(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, DemoJson.Default.DemoStory) ?? throw new DemoProblem($"{file} is empty.");
        }
        catch (JsonException wrong)
        {
            throw new DemoProblem($"{file}, line {wrong.LineNumber + 1}, at {wrong.Path}: {wrong.Message}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new DemoProblem($"{file} cannot be read: {unreadable.Message}");
        }
    }

    private static IEnumerable<string> Problems(DemoStory story, IReadOnlyCollection<string> people)
    {
        if (string.IsNullOrWhiteSpace(story.Title))
        {
            yield return "title: is missing.";
        }

        if (story.Steps is not { Count: > 0 })
        {
            yield return "steps: there are none.";
            yield break;
        }

        HashSet<string> known = [];
        for (var index = 0; index < story.Steps.Count; index++)
        {
            var step = story.Steps[index];
            foreach (var problem in ProblemsOf(step, people).Concat(UnknownVariables(step, known)))
            {
                yield return $"step {index + 1}{(step.Does is null ? "" : $" ({step.Does})")}: {problem}";
            }

            known.UnionWith(step.Capture?.Keys ?? []);
        }
    }

    private static IEnumerable<string> ProblemsOf(DemoStep step, IReadOnlyCollection<string> people)
    {
        if (!step.IsRequest)
        {
            if (step.Chapter is null && step.Say is null)
            {
                yield return "has neither chapter, say, nor a request (who, does, method, path).";
            }

            yield break;
        }

        if (step.Who is null || !people.Contains(step.Who))
        {
            yield return $"who: {(step.Who is null ? "is missing" : $"\"{step.Who}\" is not among the people")}; there are {string.Join(", ", people)}.";
        }

        if (string.IsNullOrWhiteSpace(step.Does))
        {
            yield return "does: say in words what the person does.";
        }

        if (!Methods.Contains(step.Method))
        {
            yield return $"method: one of {string.Join(", ", Methods)}.";
        }

        if (step.Path is null || !step.Path.StartsWith('/'))
        {
            yield return "path: begins with a slash.";
        }

        foreach (var problem in ProblemsOfExpectations(step))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> ProblemsOfExpectations(DemoStep step)
    {
        if (step.Expect?.Any(status => status is < 100 or > 599) == true)
        {
            yield return "expect: a status is between 100 and 599.";
        }

        if (step.Within is not null && (step.Within is <= 0 or > 60 || !step.IsRead || step.Check is null))
        {
            yield return "within: is for a GET with checks, and at most 60 seconds.";
        }

        foreach (var check in step.Check ?? [])
        {
            if (check.Conditions != 1)
            {
                yield return $"check at \"{check.At}\": needs exactly one of is, exists, contains, lacks, count.";
            }
        }
    }

    private static IEnumerable<string> UnknownVariables(DemoStep step, HashSet<string> known)
    {
        string?[] texts = [step.Path, step.Body?.ToJsonString(DemoText.Readable), step.Say, step.Does, .. step.Headers?.Values ?? [], .. TextsAfterTheAnswer(step)];
        var usable = step.Capture is null ? known : [.. known, .. step.Capture.Keys];
        foreach (var name in texts.OfType<string>().SelectMany(text => Variable().Matches(text)).Select(match => match.Groups[1].Value).Distinct())
        {
            if (!usable.Contains(name) && !DemoVariables.IsBuiltIn(name) && !IsOfAnItem(step, name))
            {
                yield return $"${{{name}}} is not captured by an earlier step.";
            }
        }
    }

    private static IEnumerable<string?> TextsAfterTheAnswer(DemoStep step) =>
        [.. (step.Check ?? []).SelectMany(check => new[] { check.At, check.Is?.ToJsonString(DemoText.Readable), check.Contains, check.Lacks }), .. (step.Show ?? []).Select(show => show.At)];

    private static bool IsOfAnItem(DemoStep step, string name) =>
        name.StartsWith("item.", StringComparison.Ordinal) && step.ForEach is not null && step.ForEach.All(item => item.ContainsKey(name["item.".Length..]));

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Variable();
}
