using System.Net;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;

namespace Coordination.Host.TransparencyLog.Witnessing;

/// <summary>What came of asking a witness.</summary>
public abstract record Witnessed
{
    private Witnessed() { }

    public sealed record Cosigned(NoteSignature Signature) : Witnessed;

    /// <summary>It saw another history of this log, or a longer one than there is: a fork, or a log that was set back.</summary>
    public sealed record SawAnother(long Size) : Witnessed;

    /// <summary>It did not answer, or not as a witness does. It is asked again later.</summary>
    public sealed record Unreachable(string Why) : Witnessed;
}

/// <summary>Asks one witness to cosign (C2SP tlog-witness), and remembers how far it has seen the log.</summary>
public sealed class WitnessClient(HttpClient http, PolicyKey witness, Prover prover)
{
    private const int Attempts = 4;
    private long _seen;

    public VerifierKey Key => witness.Key;

    /// <summary>Asks for a cosignature under a checkpoint.</summary>
    public async Task<Witnessed> Ask(SignedCheckpoint checkpoint, CancellationToken cancellation)
    {
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
                if (await Once(checkpoint, cancellation) is { } witnessed)
                    return witnessed;
            return new Witnessed.Unreachable("it names another size each time");
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new Witnessed.Unreachable(fault.GetType().Name);
        }
    }

    private async Task<Witnessed?> Once(SignedCheckpoint checkpoint, CancellationToken cancellation)
    {
        var size = checkpoint.Checkpoint.Size;
        if (_seen > size)
            return new Witnessed.SawAnother(_seen);
        if (await prover.Consistency(_seen, size, cancellation) is not { } proof)
            return new Witnessed.Unreachable("tiles of the tree are missing");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(new WitnessRequest(_seen, proof.Path, checkpoint).ToString()));
        using var answer = await http.PostAsync(new Uri($"{witness.Address!.TrimEnd('/')}/add-checkpoint"), content, cancellation);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK:
                return Signature(checkpoint, body, size);
            case HttpStatusCode.Conflict when Size(body) is { } seen && seen != _seen:
                _seen = seen;
                return null;
            case HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity:
                return new Witnessed.SawAnother(_seen);
            default:
                return new Witnessed.Unreachable($"{(int)answer.StatusCode}");
        }
    }

    private Witnessed Signature(SignedCheckpoint checkpoint, byte[] lines, long size)
    {
        if (!SignedNote.Parse(checkpoint.Note.Text, lines).IsValid(out var answered)
            || NoteVerification.Verify(answered, [witness.Key], Signatures.Check) is not NoteVerdict.Genuine)
            return new Witnessed.Unreachable("its signature is wrong");
        _seen = size;
        return new Witnessed.Cosigned(answered.Signatures.First(signature => signature.Key == witness.Key.Name));
    }

    private static long? Size(byte[] body) =>
        long.TryParse(Encoding.UTF8.GetString(body).TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : null;
}
