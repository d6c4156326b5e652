using System.Text;
using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Readings;
using Coordination.Host.Platform.Identity;
using Coordination.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Features.RoleViews;

/// <summary>
/// What she may not be told of now changes nothing that answers her: in made-up histories, every answer is the same, byte for byte and tag for tag, before and after something
/// about it happens. When the time is over it is there.
/// </summary>
public sealed class WithheldViewsTests : IDisposable
{
    private static readonly PersonId Maker = new("noor.haddad");
    private static readonly DateTimeOffset Until = ViewScene.Start.AddDays(20);

    private readonly ViewScene _scene = new();
    private readonly CaseId _case;
    private SurvivorId _survivor;
    private ReleaseId _release;

    public WithheldViewsTests() => _case = new(_scene.NewId());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_withheld_from_her_moves_no_answer_to_her(int seed)
    {
        await _scene.FormTaskForce();
        (_survivor, _release) = await _scene.Release(days: 90);
        var chance = new Random(seed);
        List<(DisclosureId Disclosure, CopyId Copy, RecordItemId Item, ProcessId Process)> hidden = [];
        var (given, reports) = (0, 0);
        for (var step = 0; step < 9; step++)
        {
            if (step % 3 == 0)
            {
                await Give();
                given++;
                continue;
            }
            var before = await Answers();
            if (hidden.Count > 0 && chance.Next(3) == 0)
                await AskBack(hidden[chance.Next(hidden.Count)]);
            else
                hidden.Add(await Withhold(byOrder: chance.Next(2) == 0));
            if (chance.Next(2) == 0)
            {
                await WithholdReport();
                reports++;
            }
            await Read(hidden[^1], named: chance.Next(2) == 0);
            var after = await Answers();
            foreach (var (asked, answer) in before)
                Assert.True(answer == after[asked], $"seed {seed}, step {step}, {asked}: {answer}\n{after[asked]}");
        }

        Assert.Equal(given, Count(await Accounting(), "\"madeBy\""));
        Assert.Contains("/v1/ledger/readings", LedgerRoutes);
        Assert.Equal(0, Count(await Pages(Herself, "/v1/ledger/readings"), "\"part\":\"process\""));
        _scene.At(Until);
        Assert.Equal((6, 6), (Count(await Pages(Herself, "/v1/ledger/readings?limit=2"), "\"part\":\"process\""), Count(await Pages(Herself, "/v1/ledger/readings?limit=2"), "\"part\":\"disclosure\"")));
        Assert.Equal(given + hidden.Count + reports, Count(await Accounting(), "\"madeBy\""));
        Assert.Equal(given + hidden.Count, Count(await Pages(Herself, "/v1/ledger/disclosures?limit=2"), "\"underReleases\""));
        Assert.Equal(given + hidden.Count, Count(await Pages(Colleague, "/v1/caseload/disclosures?limit=2"), "\"begunAt\""));
    }

    [Fact]
    public async Task Counsel_and_those_who_worked_on_it_see_it_marked_and_nobody_else_of_the_agency()
    {
        await _scene.FormTaskForce();
        (_survivor, _release) = await _scene.Release(days: 90);
        var withheld = await Withhold(byOrder: false);
        var disclosure = withheld.Disclosure;
        await AskBack(withheld);
        await _scene.Settled();
        var maker = _scene.Host.As(Maker.Value, ViewScene.Harbor.Value, "advocate");
        var counsel = _scene.Host.As("carol.stein", ViewScene.Harbor.Value, "counsel");
        var both = _scene.Host.As("carol.stein", ViewScene.Harbor.Value, "counsel", "advocate");

        foreach (var client in new[] { maker, counsel })
        {
            var seen = (await client.Get($"/v1/disclosures/{disclosure}")).Ok().Json;
            Assert.Equal(("suspension", Until), (seen["notToBeTold"]!["because"]![0]!.GetValue<string>(), seen["notToBeTold"]!["until"]!.GetValue<DateTimeOffset>()));
            Assert.Equal("Det. Cho", seen["suspensions"]![0]!["official"]!.GetValue<string>());
        }

        foreach (var client in new[] { maker, both })
        {
            Assert.Equal(Until, Assert.Single((await client.Get("/v1/caseload/disclosures")).Ok().Json["items"]!.AsArray())!["notToBeTold"]!["until"]!.GetValue<DateTimeOffset>());
            Assert.Contains("letterToSend", (await client.Get("/v1/reminders")).Ok().Text, StringComparison.Ordinal);
            (await client.Get($"/v1/disclosures/{disclosure}/letter")).Ok();
        }

        Assert.Equal(["not-found", "not-found"], new[] { await Colleague.Get($"/v1/disclosures/{disclosure}"), await Colleague.Get($"/v1/disclosures/{disclosure}/letter") }.Select(refused => refused.Problem));
        Assert.Equal("not-found", (await Colleague.Post($"/v1/disclosures/{disclosure}/letter/sent", new { })).Problem);
        Assert.Equal("not-found", (await Colleague.Post($"/v1/disclosures/{disclosure}/make")).Problem);
        Assert.DoesNotContain("letterToSend", (await Colleague.Get("/v1/reminders")).Ok().Text, StringComparison.Ordinal);
        var audited = (await _scene.Host.As("ines", "state-auditor", "auditor").Get($"/v1/audit/survivors/{_survivor}/accounting")).Ok().Json;
        Assert.Equal("suspension", Assert.Single(audited["disclosures"]!.AsArray())!["notToBeTold"]!["because"]![0]!.GetValue<string>());
        _scene.At(Until);
        Assert.Null((await Colleague.Get($"/v1/disclosures/{disclosure}")).Ok().Json["notToBeTold"]);
    }

