using System.Text.Json.Nodes;

namespace Coordination.Domain.Tests.TransparencyLog;

internal static class RandomJson
{
    private const string Letters = "abcxyzABC012 \"\\/\b\f\n\r\t\u0001\u001f\u007f\u00e9\u20ac\ufb33\u2028<>&'";

    public static JsonNode? Node(Random random, int depth) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.Next(-1_000_000, 1_000_000)),
        3 => JsonValue.Create(random.NextDouble() * Math.Pow(10, random.Next(-30, 30))),
        4 => JsonValue.Create(Text(random)),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(5)).Select(_ => Node(random, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(6)).Select(_ => Text(random)).Distinct().ToList().Select(name => KeyValuePair.Create(name, Node(random, depth - 1)))),
    };

    public static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(10)).Select(_ => random.Next(12) == 0 ? "\ud83d\ude02" : Letters[random.Next(Letters.Length)].ToString()));
}
