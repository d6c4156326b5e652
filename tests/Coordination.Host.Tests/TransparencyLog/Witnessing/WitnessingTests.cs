using System.Text;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;
using Coordination.Host.TransparencyLog;
using Coordination.Host.TransparencyLog.Witnessing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Coordination.Host.Tests.TransparencyLog.Witnessing;

/// <summary>A log and three witnesses, each a process of its own.</summary>
[Trait("Prove", "true")]
public sealed class WitnessingTests : IAsyncLifetime
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private LogFixture _log = null!;
    private WitnessProcess[] _witnesses = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _log = await LogFixture.Create();
        _witnesses = [.. Enumerable.Range(1, 3).Select(i => new WitnessProcess($"w{i}", _log.Keys.Known[0]))];
        await Task.WhenAll(_witnesses.Select(witness => witness.Start()));
    }

    public async ValueTask DisposeAsync()
    {
        Array.ForEach(_witnesses, witness => witness.Dispose());
        _http.Dispose();
        await _log.DisposeAsync();
    }

    [Fact]
    public async Task Witnesses_that_die_at_any_moment_cosign_one_history_and_a_split_view_is_found()
    {
        var feed = Feed(_log);
        var random = new Random(11);
        for (var round = 0; round < 6; round++)
        {
            await _log.Append(random.Next(1, 90));
            await _log.Integrate();
            var victim = _witnesses[random.Next(3)];
            var asking = feed.Round(Cancellation);
            await Task.Delay(random.Next(0, 8), Cancellation);
            victim.Kill();
            await asking;
            await victim.Start();
            await feed.Round(Cancellation);
            Assert.Equal(3, (await _log.Tree.Newest(0, 0, Cancellation))!.Cosignatures);
        }

        await AssertProven(quorum: 3);
        await ShowAnotherHistoryTo(_witnesses[2]);
    }

    /// <summary>Somebody with the log's key shows the third witness a history of his own, which grew out of the common one.</summary>
    private async Task ShowAnotherHistoryTo(WitnessProcess victim)
    {
        await using var fork = await Fork();
        await fork.Append(40);
        await fork.Integrate();
        Assert.IsType<Witnessed.Cosigned>(await Client(fork, victim).Ask(await fork.Newest(), Cancellation));

        await _log.Append(50);
        await _log.Integrate();
        Assert.Equal(2, await Feed(_log).Round(Cancellation));
        Assert.IsType<Witnessed.SawAnother>(await Client(_log, victim).Ask(await _log.Newest(), Cancellation));
        Assert.NotEmpty(victim.Forks);
        var evidence = await File.ReadAllTextAsync(victim.Forks[0], Cancellation);
        Assert.Contains((await fork.Newest()).Checkpoint.Root.Value.ToBase64(), evidence, StringComparison.Ordinal);
        Assert.Contains((await _log.Newest()).Checkpoint.Root.Value.ToBase64(), evidence, StringComparison.Ordinal);
        Assert.Contains((await _log.Verify(await fork.Newest())).Findings, finding => finding.Kind is "fork" or "missing");
        await AssertProven(quorum: 2);
        Assert.False((await Check(quorum: 3)).Holds);
    }

    private async Task AssertProven(int quorum)
    {
        var found = await Check(quorum);
        Assert.True(found.Holds, found.Why);
        Assert.Equal(quorum, found.Signers.Count(signer => signer.SignedAt is not null));
    }

    /// <summary>The last position of the log, checked as somebody does who has the file and the policy only.</summary>
    private async Task<CheckedProof> Check(int quorum)
    {
        var policy = new StringBuilder($"log {_log.Keys.Known[0]}\n");
        foreach (var witness in _witnesses)
            policy.Append(System.Globalization.CultureInfo.InvariantCulture, $"witness {witness.Name} {witness.Key} {witness.Address}\n");
        policy.Append(System.Globalization.CultureInfo.InvariantCulture, $"group enough {quorum} w1 w2 w3\nquorum enough\n");
        var (proof, _) = await _log.Services.GetRequiredService<Prover>().Inclusion(await _log.Tree.Size(Cancellation), Cancellation);
        return ProofCheck.Check(Encoding.UTF8.GetBytes(proof!.ToString()), WitnessPolicy.Parse(Encoding.UTF8.GetBytes(policy.ToString())).Value!);
    }

    private async Task<LogFixture> Fork()
    {
        var fork = await LogFixture.Create();
        fork.Keys = _log.Keys;
        await fork.CopyFrom(_log);
        await fork.Integrate();
        Assert.Equal((await _log.Newest()).Checkpoint, (await fork.Newest()).Checkpoint with { Extensions = (await _log.Newest()).Checkpoint.Extensions });
        return fork;
    }

    private WitnessClient Client(LogFixture log, WitnessProcess witness) =>
        new(_http, new(witness.Name, witness.Key, witness.Address), log.Services.GetRequiredService<Prover>());

    private WitnessFeed Feed(LogFixture log) => new(log.Tree, [.. _witnesses.Select(witness => Client(log, witness))], NullLogger<WitnessFeed>.Instance);
}
