using Microsoft.Net.Http.Headers;

namespace Coordination.Host.Platform.Http;

/// <summary>
/// A command that came over HTTP, for an endpoint: who asks, and the way to run it. It carries the Idempotency-Key, the
/// If-Match and the trace on to the runner.
/// </summary>
public sealed class CommandCall
{
    public const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 128;

    private readonly HttpContext _http;
    private readonly Lazy<byte[]> _digest;
    private int _minted;

    private CommandCall(HttpContext http, Caller caller)
    {
        _http = http;
        _digest = new(() => RequestBody.Digest(http));
        Caller = caller;
    }

    /// <summary>Who asks.</summary>
    public Caller Caller { get; }

    /// <summary>Finds what belongs together: a legal process, and what rests on it.</summary>
    internal LegalMatters Matters => _http.RequestServices.GetRequiredService<LegalMatters>();

    /// <summary>Cancelled when the client disconnects.</summary>
    internal CancellationToken Aborted => _http.RequestAborted;

    /// <summary>
    /// An identifier for something that this command makes. It follows from the caller, the key and the payload, so that the same
    /// command, asked again, makes the same thing. Mint it outside the handler.
    /// </summary>
    public Guid NewId() => NewIds(1)[0];

    public IReadOnlyList<Guid> NewIds(int count)
    {
        var mint = _http.RequestServices.GetRequiredService<IdentifierMint>();
        var minted = mint.New(Caller.KeyScope, _http.Request.Headers[KeyHeader].ToString(), _digest.Value, _minted, count);
        _minted += count;
        return minted;
    }

    /// <summary>Runs the command. The handler may run several times, and does nothing but load, decide, record.</summary>
    /// <param name="handler">Loads, decides, records, and answers.</param>
    /// <param name="occurredAt">When it happened in the world, where the caller says that it was not now.</param>
    public Task<IResult> Run(Func<CommandSession, ValueTask<Answer>> handler, DateTimeOffset? occurredAt = null) =>
        Run(handler, occurredAt, versioned: true);

    /// <summary>
    /// Runs a command on a stream whose version the caller may not know: how many facts it holds would tell of what was not
    /// addressed to them, and so would an If-Match that is tried. It is not looked at.
    /// </summary>
    public Task<IResult> RunUnversioned(Func<CommandSession, ValueTask<Answer>> handler) => Run(handler, null, versioned: false);

    private async Task<IResult> Run(Func<CommandSession, ValueTask<Answer>> handler, DateTimeOffset? occurredAt, bool versioned)
    {
        var headers = _http.Request.Headers;
        if (headers[KeyHeader] is not [{ } key] || !IsWellFormed(key))
            return Problems.KeyMissing.With(
                $"Send the header {KeyHeader} with 1 to {LongestKey} visible ASCII characters that are new for each command, such as a " +
                    $"random UUID.");
        if (!ETags.TryReadIfMatch(headers[HeaderNames.IfMatch], out var ifMatch))
            return Problems.Malformed.With("If-Match must hold entity tags such as \"5\", in double quotes.", HeaderNames.IfMatch);
        var context = new CommandContext
        {
            Name = RouteNames.Of(_http.GetEndpoint()),
            Actor = Caller.Actor,
            Key = KeyOf(Caller, key),
            Fingerprint = RequestBody.Fingerprint(_http),
            IfMatch = versioned ? ifMatch : null,
            OccurredAt = occurredAt,
            CorrelationId = Activity.Current?.TraceId.ToString(),
        };
        var runner = _http.RequestServices.GetRequiredService<CommandRunner>();
        var named = _http.Features.Get<BodyIdentifiers.Pending>();
        var result = await runner.Run(context, named is null ? handler : async work =>
        {
            var answer = await handler(work);
            return work.Refusal is null && answer is not Answer.Refused && await named.FirstUnknown() is { } unknown ? unknown : answer;
        }, _http.RequestAborted);
        if (result is CommandResult.Answered)
            _http.Response.Headers[ReadMarks.Header] = _http.RequestServices.GetRequiredService<ReadMarks>().Of(Caller, key);
        return Problems.From(result);
    }

    /// <summary>A key in the scope of a caller.</summary>
    internal static IdempotencyKey KeyOf(Caller caller, string key) => new(caller.KeyScope, key);

    /// <summary>Hands the call to an endpoint.</summary>
    public static ValueTask<CommandCall?> BindAsync(HttpContext context) =>
        new(Caller.Of(context) is { } caller ? new CommandCall(context, caller) : null);

    private static bool IsWellFormed(string key) => key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and <= '~');
}
