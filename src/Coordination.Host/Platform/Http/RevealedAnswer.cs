using Coordination.Host.Platform.Encryption;

namespace Coordination.Host.Platform.Http;

/// <summary>
/// Writes out an answer whose sensitive values the caller may have: the only place where what was stored is opened for somebody.
/// What cannot be read is an object that says why, never an empty text: <c>{ "unreadable": "keyDestroyed", "since": "2026-…" }</c>.
/// </summary>
internal sealed class RevealedAnswer
{
    /// <summary>Keys may run out of memory while others are fetched; more than this means that something is wrong.</summary>
    private const int MostPasses = 8;

    [ThreadStatic]
    private static RevealedAnswer? s_current;

    private readonly HashSet<KeyScope> _wanted = [];
    private readonly HashSet<TextInAnswer> _met = [];
    private readonly bool _mayRead;
    private readonly IReadOnlyDictionary<KeySubject, ClosedText>? _closed;
    private bool _isUnopened;

    private RevealedAnswer(bool mayRead, IReadOnlyDictionary<KeySubject, ClosedText>? closed) => (_mayRead, _closed) = (mayRead, closed);

    /// <summary>The one that goes on in this thread.</summary>
    public static RevealedAnswer? Current => s_current;

    /// <summary>
    /// The JSON of a body. An auditor reads pseudonyms only, whatever else they are. It is written a first time to find out whom it
    /// describes, and with its texts once <see cref="TextAccess"/> has said which of them may be opened.
    /// </summary>
    public static async ValueTask<byte[]> Of<T>(T body, JsonSerializerOptions options, HttpContext http)
    {
        var caller = Caller.Of(http);
        var (services, cancellation) = (http.RequestServices, http.RequestAborted);
        var first = new RevealedAnswer(mayRead: caller?.Is(Roles.Auditor) == false, closed: null);
        var unopened = first.Write(body, options);
        if (caller is null || !first._isUnopened)
            return unopened;
        var closed = await services.GetRequiredService<TextAccess>().Look(caller, first._met, cancellation);
        var ring = services.GetRequiredService<KeyRing>();
        for (var pass = 1; ; pass++)
        {
            var revelation = new RevealedAnswer(mayRead: true, closed);
            var bytes = revelation.Write(body, options);
            if (revelation._wanted.Count == 0 || pass == MostPasses)
                return revelation._wanted.Count == 0
                    ? bytes
                    : throw new KeyServiceUnavailableException("Keys were forgotten faster than they could be fetched.");
            foreach (var scope in revelation._wanted)
                await ring.Fetch(scope, cancellation);
        }
    }

    /// <summary>Writes one value, or why it cannot be read, or notes what has to be known first.</summary>
    public void Write(Utf8JsonWriter writer, Sensitive<string> value)
    {
        if (!_mayRead)
            WriteReason(writer, WhyUnreadable.NotForThisRole, null);
        else if (value.Sealed() is not SealedText sealedText)
            writer.WriteStringValue(value.Reveal());
        else if (_closed is null)
            Note(writer, sealedText);
        else if (sealedText.Scope is { } scope && _closed.TryGetValue(scope.Subject, out var closed))
            WriteReason(writer, closed.Why, closed.Since);
        else
            Write(writer, sealedText.TryOpen());
    }

    private void Note(Utf8JsonWriter writer, SealedText sealedText)
    {
        _isUnopened = true;
        if (sealedText.Scope is { } scope)
            _met.Add(new(scope.Subject, sealedText.Origin.Stream));
        writer.WriteNullValue();
    }

    private void Write(Utf8JsonWriter writer, Opened opened)
    {
        if (opened.Wanted is { } scope)
            _wanted.Add(scope);
        if (opened.Text is { } text)
            writer.WriteStringValue(text);
        else
            WriteReason(writer, opened.Why, opened.Since);
    }

    private static void WriteReason(Utf8JsonWriter writer, WhyUnreadable why, DateTimeOffset? since)
    {
        writer.WriteStartObject();
        writer.WriteString("unreadable"u8, JsonNamingPolicy.CamelCase.ConvertName(why.ToString()));
        if (since is { } instant)
            writer.WriteString("since"u8, instant);
        writer.WriteEndObject();
    }

    private byte[] Write<T>(T body, JsonSerializerOptions options)
    {
        s_current = this;
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(body, options.GetTypeInfo(typeof(T)));
        }
        finally
        {
            s_current = null;
        }
    }
}
