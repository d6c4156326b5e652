using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coordination.Demo.Story;

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
            var story = JsonSerializer.Deserialize(stream, DemoJson.Default.DemoStory) ?? throw new DemoProblem($"{file} is empty.");
            return story.Steps is null ? story : story with { Steps = [.. story.Steps.Select(step => step.Body is null ? step : step with { Body = WithFiles(step.Body, Path.GetDirectoryName(Path.GetFullPath(file))!) })] };
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

    // A text "${file:name}" is the JSON of that file, which is looked for from the folder of the story.
    private static JsonNode? WithFiles(JsonNode? node, string folder) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, WithFiles(field.Value, folder)))),
        JsonArray elements => new JsonArray([.. elements.Select(element => WithFiles(element, folder))]),
        JsonValue value when value.TryGetValue<string>(out var text) && FileName().Match(text) is { Success: true } named => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, named.Groups[1].Value)), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"^\$\{file:([^}]+)\}$")]
    private static partial Regex FileName();

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

            known.UnionWith(CapturedBy(step));
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

    // A name may hold fields of the items: then each item captures one of its own.
    private static IEnumerable<string> CapturedBy(DemoStep step) => step.Capture is null ? []
        : step.ForEach is null ? step.Capture.Keys
        : step.ForEach.SelectMany(item => step.Capture.Keys.Select(name => Variable().Replace(name, field =>
            field.Groups[1].Value.StartsWith("item.", StringComparison.Ordinal) && item[field.Groups[1].Value["item.".Length..]] is { } value ? DemoVariables.AsText(value) : field.Value)));

    private static IEnumerable<string> UnknownVariables(DemoStep step, HashSet<string> known)
    {
        string?[] texts = [step.Path, step.Body?.ToJsonString(DemoText.Readable), step.Say, step.Does, .. step.Headers?.Values ?? [], .. TextsAfterTheAnswer(step)];
        var usable = step.Capture is null ? known : [.. known, .. CapturedBy(step)];
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
