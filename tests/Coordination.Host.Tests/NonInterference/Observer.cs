using Coordination.Testing;

namespace Coordination.Host.Tests.NonInterference;

/// <summary>Writes down everything that the looking agency's people get: status, headers, body.</summary>
internal sealed class Observer
{
    private static readonly string[] s_kinds = ["disclosure", "review", "case", "survivor", "consent", "concern", "mandate"];

    private static readonly string[] Views =
    [
        "/v1/inbox", "/v1/inbox/disclosures", "/v1/inbox/disclosures?status=new", "/v1/inbox/disclosures?status=recalled&dueBefore=2026-12-01T00:00:00Z", "/v1/inbox/actions",
        "/v1/inbox/actions?status=completed,open", "/v1/requests", "/v1/requests?status=answered", "/v1/me", "/v1/board", "/v1/caseload", "/v1/caseload/disclosures",
        "/v1/inbox/disclosures?limit=0", "/v1/reminders?days=30&zone=America/Chicago", "/v1/inbox/reviews", "/v1/inbox/referrals", "/v1/outcomes/2025-q1", "/v1/concerns", "/v1/operations", "/v1/council/changes", "/v1/caseload/mandates", "/v1/caseload/reports",
        "/v1/concerns?limit=2", "/v1/certifications", "/v1/task-force", "/v1/board?waitFor=taskforce@9", "/v1/inbox/disclosures?agency=open-door&purpose=investigation", "/v1/requests?agency=open-door", "/v1/requests?status=prepared",
    ];

    private readonly List<string> _seen = [];
    private string? _mark;

    public IReadOnlyList<string> Seen => _seen;

    public void Saw(string what, ApiReply reply)
    {
        var headers = reply.Headers.Concat(reply.ContentHeaders).Where(header => header.Key is not ("Date" or "traceparent"))
            .OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {string.Join(",", header.Value)}");
        _seen.Add($"{what}\n{(int)reply.Status}\n{string.Join('\n', headers)}\n{reply.Text}");
        if (reply.Headers.TryGetValues("Read-Mark", out var marks))
            _mark = marks.Single();
    }

    /// <summary>Looks at everything that there is to look at, and tries what is hidden.</summary>
    public async Task LookAround(Scene scene, CommonHistory common, IEnumerable<string> hidden, IEnumerable<string> foreign)
    {
        foreach (var message in await Deliveries.To(scene.Side, scene.Looker, scene.Other))
            _seen.Add($"webhook\n{message}");
        Saw("endpoints", await scene.LookersAdministrator.Get("/v1/webhooks"));
        foreach (var path in Views)
        {
            Saw(path, await scene.Looks.Get(path));
            if (path.Length < 24)
                Saw($"colleague {path}", await scene.Colleague.Get(path));
        }
        await Pages(scene, "/v1/requests?limit=1");
        await Pages(scene, "/v1/inbox/disclosures?limit=2");
        await Pages(scene, "/v1/reminders?days=90&limit=1");
        foreach (var disclosure in common.Asked.Concat(common.Made).Distinct())
            Saw("disclosure", await scene.Looks.Get($"/v1/disclosures/{scene.Name(disclosure)}"));
        if (common.Made.Count > 0)
            Saw("on paper", await scene.Looks.Get($"/v1/disclosures/{scene.Name(common.Made[^1])}/page"));
        if (common.Review.Length > 0)
        {
            Saw("review", await scene.Looks.Get($"/v1/reviews/{scene.Name(common.Review)}"));
            Saw("colleague's review", await scene.Colleague.Get($"/v1/reviews/{scene.Name(common.Review)}"));
        }
        foreach (var agency in new[] { scene.Looker, scene.Custodian })
            Saw("agency", await scene.LookersAdministrator.Get($"/v1/agencies/{agency}"));
        if (_mark is not null)
            Saw("waited for what was done", await scene.Looks.Get($"/v1/caseload?waitFor={_mark}"));
        List<string> things = [.. hidden];
        foreach (var thing in things)
            await Try(scene, common, scene.Name(thing));
        if (things.Count > 0 && scene.Waits)
            await Wait(scene, things, foreign);
    }

    /// <summary>Waits for what is hidden, by every name that it could have, all at once: each takes as long as a view is waited for.</summary>
    private async Task Wait(Scene scene, List<string> hidden, IEnumerable<string> foreign)
    {
        string[] marks = [.. hidden.SelectMany(thing => s_kinds.Select(kind => $"{kind}-{scene.Name(thing)}@1")), $"agency-{scene.Looker}@5", "taskforce@9", "council@1", "AAAA", .. foreign];
        foreach (var (mark, reply) in marks.Zip(await Task.WhenAll(marks.Select(mark => scene.Looks.Get($"/v1/caseload?waitFor={mark}")))))
            Saw($"waited for {mark}", reply);
    }

    private async Task Pages(Scene scene, string path)
    {
        for (var (next, page) = ("", 0); next is not null && page < 4; page++)
        {
            var reply = await scene.Looks.Get(next.Length == 0 ? path : $"{path}&after={next}");
            Saw($"page {page}", reply);
            next = (int)reply.Status == 200 ? reply.Json["next"]?.GetValue<string>() : null;
        }
    }

    private async Task Try(Scene scene, CommonHistory common, string name)
    {
        Saw("try", await scene.Looks.Get($"/v1/disclosures/{name}"));
        Saw("try", await scene.Looks.Post($"/v1/disclosures/{name}/acknowledge", key: $"try-{name}", ifMatch: "\"2\""));
        Saw("try", await scene.Looks.Get($"/v1/reviews/{name}"));
        Saw("try", await scene.Looks.Get($"/v1/cases/{name}"));
        Saw("try", await scene.Looks.Get($"/v1/consent/{name}"));
        Saw("try", await scene.Looks.Get($"/v1/concerns/{name}"));
        Saw("try", await scene.Looks.Get($"/v1/operations/{name}"));
        Saw("try", await scene.Looks.Get($"/v1/mandates/{name}"));
        Saw("try", await scene.Looks.Post($"/v1/concerns/{name}/answer", new { answer = "We were not there." }, $"concern-{name}"));
        if (common.Review.Length > 0)
            Saw("try", await scene.Looks.Post($"/v1/reviews/{scene.Name(common.Review)}/items/{name}/recusal", key: $"recuse-{name}"));
    }
}
