using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Coordination.Host.Platform.Encryption;

/// <summary>
/// A key service of its own, in the shape of the transit engine of HashiCorp Vault and OpenBao: the agencies' keys never come to
/// this machine. Each agency has the key <c>coordination-{agency}</c>; what a wrapped key is for goes along as associated data.
/// </summary>
public sealed class TransitAgencyKeys(HttpClient http) : IAgencyKeys
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>The service of the settings.</summary>
    /// <exception cref="KeyServiceUnavailableException">The token cannot be read.</exception>
    public static TransitAgencyKeys Open(KeySettings settings)
    {
        try
        {
            var token = PrivateFiles.Read(settings.TransitTokenFile!)
                ?? throw new KeyServiceUnavailableException("The file of Keys:Transit:TokenFile is not there.");
            var http = new HttpClient(new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5)
            })
            { BaseAddress = settings.Transit, Timeout = LongestWait };
            http.DefaultRequestHeaders.Add("X-Vault-Token", Encoding.ASCII.GetString(token).Trim());
            http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            return new TransitAgencyKeys(http);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KeyServiceUnavailableException("The file of Keys:Transit:TokenFile cannot be read.", fault);
        }
    }

    public async ValueTask<string> Wrap(AgencyId agency, string binding, ReadOnlyMemory<byte> key, CancellationToken cancellation)
    {
        var asked = new TransitEncrypt(Convert.ToBase64String(key.Span), Bound(binding));
        var path = $"v1/transit/encrypt/{NameOf(agency)}";
        var (status, data) = await Post(path, asked, TransitJson.Default.TransitEncrypt, cancellation);
        if (IsUnknownKey(status))
        {
            await Done($"v1/transit/keys/{NameOf(agency)}", new TransitKey("aes256-gcm96"), TransitJson.Default.TransitKey, cancellation);
            (status, data) = await Post(path, asked, TransitJson.Default.TransitEncrypt, cancellation);
        }
        return status == HttpStatusCode.OK && data?.Ciphertext is { } wrapped ? wrapped : throw Unexpected(status);
    }

    public async ValueTask<byte[]> Unwrap(AgencyId agency, string binding, string wrapped, CancellationToken cancellation)
    {
        var (status, data) = await Post($"v1/transit/decrypt/{NameOf(agency)}", new TransitDecrypt(wrapped, Bound(binding)),
            TransitJson.Default.TransitDecrypt, cancellation);
        if (status == HttpStatusCode.BadRequest)
            throw new CryptographicException("The key service does not unwrap it.");
        if (status != HttpStatusCode.OK || data?.Plaintext is not { } text)
            throw Unexpected(status);
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length)
            ? key[..length]
            : throw new KeyServiceUnavailableException("The key service answered with something that is no key.");
    }

    public ValueTask Rotate(AgencyId agency, CancellationToken cancellation) =>
        Done($"v1/transit/keys/{NameOf(agency)}/rotate", new TransitNothing(), TransitJson.Default.TransitNothing, cancellation);

    public async ValueTask Retire(AgencyId agency, CancellationToken cancellation)
    {
        var newest = await Newest(agency, cancellation);
        await Done($"v1/transit/keys/{NameOf(agency)}/config", new TransitConfig(newest, newest),
            TransitJson.Default.TransitConfig, cancellation);
        await Done($"v1/transit/keys/{NameOf(agency)}/trim", new TransitTrim(newest), TransitJson.Default.TransitTrim, cancellation);
    }

    public async ValueTask<string?> Check(CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync("v1/sys/health?standbyok=true", cancellation);
            return answer.IsSuccessStatusCode ? null : $"the key service answers {(int)answer.StatusCode}";
        }
        catch (Exception fault) when (IsOutage(fault, cancellation))
        {
            return "the key service does not answer";
        }
    }

    private static string NameOf(AgencyId agency) => $"coordination-{agency}";

    private static string Bound(string binding) => Convert.ToBase64String(Encoding.UTF8.GetBytes(binding));

    private static bool IsUnknownKey(HttpStatusCode status) => status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest;

    private async ValueTask<int> Newest(AgencyId agency, CancellationToken cancellation)
    {
        var (status, data) = await Send(new HttpRequestMessage(HttpMethod.Get, $"v1/transit/keys/{NameOf(agency)}"), cancellation);
        return data?.LatestVersion ?? throw Unexpected(status);
    }

    private async ValueTask Done<T>(string path, T body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        CancellationToken cancellation)
    {
        var (status, _) = await Post(path, body, type, cancellation);
        if (status is not (HttpStatusCode.OK or HttpStatusCode.NoContent))
            throw Unexpected(status);
    }

    private ValueTask<(HttpStatusCode, TransitData?)> Post<T>(string path, T body,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellation) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, type) }, cancellation);

    private async ValueTask<(HttpStatusCode, TransitData?)> Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using (request)
            using (var answer = await http.SendAsync(request, cancellation))
            {
                var body = answer.StatusCode == HttpStatusCode.OK
                    ? await answer.Content.ReadFromJsonAsync(TransitJson.Default.TransitAnswer, cancellation)
                    : null;
                return (answer.StatusCode, body?.Data);
            }
        }
        catch (Exception fault) when (IsOutage(fault, cancellation))
        {
            throw new KeyServiceUnavailableException("The key service does not answer.", fault);
        }
    }

    private static bool IsOutage(Exception fault, CancellationToken cancellation) =>
        // the last two: a charset that does not exist
        fault is HttpRequestException or JsonException or InvalidOperationException or NotSupportedException ||
         (fault is OperationCanceledException && !cancellation.IsCancellationRequested);

    private static KeyServiceUnavailableException Unexpected(HttpStatusCode status) => new($"The key service answered {(int)status}.");
}

internal sealed record TransitEncrypt(string Plaintext, string AssociatedData);
internal sealed record TransitDecrypt(string Ciphertext, string AssociatedData);
internal sealed record TransitKey(string Type);
internal sealed record TransitConfig(int MinDecryptionVersion, int MinEncryptionVersion);
internal sealed record TransitTrim(int MinAvailableVersion);
internal sealed record TransitNothing;
internal sealed record TransitAnswer(TransitData? Data);
internal sealed record TransitData(string? Ciphertext, string? Plaintext, int? LatestVersion);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TransitEncrypt))]
[JsonSerializable(typeof(TransitDecrypt))]
[JsonSerializable(typeof(TransitKey))]
[JsonSerializable(typeof(TransitConfig))]
[JsonSerializable(typeof(TransitTrim))]
[JsonSerializable(typeof(TransitNothing))]
[JsonSerializable(typeof(TransitAnswer))]
internal sealed partial class TransitJson : JsonSerializerContext;