    [Fact]
    public async Task What_an_order_forbids_to_tell_is_not_in_what_a_revocation_would_ask_back_either()
    {
        await _scene.FormTaskForce();
        (_survivor, _release) = await _scene.Release(days: 90);
        Task<ApiReply> Compared() => Colleague.Post($"/v1/consent/{_survivor}/releases/{_release}/revoke/comparison", new { through = "telephone" });
        var before = (await Compared()).Ok().Text;
        var (disclosure, _, _, _) = await Withhold(byOrder: true, _release);

        Assert.Equal(before, (await Compared()).Ok().Text);
        _scene.At(Until);
        Assert.Contains($"{disclosure}", (await Compared()).Ok().Text, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();

    private ApiClient Herself => _scene.Host.AsSurvivor(_survivor, ViewScene.Harbor.Value);

    private ApiClient Colleague => _scene.Host.As("lena.brandt", ViewScene.Harbor.Value, "advocate");

    // Every route that answers a survivor, whatever is added to them; and what somebody who is not involved can ask at her agency. What the colleague reads is in her ledger, so her ledger is asked last.
    private async Task<Dictionary<string, string>> Answers()
    {
        await _scene.Settled();
        Dictionary<string, string> answers = new() { ["accounting"] = await Accounting() };
        foreach (var path in new[] { "/v1/caseload", "/v1/caseload/disclosures?limit=1", "/v1/caseload/disclosures?limit=2", "/v1/caseload/disclosures?status=letterDue", "/v1/reminders", "/v1/processes", "/v1/processes?limit=1" })
            answers[path] = await Pages(Colleague, path);
        await _scene.Settled();
        foreach (var path in LedgerRoutes.SelectMany(route => route == "/v1/ledger" ? [route] : new[] { route, $"{route}?limit=1", $"{route}?limit=2" }).Concat(["/v1/ledger/disclosures?status=askedBack", "/v1/ledger/disclosures?agency=county-sheriff", "/v1/ledger/disclosures?purpose=investigation"]))
            answers[path] = await Pages(Herself, path);
        return answers;
    }

    private IReadOnlyList<string> LedgerRoutes =>
    [
        .. _scene.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.OfType<AuthorizationPolicy>().Contains(Policies.Survivors) && route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET"))
            .Select(route => $"/{route.RoutePattern.RawText!.Trim('/')}").Order(StringComparer.Ordinal),
    ];

    private async Task<string> Accounting()
    {
        var all = new StringBuilder();
        for (int? after = 0; after is { } from;)
        {
            var page = (await Colleague.Get($"/v1/survivors/{_survivor}/accounting?limit=2&after={from}")).Ok();
            all.AppendLine(page.Headers.ETag!.Tag).AppendLine(page.Text);
            after = page.Json["next"]?.GetValue<int>();
        }
        return all.ToString();
    }

    private static async Task<string> Pages(ApiClient client, string path)
    {
        var all = new StringBuilder();
        for (var next = path; next is not null;)
        {
            var page = (await client.Get(next)).Ok();
            all.AppendLine(page.Text);
            next = page.Json["next"] is { } token ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={Uri.EscapeDataString($"{token}")}" : null;
        }
        return all.ToString();
    }

    // Whoever worked on it reads it: her ledger says so together with what they read, and not before. Older records of reading do not say which process it was.
    private async Task Read((DisclosureId Disclosure, CopyId Copy, RecordItemId Item, ProcessId Process) hidden, bool named)
    {
        var until = ViewScene.Start.AddMinutes(15);
        await _scene.Record(ViewScene.Harbor, $"reading-{new ReadingBookId(ViewScene.Harbor, Maker, DateOnly.FromDateTime(ViewScene.Start.Date), IsForOneDay: true)}",
            new RecordRead(_survivor, RecordPart.Process, until) { Processes = named ? [hidden.Process] : null },
            new RecordRead(_survivor, RecordPart.Disclosure, until) { Disclosures = [hidden.Disclosure] });
    }

    private async Task Give()
    {
        var disclosure = new DisclosureId(_scene.NewId());
        await _scene.Record(ViewScene.Harbor, $"disclosure-{disclosure}",
            [new DisclosureOffered(disclosure, ViewScene.Harbor, new(ViewScene.Sheriff, ViewScene.Dana), Purpose.Investigation, _survivor, _case), .. Made(disclosure, _release, null).Events]);
    }

    private async Task<(DisclosureId Disclosure, CopyId Copy, RecordItemId Item, ProcessId Process)> Withhold(bool byOrder, ReleaseId? release = null)
    {
        var (disclosure, process) = (new DisclosureId(_scene.NewId()), new ProcessId(_scene.NewId()));
        await _scene.Record(ViewScene.Harbor, $"process-{process}", new ProcessServed
        {
            Process = process,
            Kind = ProcessKind.CourtOrder,
            Agency = ViewScene.Harbor,
            Survivor = _survivor,
            Case = _case,
            Authority = new(ViewScene.Sheriff, null),
            IssuedBy = Sensitive.Of("Superior Court"),
            Reference = Sensitive.Of("26-CR-1"),
            Names = new([], []),
            Part2Order = false,
            By = Maker,
            TellingForbidden = byOrder ? new(Sensitive.Of("sealed"), Until) : null,
        });
        var (events, copy, item) = Made(disclosure, release, process);
        DomainEvent[] statement = byOrder ? [] : [new AccountingSuspended(StatementForm.Written, Sensitive.Of("Det. Cho"), Sensitive.Of("arrests are planned"), ViewScene.Start, Until, Maker)];
        await _scene.Record(ViewScene.Harbor, $"disclosure-{disclosure}",
        [
            new DisclosureOffered(disclosure, ViewScene.Harbor, new(ViewScene.Sheriff, null), Purpose.Investigation, _survivor, _case) { Under = new(process, ClaimedBasis.CourtOrder) }, .. events, .. statement,
        ]);
        return (disclosure, copy, item, process);
    }

    // Told by telephone and never given from here.
    private async Task WithholdReport()
    {
        var process = new ProcessId(_scene.NewId());
        await _scene.Record(ViewScene.Harbor, $"process-{process}",
            new ProcessServed
            {
                Process = process,
                Kind = ProcessKind.MandatedReport,
                Agency = ViewScene.Harbor,
                Survivor = _survivor,
                Case = _case,
                Authority = new(ViewScene.Sheriff, null),
                IssuedBy = Sensitive.Of("the advocate on duty"),
                Reference = Sensitive.Of("call at night"),
                Names = new([], [InformationCategory.Employment]),
                Part2Order = false,
                By = Maker,
                Report = ReportKind.Injury,
                Made = new(Channel.Telephone, ViewScene.Start),
            },
            new ReportAccountingSuspended(StatementForm.Written, Sensitive.Of("Det. Cho"), Sensitive.Of("arrests are planned"), ViewScene.Start, Until, Maker));
    }

    private Task AskBack((DisclosureId Disclosure, CopyId Copy, RecordItemId Item, ProcessId Process) given) =>
        _scene.Record(ViewScene.Harbor, $"disclosure-{given.Disclosure}", new RetractionNoticeSent(given.Item, RecallCause.Retracted, [given.Copy], ViewScene.Start.AddDays(3)) { ByLetter = true });

    private (DomainEvent[] Events, CopyId Copy, RecordItemId Item) Made(DisclosureId disclosure, ReleaseId? release, ProcessId? process)
    {
        var (copy, item) = (new CopyId(_scene.NewId()), new RecordItemId(_scene.NewId()));
        var verdict = new Verdict(
            Outcome.Permit, [new(item, Outcome.Permit, SharingMode.IdentifiedVerbatim, release, [release is null ? new("CG-17", RuleEffect.Permit, "compelled") : new("CG-01", RuleEffect.Permit, "released", release)])],
            [Obligation.Account], release is { } under ? [under] : [], 2, 1, "2026-2", ViewScene.Start)
        { Process = process is { } rests ? new(rests, 1) : null };
        return
        (
            [
                new DisclosureAuthorized(_survivor, _case, verdict, Maker),
                new DisclosureMade(new(ViewScene.Sheriff, null), Purpose.Investigation, [new(copy, item, InformationCategory.Employment, SharingMode.IdentifiedVerbatim, Sensitive.Of("what was given"))], [Obligation.Account], "notice", verdict, Maker),
            ],
            copy, item
        );
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
