using System.Text.RegularExpressions;

namespace Coordination.Host.Platform.Storage.Schema;

/// <summary>
/// What this host wants of its database: every object of our schemas as the statement that makes it, in the words of the catalog
/// (<c>Platform/Storage/Sql/model.sql</c>), and how a database is asked for its own (<c>Platform/Storage/Sql/catalog.sql</c>).
/// </summary>
internal static partial class SchemaModel
{
    /// <summary>Where the model is kept, from the root of the repository.</summary>
    public const string File = "src/Coordination.Host/Platform/Storage/Sql/model.sql";

    /// <summary>The parts in the order in which a database is made: roles, tables, functions and so on.</summary>
    public static IReadOnlyList<SchemaPart> Parts { get; } = Load();

    /// <summary>The text of the model for what was found in a database.</summary>
    public static string Text(IEnumerable<(SchemaPart Part, IReadOnlyDictionary<string, string> Found)> database) =>
        "-- Every object of the database, in the words of its catalog. Hosts compare it with the database at each start, and migrate " +
        "mends by it what can be mended:\n"
        + "-- functions, triggers, policies, views, grants. Change those here. Tables, columns and rows are changed by a new numbered " +
        "script; then accept this file anew.\n"
        + string.Concat(database.SelectMany(part => part.Found.OrderBy(found => found.Key, StringComparer.Ordinal)
            .Select(found => $"\n--- {part.Part.Name}: {found.Key}\n{found.Value}\n")));

    private static List<SchemaPart> Load()
    {
        var model = Entry().Matches(Read("model")).ToLookup(entry => entry.Groups["part"].Value,
            entry => (Name: entry.Groups["name"].Value, Definition: entry.Groups["text"].Value.Trim('\n')));
        return [.. Question().Matches(Read("catalog")).Select(question => new SchemaPart(
            question.Groups["part"].Value, question.Groups["text"].Value.Trim(),
            model[question.Groups["part"].Value].ToDictionary(entry => entry.Name, entry => entry.Definition, StringComparer.Ordinal)))];
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(
            typeof(SchemaModel).Assembly.GetManifestResourceStream($"Coordination.Host.Platform.Storage.Sql.{name}.sql")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^--- (?<part>[a-z ]+): (?<name>[^\n]+)\n(?<text>.*?)(?=^--- |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^--- (?<part>[a-z ]+)\n(?<text>.*?)(?=^--- |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Question();
}
