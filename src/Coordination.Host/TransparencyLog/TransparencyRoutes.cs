using System.Buffers.Text;
using Coordination.Domain.Readings;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Messaging;
using Coordination.Host.TransparencyLog.Witnessing;

namespace Coordination.Host.TransparencyLog;

/// <summary>
/// The log for others to check, at the addresses of C2SP tlog-tiles. Auditors get all of it. Everybody else gets checkpoints, and only the
/// last one of each day: a size that moves by the minute would tell them when others are busy. Nothing is cached on the way, as everywhere
/// here.
/// </summary>
public static class TransparencyRoutes
{
    private const string Notes = "text/plain; charset=utf-8", Bytes = "application/octet-stream";

    public static IServiceCollection AddTransparencyLog(this IServiceCollection services) => services
        .AddFeatureJson(TransparencyJson.Default)
        .AddSingleton<Prover>().AddSingleton<LogVerifier>()
        .AddSingleton(WitnessFeed.Of)
        .AddRecurringMessage<AskWitnesses, AskWitnessesHandler>("witnesses",
            provider => provider.GetRequiredService<TransparencySettings>().WitnessEvery, slot => new(slot),
            provider => provider.GetRequiredService<WitnessFeed>().HasWitnesses);

    public static IEndpointRouteBuilder MapTransparencyLog(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/v1/log").WithTags("Transparency log").RequireAuthorization(Policies.Anybody)
            .OpenTo(AgencyStanding.Suspended);
        open.MapGet("/checkpoint", Newest)
            .WithMetadata(new RawAnswer("text/plain",
                "A signed note (C2SP signed-note): the origin, the size of the tree, its root hash in base64, and the signatures."))
            .WithSummary("The newest signed checkpoint for auditors; for everybody else the last one of the days before today (UTC).");
        var closed = routes.MapGroup("/v1/log").WithTags("Transparency log").RequireAuthorization(Policies.Auditors);
        closed.MapGet("/tile/{**path}", OneTile)
            .WithMetadata(new RawAnswer(Bytes, "Hashes of 32 bytes each, or entries, each behind its length in two bytes."))
            .WithSummary("A tile of hashes, tile/<level>/<index>[.p/<width>], or a bundle of entries, tile/entries/<index>[.p/<width>] " +
                "(C2SP tlog-tiles).");
        closed.MapGet("/proofs/{position:long}", Proof)
            .WithMetadata(new RawAnswer("text/plain", "The proof, with the entry and the checkpoint that it leads to."))
            .WithSummary("A file that proves, to somebody with nothing but a policy, that the event at a position is in the log (C2SP " +
                "tlog-proof). It carries the entry.");
        closed.MapGet("/verification", Verify).CostsMost().Produces<VerificationReport>()
            .WithSummary("Recomputes every leaf, tile, root and signature, and compares streams and kept answers with the events, as " +
                "audit verify does: holds, or what differs from which position on; and what nothing that is signed speaks of. since: a " +
                "checkpoint that was kept, in base64url; the log must have grown out of it. Whoever does not trust this host exports the " +
                "log and checks it elsewhere.");
        return routes;
    }

    private static async Task<Results<JsonHttpResult<VerificationReport>, ProblemResult>> Verify(
        string? since, TransparencySettings settings, LogVerifier verifier, CancellationToken cancellation)
    {
        if (settings.KeyFile is null)
            return Problems.NotFound.With("This host has no keys of the log.");
        if (!Kept(since, out var kept))
            return Problems.InvalidInput.With("since must be a checkpoint as it was served, in base64url.", "since");
        var keys = settings.Keys().Known;
        var report = await verifier.Verify(new(keys[0].Name.Name, keys, settings.Witnesses()), kept, null, cancellation);
        return TypedResults.Json(report, TransparencyJson.Default.VerificationReport);
    }

    private static bool Kept(string? since, out SignedCheckpoint? kept)
    {
        kept = null;
        if (since is null)
            return true;
        var note = new byte[since.Length];
        return Base64Url.TryDecodeFromChars(since, note, out var length)
            && SignedCheckpoint.Parse(note.AsSpan(0, length)).IsValid(out kept);
    }

    private static async Task<Results<ContentHttpResult, ProblemResult>> Newest(Caller caller, ITreeStore store, TimeProvider time,
        CancellationToken cancellation)
    {
        var before = caller.Is(Roles.Auditor)
            ? DateTimeOffset.MaxValue
            : new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        return await store.NewestBefore(before, cancellation) is { } found
            ? TypedResults.Content(found.Note, Notes, Encoding.UTF8)
            : Problems.NotFound.With();
    }

    private static async Task<Results<FileContentHttpResult, ProblemResult>> OneTile(
        string path, Caller caller, ITreeStore store, IEntrySource entries, AuditReadings readings, CancellationToken cancellation)
    {
        if (!TilePath.TryParse($"tile/{path}", out var tile, out var bundle))
            return Problems.NotFound.With();
        if (tile is { } id)
            return (await store.Tiles([id], cancellation)).TryGetValue(id, out var found)
                ? TypedResults.Bytes(found.Bytes.ToArray(), Bytes)
                : Problems.NotFound.With();
        await readings.Record(caller.Actor, ReadingKind.Entries, "the log", cancellation);
        return await Entries(bundle!.Value, store, entries, cancellation) is { } bytes
            ? TypedResults.Bytes(bytes, Bytes)
            : Problems.NotFound.With();
    }

    private static async Task<Results<ContentHttpResult, ProblemResult>> Proof(long position, Caller caller, Prover prover,
        AuditReadings readings, CancellationToken cancellation)
    {
        await readings.Record(caller.Actor, ReadingKind.Proof, Neighbours(position), cancellation);
        var (proof, why) = await prover.Inclusion(position, cancellation);
        return proof is not null ? TypedResults.Content(proof.ToString(), Notes, Encoding.UTF8) : Problems.NotFound.With(why!.Why);
    }

    /// <summary>One record stands for the proofs of 256 positions: those of a bundle of entries.</summary>
    internal static string Neighbours(long position) =>
        $"positions {(position - 1) / Tile.FullWidth * Tile.FullWidth + 1} to {((position - 1) / Tile.FullWidth + 1) * Tile.FullWidth}";

    /// <summary>The entries that the signed tree has; a bundle that reaches beyond it is not there yet.</summary>
    private static async Task<byte[]?> Entries(BundleId bundle, ITreeStore store, IEntrySource entries, CancellationToken cancellation)
    {
        var start = bundle.Index * Tile.FullWidth;
        if (start + bundle.Width > await store.Size(cancellation))
            return null;
        using var bytes = new MemoryStream();
        var read = await entries.Read(start, bundle.Width, (_, _, entry) => EntryBundle.Write(bytes, entry.Entry), cancellation);
        return read == bundle.Width ? bytes.ToArray() : null;
    }
}
