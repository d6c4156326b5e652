using System.Collections.Concurrent;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using static Coordination.Testing.AppendRequests;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>
/// Writers that append to streams of their own and to shared ones, some of them impatient, and that remember what the store told
/// them. The choices come from a seed; the interleaving does not.
/// </summary>
internal sealed class Writers(int seed, int appendsEach)
{
    private static readonly string[] Shared = ["shared-1", "shared-2", "shared-3"];

    /// <summary>Request by request, what was acknowledged.</summary>
    public ConcurrentQueue<(AppendRequest Request, AppendResult.Appended Result)> Acknowledged { get; } = new();

    /// <summary>Events of requests that the store said it did not store.</summary>
    public ConcurrentDictionary<Guid, string> Declined { get; } = new();

    public int Unknown;
    public int Cancelled;
    public int Conflicts;

    public async Task Run(int number, IEventStore store)
    {
        var random = new Random(HashCode.Combine(seed, number));
        for (var turn = 0; turn < appendsEach; turn++)
        {
            try
            {
                await Append(store, await Compose(number, turn, store, random), random);
            }
            catch (StoreUnavailableException)
            {
                Interlocked.Increment(ref Unknown);
                await Task.Delay(random.Next(1, 20));
            }
        }
    }

    private static async ValueTask<AppendRequest> Compose(int number, int turn, IEventStore store, Random random)
    {
        var own = $"own-{number}";
        var shared = Shared[random.Next(Shared.Length)];
        var request = random.Next(4) switch
        {
            0 => Of(Write(shared, await VersionOf(store, shared), Events(random.Next(1, 4)))),
            1 => Of(Write(own, await VersionOf(store, own), Events(1)), Write(shared, await VersionOf(store, shared), Events(2))),
            2 => Of(Write(own, await VersionOf(store, own), Events(2))).If(new StreamCheck(shared, (await VersionOf(store, shared)).Encoded)),
            _ => Of(Write($"new-{number}-{turn}", ExpectedVersion.NoStream, Events(1))),
        };
        return random.Next(3) == 0 ? request.Answering($"{number}-{turn}") : request;
    }

    private async Task Append(IEventStore store, AppendRequest request, Random random)
    {
        using var patience = new CancellationTokenSource();
        if (random.Next(5) == 0)
            patience.CancelAfter(TimeSpan.FromMilliseconds(random.Next(0, 6)));
        try
        {
            switch (await store.Append(request, patience.Token))
            {
                case AppendResult.Appended appended:
                    Acknowledged.Enqueue((request, appended));
                    break;
                case AppendResult.Conflict conflict:
                    Interlocked.Increment(ref Conflicts);
                    foreach (var e in request.Writes.SelectMany(w => w.Events))
                        Declined[e.Id] = conflict.Stream;
                    break;
                case AppendResult.Repeated:
                    throw new InvalidOperationException("Each key is used once.");
            }
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref Cancelled);
        }
    }

    private static async ValueTask<ExpectedVersion> VersionOf(IEventStore store, string stream)
    {
        long version = 0;
        while (await store.ReadStream(stream, version, 1_000, CancellationToken.None) is { Count: > 0 } page)
            version = page[^1].Version;
        return ExpectedVersion.Exactly(version);
    }
}
