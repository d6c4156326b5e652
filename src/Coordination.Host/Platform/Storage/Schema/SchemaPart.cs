using System.Data.Common;
using System.Text.RegularExpressions;
using Weasel.Core;
using Weasel.Postgresql;
using DbCommandBuilder = Weasel.Core.DbCommandBuilder;
using Rules = Weasel.Core.Migrator;

namespace Coordination.Host.Platform.Storage.Schema;

/// <summary>One part of the database, such as its functions or its grants, as Weasel compares and patches it.</summary>
/// <param name="name">What its objects are, in the singular.</param>
/// <param name="question">Asks the catalog for their names and definitions.</param>
/// <param name="model">Those that are wanted.</param>
internal sealed partial class SchemaPart(string name, string question, IReadOnlyDictionary<string, string> model) : ISchemaObject
{
    public string Name => name;

    public DbObjectName Identifier { get; } = new PostgresqlObjectName("coordination", name.Replace(' ', '_'),
        SchemaUtils.IdentifierUsage.General);

    public IEnumerable<DbObjectName> AllNames() => [Identifier];

    public void ConfigureQueryCommand(DbCommandBuilder builder) => builder.Append(question);

    public void WriteCreateStatement(Rules migrator, TextWriter writer)
    {
        foreach (var definition in model.Values)
            writer.WriteLine(definition);
    }

    /// <summary>Nothing: no patch takes a part away.</summary>
    public void WriteDropStatement(Rules rules, TextWriter writer)
    {
    }

    public async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
            found.Add(reader.GetString(0), reader.GetString(1));
        return new SchemaPartDelta(this, found, [.. Differences(found).OrderBy(difference => difference.Name, StringComparer.Ordinal)]);
    }

    private IEnumerable<SchemaDifference> Differences(Dictionary<string, string> found)
    {
        foreach (var (key, wanted) in model)
            if (!found.TryGetValue(key, out var there) || Comparable(there) != Comparable(wanted))
                yield return new(name, key, wanted, there);
        foreach (var (key, there) in found)
            if (!model.ContainsKey(key) && name != "role") // roles belong to all databases of the server
                yield return new(name, key, null, there);
    }

    private string Comparable(string definition) => name switch
    {
        // PostgreSQL 16 and later leave the alias out before the columns of a view that reads one table.
        "view" when Alias().Match(definition) is { Success: true } alias =>
            ConditionText.Flat(definition.Replace($"{alias.Groups[1].Value}.", "", StringComparison.Ordinal)),
        "view" or "constraint" or "policy" or "index" or "trigger" => ConditionText.Flat(definition),
        _ => definition,
    };

    [GeneratedRegex(@"^   FROM \S+ (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Alias();
}

/// <summary>How a part of a database differs from the model.</summary>
internal sealed class SchemaPartDelta(SchemaPart part, IReadOnlyDictionary<string, string> found,
    IReadOnlyList<SchemaDifference> differences) : ISchemaObjectDelta
{
    public SchemaPart Part => part;

    /// <summary>What the database has, by name.</summary>
    public IReadOnlyDictionary<string, string> Found => found;

    public IReadOnlyList<SchemaDifference> Differences => differences;

    public ISchemaObject SchemaObject => part;

    public SchemaPatchDifference Difference =>
        differences.Count == 0 ? SchemaPatchDifference.None : differences.All(one => one.Mending is not null) ? SchemaPatchDifference.Update
            : SchemaPatchDifference.Invalid;

    public void WriteUpdate(Rules rules, TextWriter writer)
    {
        foreach (var difference in differences)
            writer.WriteLine(difference.Mending);
    }

    public void WriteRollback(Rules rules, TextWriter writer) =>
        throw new NotSupportedException("A patch is not undone: the next one goes on from it.");

    public void WriteRestorationOfPreviousState(Rules rules, TextWriter writer) =>
        throw new NotSupportedException("A patch is not undone: the next one goes on from it.");
}
