using System.Buffers.Text;
using System.Net;
using System.Text;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;
using Coordination.Host.TransparencyLog;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.TransparencyLog;

public sealed class LogRouteTests(LogRouteTests.Served served) : IClassFixture<LogRouteTests.Served>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_auditor_fetches_everything_that_it_takes_to_verify_the_log()
    {
        var checkpoint = SignedCheckpoint.Parse(await Fetch("checkpoint", "auditor")).Value!;
        var tree = new TileTree();
        for (var index = 0; tree.Size < checkpoint.Checkpoint.Size; index++)
            foreach (var entry in EntryBundle.Read(await Fetch(new BundleId(index, (int)Math.Min(256, checkpoint.Checkpoint.Size - tree.Size)).Path, "auditor"))!)
                tree.Append(MerkleHashing.Leaf(entry.Span));
        Assert.Equal(checkpoint.Checkpoint.Root, tree.Root());
        foreach (var (id, tile) in tree.TakeFull().Concat(tree.Edge()))
            Assert.Equal(tile.Bytes.ToArray(), await Fetch(id.Path, "auditor"));
    }

    [Fact]
    public async Task A_proof_over_HTTP_holds_without_the_server()
    {
        var policy = WitnessPolicy.Parse(Encoding.UTF8.GetBytes($"log {served.Log.Keys.Known[0]}\nquorum none\n")).Value!;
        Assert.True(ProofCheck.Check(await Fetch("proofs/321", "auditor"), policy).Holds);
        Assert.Equal(HttpStatusCode.NotFound, await Status("proofs/601", "auditor"));
        Assert.Equal(HttpStatusCode.NotFound, await Status("proofs/0", "auditor"));
    }

    [Fact]
    public async Task Everybody_else_gets_yesterdays_checkpoint_and_nothing_more()
    {
        Assert.Equal(HttpStatusCode.NotFound, await Status("checkpoint", "partner"));
        served.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(600, SignedCheckpoint.Parse(await Fetch("checkpoint", "partner")).Value!.Checkpoint.Size);
        foreach (var path in new[] { "tile/0/000", "tile/entries/000", "proofs/1", "verification" })
            Assert.Equal(HttpStatusCode.Forbidden, await Status(path, "partner"));
    }

    [Fact]
    public async Task A_host_that_serves_signs_what_is_recorded_with_a_key_that_it_is_given()
    {
        var folder = Directory.CreateTempSubdirectory("coordination-signing-").FullName;
        await using var database = await TestDatabase.Create();
        await using var host = new CoordinationHost { Database = database }.With("TransparencyLog:Enabled", "true").With("TransparencyLog:KeyFile", Path.Combine(folder, "log.key"));
        (await host.As("amina", "open-door", "advocate").Post("/v1/survivors", new { calledBy = "L." })).Ok();
        var auditor = host.As("noor", "county-auditor", "auditor");
        await LogFixture.Until(async () =>
        {
            using var answer = await auditor.GetRaw("/v1/log/checkpoint");
            return answer.StatusCode == HttpStatusCode.OK;
        });

        using var proof = await auditor.GetRaw("/v1/log/proofs/1");
        var policy = WitnessPolicy.Parse(Encoding.UTF8.GetBytes($"log {KeyFile.Read(Path.Combine(folder, "log.key")).Known[0]}\nquorum none\n")).Value!;
        var found = ProofCheck.Check(await proof.Content.ReadAsByteArrayAsync(Cancellation), policy);
        Assert.True(found.Holds, found.Why);
        Assert.Equal("survivor-welcomed.v1", found.Event!.Type);
        await VerifyOverHttp(auditor);
        Directory.Delete(folder, recursive: true);
    }

    private async Task VerifyOverHttp(ApiClient auditor)
    {
        using var newest = await auditor.GetRaw("/v1/log/checkpoint");
        var kept = await newest.Content.ReadAsByteArrayAsync(Cancellation);
        var (holds, found) = await Verified(auditor, kept);
        Assert.True(holds, found);

        var anothers = $"{(await served.Log.Newest()).Note}";
        (holds, found) = await Verified(auditor, Encoding.UTF8.GetBytes(anothers));
        Assert.False(holds);
        Assert.Contains("kept", found, StringComparison.Ordinal);

        var unreadable = await auditor.Get("/v1/log/verification?since=bm8");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "since"), (unreadable.Status, unreadable.Field));
    }

    private static async Task<(bool Holds, string Findings)> Verified(ApiClient auditor, byte[] kept)
    {
        var report = (await auditor.Get($"/v1/log/verification?since={Base64Url.EncodeToString(kept)}")).Ok().Json;
        return (report["holds"]!.GetValue<bool>(), report["findings"]!.ToJsonString());
    }

    [Theory]
    [InlineData("tile/0/003"), InlineData("tile/0/000.p/0"), InlineData("tile/0/002.p/100"), InlineData("tile/entries/002"), InlineData("tile/entries/009.p/1"), InlineData("tile/0/0"), InlineData("tile/99/000"), InlineData("tile/0/..%2f000"), InlineData("tile/x")]
    public async Task What_is_not_there_is_not_found(string path) => Assert.Equal(HttpStatusCode.NotFound, await Status(path, "auditor"));

    [Fact]
    public async Task Nothing_of_it_is_cached_on_the_way()
    {
        foreach (var path in new[] { "checkpoint", "tile/0/000", "tile/entries/000" })
        {
            using var answer = await Get(path, "auditor");
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
    }

    private async Task<byte[]> Fetch(string path, string role)
    {
        using var answer = await Get(path, role);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Cancellation);
    }

    private async Task<HttpStatusCode> Status(string path, string role)
    {
        using var answer = await Get(path, role);
        return answer.StatusCode;
    }

    private Task<HttpResponseMessage> Get(string path, string role) => served.Host.As("noor", "county-auditor", role).GetRaw($"/v1/log/{path}");

    /// <summary>A host with a log and its tree, which these tests only read. One of them lets a day go by; who has a token from now on notices nothing of it.</summary>
    public sealed class Served : IAsyncLifetime
    {
        public AdjustableTime Time { get; } = new(DateTimeOffset.UtcNow);

        public LogFixture Log { get; private set; } = null!;

        public CoordinationHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Log = await LogFixture.Create();
            await Log.Append(600);
            await Log.Integrate();
            Host = new CoordinationHost { Database = Log.Database, Time = Time, TokenTime = Time };
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await Log.DisposeAsync();
        }
    }
}
