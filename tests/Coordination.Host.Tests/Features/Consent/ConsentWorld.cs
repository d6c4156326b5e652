using Coordination.Testing;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>A task force with three agencies, made over HTTP, and survivors whom one of them serves.</summary>
public sealed class ConsentWorld(CoordinationHost host)
{
    public ApiClient Admin { get; } = host.As("imani.cole", "task-force-office", "administrator");
    public ApiClient Advocate { get; } = host.As("amina.yusuf", "open-door", "advocate");
    public ApiClient Elsewhere { get; } = host.As("lena.ortiz", "harbor-house", "advocate");
    public ApiClient Detective { get; } = host.As("dana.whitfield", "county-sheriff", "partner");

    public static object[] AllTopics { get; } = ["risks", "alternatives", "consequences"];

    public async Task<ConsentWorld> Begin()
    {
        await host.Once(Form);
        return this;
    }

    private async Task Form()
    {
        if ((await Admin.Get("/v1/task-force")).Problem is null)
            return;
        (await Admin.Post("/v1/task-force", new { name = "Valley task force", jurisdiction = "Valley", coordinatingAgency = "task-force-office" })).Ok();
        (await Admin.Post("/v1/task-force/policy", new { settings = new { longestReleaseDays = 90, quorumMembers = 3, recallDays = 10 } })).Ok();
        await Join("open-door", "victimServices", "amina.yusuf");
        await Join("county-sheriff", "lawEnforcement", "dana.whitfield");
        await Join("river-clinic", "medical", "priya.nair");
        foreach (var (agency, colleague) in new[] { ("open-door", "nina.hall"), ("county-sheriff", "lou.marsh"), ("river-clinic", "marta.ruiz") })
            (await Admin.Post($"/v1/agencies/{agency}/trainings", new { person = colleague, validUntil = DateTimeOffset.UtcNow.AddDays(365) })).Ok();
    }

    public async Task Join(string agency, string kind, string person)
    {
        (await Admin.Post("/v1/agencies", new { agency, name = $"The {agency}", kind, profiles = Array.Empty<string>() })).Ok();
        (await Admin.Post($"/v1/agencies/{agency}/agreements", new { reference = "mou", ends = DateTimeOffset.UtcNow.AddDays(365) })).Ok();
        (await Admin.Post($"/v1/agencies/{agency}/trainings", new { person, validUntil = DateTimeOffset.UtcNow.AddDays(365) })).Ok();
    }

    /// <summary>A survivor with an open consent record; answers its address.</summary>
    public async Task<string> Welcome()
    {
        var survivor = (await Advocate.Post("/v1/survivors", new { calledBy = "Marisol" })).Ok().Id;
        (await Advocate.Post($"/v1/consent/{survivor}")).Ok();
        return $"/v1/consent/{survivor}";
    }

    public async Task<string> Explained()
    {
        var consent = await Welcome();
        (await Advocate.Post($"{consent}/notices", new { recipients = new[] { "county-sheriff" }, topics = AllTopics, language = "Mixtec", interpreter = true })).Ok();
        return consent;
    }

    /// <summary>Ninety days for the detective: her account as a summary, what she knows of the farm in full.</summary>
    public static object Release(object? terms = null, object? signatures = null) => new
    {
        terms = terms ?? Terms(),
        signatures = signatures ?? new object[] { new { capacity = "survivor", method = "electronic" } },
        warningsAcknowledged = new[] { "mayReachDefense" },
    };

    public static object Terms(int? days = 90, string recipient = "county-sheriff", object? grants = null) => new
    {
        recipients = new object[] { new { agency = recipient } },
        grants = grants ?? new object[] { new { category = "narrative", widestMode = "identifiedSummary" }, new { category = "exploiterInformation", widestMode = "identifiedVerbatim" } },
        purposes = new[] { "investigation" },
        days,
    };
}
