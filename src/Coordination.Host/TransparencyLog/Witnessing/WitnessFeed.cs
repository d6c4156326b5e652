using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Messaging;
using Wolverine.Attributes;

namespace Coordination.Host.TransparencyLog.Witnessing;

[MessageIdentity("ask-witnesses.v1")]
public sealed record AskWitnesses(DateTimeOffset Slot, int Part = 0) : IntervalMessage(Slot, Part);

/// <summary>Asks them, every so often, on one host at a time.</summary>
public sealed class AskWitnessesHandler(WitnessFeed feed, Recurrence<AskWitnesses> recurrence, ILogger<AskWitnessesHandler> logger)
    : RecurringWork<AskWitnesses>(recurrence, logger)
{
    protected override bool IsDoneHere => feed.HasWitnesses;

    protected override async ValueTask<bool> Do(AskWitnesses message, CancellationToken cancellation)
    {
        await feed.Round(cancellation);
        return false;
    }
}

/// <summary>
/// Asks the witnesses of the policy to cosign the newest checkpoint. Each of them learns how many events there are, so that it is not asked
/// by the second.
/// </summary>
public sealed partial class WitnessFeed(ITreeGrowth? store, IReadOnlyList<WitnessClient> witnesses, ILogger<WitnessFeed> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The feed that the settings ask for; without witnesses that have an address, or where this host does not sign, it has nobody
    /// to ask.</summary>
    public static WitnessFeed Of(IServiceProvider services)
    {
        var settings = services.GetRequiredService<TransparencySettings>();
        var http = new HttpClient { Timeout = Patience };
        var witnesses = (settings.Enabled ? settings.Witnesses()?.Witnesses ?? [] : []).Where(witness => witness.Address is not null)
            .Select(witness => new WitnessClient(http, witness, services.GetRequiredService<Prover>())).ToList();
        return new(witnesses.Count == 0 ? null : services.GetRequiredService<ITreeGrowth>(), witnesses,
            services.GetRequiredService<ILogger<WitnessFeed>>());
    }

    /// <summary>Whether there is anybody whom this host can ask.</summary>
    public bool HasWitnesses => witnesses.Count > 0;

    /// <summary>Asks every witness once; returns how many cosigned.</summary>
    public async Task<int> Round(CancellationToken cancellation)
    {
        if (store is null || await store.Newest(0, 0, cancellation) is not { } newest
            || !SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(newest.Note)).IsValid(out var checkpoint))
            return 0;
        var missing = witnesses.Where(witness => checkpoint.Note.Signatures.All(signature => signature.Key != witness.Key.Name)).ToList();
        var answers = await Task.WhenAll(
            missing.Select(async witness => (witness.Key, Answer: await witness.Ask(checkpoint, cancellation))));
        foreach (var (key, answer) in answers)
            Tell(key, answer, checkpoint.Checkpoint.Size);
        var signatures = answers.Select(answer => answer.Answer).OfType<Witnessed.Cosigned>()
            .Select(cosigned => cosigned.Signature).ToList();
        if (signatures.Count > 0)
            await Add(newest, signatures, cancellation);
        return signatures.Count;
    }

    /// <summary>A new key of the log may have signed meanwhile: then what stands under the checkpoint is read again.</summary>
    private async Task Add(StoredCheckpoint to, List<NoteSignature> signatures, CancellationToken cancellation)
    {
        for (var current = to; !await store!.AddSignatures(current, signatures, signatures.Count, cancellation);)
        {
            if (await store.Checkpoints(to.Size - 1, 1, cancellation) is not [var again] || again.Size != to.Size
                || again.Note == current.Note)
                return;
            current = again;
        }
    }

    private void Tell(VerifierKey witness, Witnessed answer, long size)
    {
        if (answer is Witnessed.SawAnother another)
            LogFork(logger, witness.Name.Name, another.Size, size);
        else if (answer is Witnessed.Unreachable unreachable)
            LogUnreachable(logger, witness.Name.Name, unreachable.Why);
    }

    [LoggerMessage(88, LogLevel.Critical,
        "The witness {Witness} saw another history of this log, up to size {Seen}, than the one of size {Size}: it was forked, or set " +
        "back. Tell the auditors")]
    private static partial void LogFork(ILogger logger, string witness, long seen, long size);

    [LoggerMessage(89, LogLevel.Warning, "The witness {Witness} did not cosign: {Why}")]
    private static partial void LogUnreachable(ILogger logger, string witness, string why);
}
