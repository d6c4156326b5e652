using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Domain.TransparencyLog;
using Xunit;

namespace Coordination.Domain.Tests.TransparencyLog;

public sealed class CanonicalJsonTests
{
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("COORDINATION_PROPERTY_CASES"), out var cases) ? cases : 2_000;

    [Fact]
    public void Documents_of_others_get_the_form_that_others_give_them()
    {
        foreach (var document in Vectors.Read("jcs.json")["documents"]!.AsArray())
            Assert.Equal((string)document!["output"]!, Canonical((string)document["input"]!, JsonNumbers.Rounded));
    }

    [Fact]
    public void Numbers_are_written_as_in_appendix_B_of_RFC_8785()
    {
        foreach (var number in Vectors.Read("jcs.json")["numbers"]!.AsArray())
        {
            var bits = ulong.Parse((string)number!["bits"]!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Assert.Equal((string)number["text"]!, CanonicalNumber.Of(BitConverter.UInt64BitsToDouble(bits)));
        }

        Assert.Throws<ArgumentException>(() => CanonicalNumber.Of(double.NaN));
        Assert.Throws<ArgumentException>(() => CanonicalNumber.Of(double.NegativeInfinity));
    }

    [Fact]
    public void Every_double_is_read_back_as_it_was()
    {
        var random = new Random(8785);
        for (var i = 0; i < Cases * 10; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(value))
                continue;
            var text = CanonicalNumber.Of(value);
            Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
            Assert.True(CanonicalNumber.IsExact(Encoding.ASCII.GetBytes(text)), text);
        }
    }

    [Theory]
    [InlineData("0"), InlineData("1"), InlineData("-1"), InlineData("9007199254740992"), InlineData("0.1"), InlineData("12.5"), InlineData("1e23"), InlineData("100000000000000000000000")]
    public void A_number_that_a_double_holds_is_taken(string number) => Assert.NotEmpty(Canonical(number, JsonNumbers.Exact));

    [Theory]
    [InlineData("9007199254740993"), InlineData("0.10000000000000000001"), InlineData("1.10"), InlineData("1.0"), InlineData("-0"), InlineData("1e400"), InlineData("0.30000000000000001665"), InlineData("1e99999999999")]
    public void A_number_that_would_look_like_another_is_refused(string number) =>
        Assert.Throws<NotCanonicalException>(() => Canonical(number, JsonNumbers.Exact));

    [Theory]
    [InlineData(""), InlineData(" "), InlineData("{"), InlineData("[1,]"), InlineData("[,1]"), InlineData("{\"a\":1,}"), InlineData("{\"a\"}"), InlineData("{a:1}"), InlineData("01"), InlineData("+1"), InlineData(".5"), InlineData("1."), InlineData("1e")]
    [InlineData("nul"), InlineData("nulll"), InlineData("\"\n\""), InlineData("\"\\x\""), InlineData("\"\\u12\""), InlineData("\"\\ud800\""), InlineData("\"\\ud800\\u0041\""), InlineData("\"\\udc00\""), InlineData("1 2"), InlineData("[1 2]"), InlineData("\"")]
    [InlineData("{\"a\":1,\"a\":2}"), InlineData("{\"a\":1,\"b\":2,\"\\u0061\":3}"), InlineData("NaN"), InlineData("Infinity"), InlineData("\"\u00e9\" x"), InlineData("{\"a\":1 \"b\":2}"), InlineData("[[1]"), InlineData("\\")]
    public void What_is_not_JSON_or_says_a_thing_twice_has_no_canonical_form(string text) =>
        Assert.Throws<NotCanonicalException>(() => Canonical(text, JsonNumbers.Rounded));

    [Fact]
    public void Names_are_ordered_by_their_UTF_16_units()
    {
        var random = new Random(16);
        string[] letters = ["a", "b", "\u00e9", "\u20ac", "\ud83d\ude02", "\ufb33", "\uffee", "\ue000", "\n", "\"", "\\", "\ud800\udc00", "\u007f"];
        for (var i = 0; i < Cases; i++)
        {
            var names = Enumerable.Range(0, random.Next(1, 9)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => letters[random.Next(letters.Length)]))).Distinct().ToList();
            var json = new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)1))).ToJsonString();
            var written = JsonNode.Parse(Canonical(json, JsonNumbers.Exact))!.AsObject().Select(member => member.Key);
            Assert.Equal(names.Order(StringComparer.Ordinal), written);
        }
    }

    [Fact]
    public void Whatever_is_valid_keeps_its_meaning_and_its_form_is_a_fixed_point()
    {
        var random = new Random(1);
        for (var i = 0; i < Cases; i++)
        {
            var node = RandomJson.Node(random, 5);
            var options = new JsonSerializerOptions { WriteIndented = random.Next(2) == 0 };
            var canonical = Canonical(node?.ToJsonString(options) ?? "null", JsonNumbers.Rounded);
            Assert.True(JsonNode.DeepEquals(node, JsonNode.Parse(canonical)), canonical);
            Assert.Equal(canonical, Canonical(canonical, JsonNumbers.Rounded));
        }
    }

    [Fact]
    public void Damaged_JSON_is_refused_by_its_own_exception_and_nothing_else()
    {
        var random = new Random(2);
        for (var i = 0; i < Cases * 5; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(RandomJson.Node(random, 4)?.ToJsonString() ?? "null");
            for (var damage = random.Next(1, 4); damage > 0; damage--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (Record.Exception(() => CanonicalJson.Of(bytes)) is { } refused)
                Assert.IsType<NotCanonicalException>(refused);
        }
    }

    [Fact]
    public void Nesting_has_an_end() =>
        Assert.Throws<NotCanonicalException>(() => Canonical(new string('[', 100_000), JsonNumbers.Exact));

    private static string Canonical(string json, JsonNumbers numbers) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json), numbers));
}
