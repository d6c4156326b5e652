using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Tests.Platform.EventCatalogue;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

/// <summary>What was stored once must be readable for ever, so every stored shape is checked in: with everything in it, and with the least.</summary>
public sealed class StoredShapeTests
{
    private const string Folder = "tests/Coordination.Host.Tests/Contracts/events";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => new(Catalogue.Current.Names.Values.Order(StringComparer.Ordinal));

    public static TheoryData<string> Files => new(Directory.GetFiles(Path.Combine(Snapshot.RepositoryRoot, Folder), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void The_stored_shape_is_the_one_that_is_checked_in(string name)
    {
        var type = Catalogue.Current.TypeOf(name);
        var shape = new JsonObject
        {
            ["full"] = Stored(EventSamples.All().Single(e => e.GetType() == type)),
            ["least"] = Stored(EventSamples.AllSparse().Single(e => e.GetType() == type)),
        };

        Snapshot.Matches($"{Folder}/{name}.json", shape.ToJsonString(Readable),
            $"If {name} was ever stored, do not accept this: give the new shape the next version and write an upcaster from this one.");
    }

    [Theory, MemberData(nameof(Files))]
    public void Every_shape_that_was_ever_checked_in_can_be_read(string name)
    {
        var shape = JsonNode.Parse(File.ReadAllText(Path.Combine(Snapshot.RepositoryRoot, Folder, name + ".json")))!;

        foreach (var json in new[] { shape["full"]!, shape["least"]! })
        {
            var data = new EventData(Guid.NewGuid(), name, Encoding.UTF8.GetBytes(json.ToJsonString()));
            Assert.NotNull(EventCodec.Current.Decode(EventCodecTests.Stored(data)).Event);
        }
    }

    [Fact]
    public void The_words_that_are_stored_are_the_ones_that_are_checked_in()
    {
        var words = new JsonObject(StoredTypes().Where(type => type.IsEnum)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => KeyValuePair.Create(type.Name, (JsonNode?)new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))]))));

        Snapshot.Matches("tests/Coordination.Host.Tests/Contracts/vocabulary.json", words.ToJsonString(Readable),
            "A word may be added. One that is taken away or renamed is still in the log: keep it readable.");
    }

    private static HashSet<Type> StoredTypes()
    {
        var found = new HashSet<Type>();
        var open = new Stack<Type>(EventSamples.Types);
        while (open.TryPop(out var type))
            if (type.IsGenericType)
                Array.ForEach(type.GetGenericArguments(), open.Push);
            else if (type.Assembly == typeof(DomainEvent).Assembly && found.Add(type))
                Array.ForEach(type.GetProperties(BindingFlags.Public | BindingFlags.Instance), property => open.Push(property.PropertyType));
        return found;
    }

    private static JsonNode Stored(DomainEvent e) => JsonNode.Parse(EventCodec.Current.Encode(e, Guid.NewGuid()).Data.Span)!;
}
