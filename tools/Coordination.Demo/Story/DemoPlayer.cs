using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Domain;

namespace Coordination.Demo.Story;

/// <summary>Plays a story through the public API. Each step uses the token of its actor; the first unexpected answer ends it.</summary>
internal sealed class DemoPlayer(HttpClient http, IReadOnlyDictionary<string, DemoPerson> people, Func<DemoPerson, string> tokenFor, DemoText text, TimeProvider clock)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly DemoVariables _variables = new(clock);
    private readonly HashSet<string> _introduced = [];

    public async Task Play(DemoStory story, CancellationToken cancellation)
    {
        text.Title(story.Title, story.About);
        for (var index = 0; index < story.Steps.Count; index++)
        {
            try
            {
                await PlayStep(story.Steps[index], index + 1, cancellation);
            }
            catch (DemoProblem problem)
            {
                throw new DemoProblem($"Step {index + 1} of {story.Steps.Count} was not as expected. {problem.Message}");
            }
        }
    }

    private async Task PlayStep(DemoStep step, int number, CancellationToken cancellation)
    {
        if (step.Chapter is not null)
        {
            text.Chapter(step.Chapter);
            _introduced.Clear();
        }

        if (step.Say is not null)
        {
            text.Say(_variables.Fill(step.Say));
        }

        if (!step.IsRequest)
        {
            return;
        }

        await Act(step, number, cancellation);
    }

    private async Task Act(DemoStep step, int number, CancellationToken cancellation)
    {
        var person = people[step.Who!];
        (string Does, int Status, int Times) told = ("", 0, 0);
        foreach (var item in step.ForEach ?? (IReadOnlyList<JsonObject?>)[null])
        {
            var does = _variables.Fill(step.Does!, item);
            if (does != told.Does)
            {
                text.Act(NameOf(person), does);
            }

            var (status, body) = await Ask(step, person, number, item, cancellation);
            told = (does, status, told.Status == status ? told.Times + 1 : 1);
            if (item is null || item == step.ForEach![^1] || step.Show is not null)
            {
                text.Request(step.Method!, DemoVariables.Named(step.Path!), status, told.Times);
                told.Times = 0;
            }

            Tell(step, body, item);
        }
    }

    /// <summary>Somebody is introduced once in a chapter.</summary>
    private string NameOf(DemoPerson person) => _introduced.Add(person.Person) ? person.Introduced : person.Name;

    /// <summary>Sends the request until it is answered as expected and the checks hold, or until there is no more time for it.</summary>
    private async Task<(int Status, JsonNode? Body)> Ask(DemoStep step, DemoPerson person, int number, JsonObject? item, CancellationToken cancellation)
    {
        var path = _variables.Fill(step.Path!, item);
        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(step.Within ?? 0);
        while (true)
        {
            var (status, body) = await Send(step, person, path, number, item, cancellation);
            await AddFurtherPages(step, person, path, number, item, body, cancellation);
            var unmet = IsExpected(step, status) ? UnmetChecks(step, body).ToList() : [];
            if (IsExpected(step, status) && unmet.Count == 0)
            {
                return (status, body);
            }

            if (step.Within is null || clock.GetUtcNow() >= until)
            {
                throw new DemoProblem(Describe(step, person, path, status, body, unmet));
            }

            await Task.Delay(BetweenLooks, clock, cancellation);
        }
    }

    /// <summary>Adds the rest of a list to its first page, so that a check finds its row in a database that holds many others.</summary>
    private async Task AddFurtherPages(DemoStep step, DemoPerson person, string path, int number, JsonObject? item, JsonNode? body, CancellationToken cancellation)
    {
        if (!step.IsRead || path.Contains("limit=", StringComparison.Ordinal) || body is not JsonObject { } list || list["items"] is not JsonArray items)
        {
            return;
        }

        for (var page = list; page["next"] is JsonValue next;)
        {
            var address = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={Uri.EscapeDataString(next.ToString())}";
            if (await Send(step, person, address, number, item, cancellation) is not (200, JsonObject { } more) || more["items"] is not JsonArray rows)
            {
                return;
            }

            foreach (var row in rows.ToList())
            {
                rows.Remove(row);
                items.Add(row);
            }

            page = more;
        }
    }

    private async Task<(int Status, JsonNode? Body)> Send(DemoStep step, DemoPerson person, string path, int number, JsonObject? item, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(step.Method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokenFor(person));
        if (!step.IsRead)
        {
            request.Headers.Add("Idempotency-Key", $"{_variables.Fill("${run}")}-{number}-{Guid.NewGuid():N}");
        }

        foreach (var (name, value) in step.Headers ?? new Dictionary<string, string>())
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, _variables.Fill(value, item));
        }

        if (step.Body is not null)
        {
            var json = _variables.Fill(step.Body, item)!.ToJsonString();
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request, cancellation);
        return ((int)response.StatusCode, await ReadBody(response, cancellation));
    }

    private static async Task<JsonNode?> ReadBody(HttpResponseMessage response, CancellationToken cancellation)
    {
        var content = await response.Content.ReadAsStringAsync(cancellation);
        if (content.Length == 0)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(content);
        }
        catch (JsonException)
        {
            return JsonValue.Create(content);
        }
    }

    private static bool IsExpected(DemoStep step, int status) => step.Expect?.Contains(status) ?? status is >= 200 and < 300;

    private IEnumerable<string> UnmetChecks(DemoStep step, JsonNode? body)
    {
        foreach (var check in step.Check ?? [])
        {
            var at = _variables.Fill(check.At);
            var found = DemoSelector.Select(body, at);
            var seen = DemoVariables.AsText(found);
            var unmet = check switch
            {
                { Exists: { } wanted } => wanted == found is not null ? null : wanted ? "was to be there" : "was not to be there",
                { Is: { } wanted } => JsonNode.DeepEquals(_variables.Fill(wanted), found) ? null : $"was to be {DemoVariables.AsText(_variables.Fill(wanted))}",
                { Contains: { } wanted } => seen.Contains(_variables.Fill(wanted), StringComparison.Ordinal) ? null : $"was to contain \"{_variables.Fill(wanted)}\"",
                { Lacks: { } unwanted } => seen.Contains(_variables.Fill(unwanted), StringComparison.Ordinal) ? $"was not to contain \"{_variables.Fill(unwanted)}\"" : null,
                { Count: { } wanted } => (found as JsonArray)?.Count == wanted ? null : $"was to have {Quantity.Of(wanted, "element")}",
                _ => null,
            };
            if (unmet is not null)
            {
                yield return $"{(at.Length == 0 ? "The answer" : at)} {unmet}.{(check.Otherwise is { } otherwise ? $" {otherwise}" : "")}";
            }
        }
    }

    private void Tell(DemoStep step, JsonNode? body, JsonObject? item)
    {
        foreach (var (name, at) in step.Capture ?? new Dictionary<string, string>())
        {
            var value = DemoSelector.Select(body, _variables.Fill(at))
                ?? throw new DemoProblem($"\"{name}\" was to be captured at {at}, and the answer has nothing there: {DemoVariables.AsText(body)}");
            _variables.Keep(_variables.Fill(name, item), value);
        }

        foreach (var show in step.Show ?? [])
        {
            text.Show(show.Label, DemoSelector.Select(body, _variables.Fill(show.At)), show.Fields);
        }

        foreach (var because in (step.Check ?? []).Select(check => check.Because).OfType<string>())
        {
            text.Holds(because);
        }
    }

    private static string Describe(DemoStep step, DemoPerson person, string path, int status, JsonNode? body, List<string> unmet)
    {
        List<string> lines = [$"{person.Introduced} {step.Does}", $"{step.Method} {path} answered {status}"];
        if (unmet.Count == 0)
        {
            lines[1] += $"; expected was {(step.Expect is null ? "2xx" : string.Join(" or ", step.Expect))}";
        }

        lines.AddRange(unmet);
        if (body is not null)
        {
            lines.Add("The answer: " + body.ToJsonString(new JsonSerializerOptions(DemoText.Readable) { WriteIndented = true }));
        }

        return string.Join(Environment.NewLine, lines);
    }
}
