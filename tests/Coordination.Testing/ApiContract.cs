using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Coordination.Testing;

/// <summary>
/// The description of the API, and whether an answer is as it says. Every client of the tests checks every answer, so that what is
/// described cannot come apart from what is done anywhere where a test looks.
/// </summary>
public sealed class ApiContract
{
    private const string Address = "/openapi/v1.json", ProblemType = "application/problem+json", JsonType = "application/json";
    private static readonly Lock s_lock = new();
    private static Task<ApiContract>? s_ofThisProcess;

    private readonly ILookup<(string Method, int Parts), Operation> _operations;
    private readonly SchemaChecker _checker;
    private readonly ConcurrentDictionary<(Operation?, int, string?, string), bool> _seen = new(); // the same answer again needs no second look

    private ApiContract(JsonNode description)
    {
        Description = description;
        _checker = new SchemaChecker(description);
        _operations = (from path in description["paths"]!.AsObject()
                       from operation in path.Value!.AsObject()
                       select new Operation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!)).ToLookup(operation => (operation.Method, operation.Parts.Length));
    }

    /// <summary>As the host gave it.</summary>
    public JsonNode Description { get; }

    /// <summary>Every operation.</summary>
    public IEnumerable<Operation> Operations => _operations.SelectMany(several => several);

    /// <summary>The description that the hosts of this process give. All of them are of one build, so it is asked for once.</summary>
    public static Task<ApiContract> Of(HttpClient http)
    {
        lock (s_lock)
            return s_ofThisProcess is null or { IsFaulted: true } or { IsCanceled: true } ? s_ofThisProcess = Read(http) : s_ofThisProcess;
    }

    /// <summary>What of an answer is not as it is described; nothing when all is.</summary>
    public IReadOnlyList<string> Faults(HttpMethod method, string address, int status, HttpContentHeaders headers, string text)
    {
        var path = address.Split('?')[0];
        if (!path.StartsWith("/v1/", StringComparison.Ordinal))
            return [];
        var operation = Find(method.Method, path);
        return _seen.TryAdd((operation, status, headers.ContentType?.MediaType, text), true) ? Faults(operation, status, headers.ContentType?.MediaType, text) : [];
    }

    private IReadOnlyList<string> Faults(Operation? operation, int status, string? mediaType, string text)
    {
        if (status is 405 or 499 || operation is null) // of an address that is not described, or not with this method
            return mediaType == ProblemType ? _checker.Faults(Description["components"]!["schemas"]!["Problem"]!, JsonNode.Parse(text)) : status is 499 ? [] : [$"{status} without a problem"];
        if (operation.Node["responses"]![$"{status}"] is not { } response)
            return [$"{status} is not described"];
        if (response["content"] is not JsonObject contents)
            return text.Length == 0 ? [] : ["a body is not described"];
        if (mediaType is null || contents[mediaType] is not { } content)
            return [$"{mediaType ?? "no body"} is not described"];
        return mediaType is ProblemType or JsonType ? _checker.Faults(content["schema"]!, JsonNode.Parse(text)) : [];
    }

    /// <summary>The operation at an address; the one with the most fixed words, as routes are chosen.</summary>
    public Operation? Find(string method, string path)
    {
        var parts = Operation.PartsOf(path);
        return _operations[(method, parts.Length)].Where(operation => operation.IsAt(parts)).MaxBy(operation => operation.Fixed)
            ?? (parts is ["v1", "log", "tile", ..] ? _operations[(method, 4)].First(operation => operation.Path.StartsWith("/v1/log/tile", StringComparison.Ordinal)) : null); // one part of the address stands for many
    }

    private static async Task<ApiContract> Read(HttpClient http) => new(JsonNode.Parse(await http.GetStringAsync(new Uri(Address, UriKind.Relative)))!);

    /// <summary>One operation.</summary>
    /// <param name="Method">GET or POST.</param>
    /// <param name="Path">With names in braces.</param>
    /// <param name="Node">Its description.</param>
    public sealed record Operation(string Method, string Path, JsonNode Node)
    {
        internal string[] Parts { get; } = PartsOf(Path);

        internal int Fixed { get; } = PartsOf(Path).Count(part => !part.StartsWith('{'));

        /// <summary>The schema of its body; null when it takes none.</summary>
        public JsonNode? Body => Node["requestBody"]?["content"]?[JsonType]?["schema"];

        internal bool IsAt(string[] parts) => Parts.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);

        internal static string[] PartsOf(string path) => path.Trim('/').Split('/');

        /// <inheritdoc/>
        public override string ToString() => $"{Method} {Path}";
    }
}
