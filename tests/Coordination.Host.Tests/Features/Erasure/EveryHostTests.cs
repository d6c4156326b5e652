using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Erasure;

/// <summary>
/// Two hosts on one database, with what both remember and with every key at hand, and nothing that follows the log runs any more: an erasure holds on
/// both from its answer on, for whatever can be asked.
/// </summary>
public sealed class EveryHostTests : IAsyncLifetime
{
    private readonly string _keys = Directory.CreateTempSubdirectory("coordination-hosts-").FullName;
    private readonly TestDatabase _database = new();
    private CoordinationHost _one = null!, _other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        (_one, _other) = (Host(), Host());
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    [Fact]
    public async Task Nothing_of_hers_is_read_on_any_host_from_the_answer_on_whatever_is_asked()
    {
        var scene = await ErasureScene.Begin(_one);
        var described = (await _one.WithToken(null).Get("/openapi/v1.json")).Ok().Json["paths"]!.AsObject();
        var asked = scene.Questions().ToList();
        Assert.Equal(described.Where(path => path.Value!["get"] is not null).Select(path => path.Key).Order(StringComparer.Ordinal), asked.Select(question => question.Path).Distinct().Order(StringComparer.Ordinal));
        foreach (var host in new[] { _one, _other })
            foreach (var question in asked)
                await Eventually(async () => ErasureScene.IsSaidIn(await question.Ask(host)) == question.ShowsHer, question.Address);

        await using var late = await _database.HoldViews();
        await scene.Erase();

        foreach (var host in new[] { _other, _one })
            foreach (var question in asked)
            {
                var answer = await question.Ask(host);
                Assert.True(ErasureScene.IsSaidIn(answer) == question.IsTheRequesters, $"{question.Address}: {answer}");
                Assert.True(question.KeepsHerRow || !scene.Survivors.Any(her => answer.Contains(her, StringComparison.Ordinal)), $"{question.Address}: {answer}");
            }
    }

    private CoordinationHost Host() => new()
    {
        Database = _database,
        KeyFolder = _keys,
    };

    private static async Task Eventually(Func<Task<bool>> holds, string what)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 400, $"Before the erasure it is not as the scene says: {what}");
            await Task.Delay(50, Cancellation);
        }
    }
}
