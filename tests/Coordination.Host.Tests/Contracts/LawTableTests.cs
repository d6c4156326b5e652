using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;
using Coordination.Host.Cli.GateCases;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

/// <summary>The tables of the law in <c>law/</c>: they can be loaded, they say where each line is written, each of them changes an answer of the gate, and no rule knows a state by itself.</summary>
public sealed partial class LawTableTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Folder = Path.Combine(Snapshot.RepositoryRoot, "law");

    private static readonly string[] States =
    [
        "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida", "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas",
        "Kentucky", "Louisiana", "Maine", "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada", "New Hampshire", "New Jersey",
        "New Mexico", "New York", "North Carolina", "North Dakota", "Ohio", "Oklahoma", "Oregon", "Pennsylvania", "Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas",
        "Utah", "Vermont", "Virginia", "Washington", "West Virginia", "Wisconsin", "Wyoming", "Puerto Rico", "Guam",
    ];

    public static TheoryData<string> Tables => [.. Files.Select(file => Path.GetFileName(file))];

    private static IEnumerable<string> Files => GateCaseFile.Under(Folder);

    [Fact]
    public void Federal_law_and_three_states_are_there()
    {
        Assert.Superset(new HashSet<string> { "us", "us-nc", "us-tx", "us-ca" }, Files.Select(file => GateCaseFile.ReadLaw(file).Jurisdiction).ToHashSet());
        Assert.All(Files, file => Assert.Equal(Path.GetFileNameWithoutExtension(file), GateCaseFile.ReadLaw(file).Jurisdiction));
    }

    [Theory, MemberData(nameof(Tables))]
    public void A_table_can_be_loaded(string file) => Assert.Null(JurisdictionTableDecider.IsWrong(GateCaseFile.ReadLaw(Path.Combine(Folder, file)), null));

    [Fact]
    public void The_schema_says_what_the_code_reads() => Snapshot.Matches("law/schema.json", GateCaseSchema.WriteLaw().ToJsonString(Readable), "Others rely on this format: what was a table must stay one.");

    [Theory, MemberData(nameof(Tables))]
    public void A_table_fits_the_schema(string file)
    {
        var checker = new SchemaChecker(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "schema.json")))!);

        Assert.Empty(checker.Faults(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))));
        Assert.NotEmpty(checker.Faults(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)).Replace("\"citation\"", "\"source\"", StringComparison.Ordinal))));
    }

    [Theory, MemberData(nameof(Tables))]
    public void A_table_changes_what_the_gate_answers_to_a_published_case_that_lacks_it(string file)
    {
        var table = GateCaseFile.ReadLaw(Path.Combine(Folder, file));
        var without = GateVectors.All.Where(vector => !vector.Case.Input.TaskForce.Any(happened => happened.Type == "jurisdiction-table-loaded.v1")).Select(vector => Path.Combine(GateVectors.FullPath, vector.Path)).ToList();

        var (asked, changes, _) = LawCommands.Changes(table, without, []);

        Assert.True(asked > 0);
        Assert.Contains(changes, change => change.Before.Outcome != change.After.Outcome);
    }

    // Who reads a line looks up where it was read, and how sure that makes it.
    [Fact]
    public void Every_citation_of_a_table_stands_in_the_sources_with_its_certainty()
    {
        var cited = Files.SelectMany(file => Citations(JsonNode.Parse(File.ReadAllText(file))!)).ToHashSet();
        var rows = Rows("Sources");

        Assert.Equal(cited.Order(), rows.Select(row => (row[0], row[3].Trim('`'))).Order());
        Assert.All(rows, row => Assert.All(row, cell => Assert.NotEmpty(cell)));
    }

    // A setting that nobody could read says why it is what it is.
    [Fact]
    public void A_source_that_nobody_read_claims_no_text()
    {
        Assert.Contains(Rows("Sources"), row => row[2].StartsWith("not read", StringComparison.Ordinal));
        Assert.All(Rows("Sources"), row => Assert.True(!row[2].StartsWith("not read", StringComparison.Ordinal) || (row[3] == "`practice`" && row[2].Contains(". ", StringComparison.Ordinal)), row[0]));
    }

    // A rule that cites a section which nobody read says so there.
    [Fact]
    public void Every_federal_section_that_a_rule_of_the_newest_set_cites_stands_in_the_sources_of_the_rules()
    {
        var said = RuleSets.All[^1].Rules.SelectMany(rule => rule.Permissions.Select(permission => permission.Cells).Prepend(rule.Bindings).SelectMany(cells => cells.Cells).Select(cell => cell.Why).Prepend(rule.Source));
        var cited = said.SelectMany(text => Section().Matches(text).Select(match => match.Value)).ToHashSet();
        var rows = Rows("Sources of the rules").Select(row => row[0]).ToList();

        Assert.True(cited.Count > 20);
        Assert.Equal(rows.Distinct(), rows);
        Assert.Subset(rows.ToHashSet(), cited);
    }

    // Of what the tables say nothing is known to the gate but by a table.
    [Fact]
    public void No_rule_of_the_gate_names_a_state()
    {
        var code = SourceTree.Under("src/Coordination.Domain/Gate").Select(file => file with { Text = Case().Replace(file.Text, "") }).ToList();

        Assert.NotEmpty(code);
        Assert.Empty(code.Where(file => Jurisdiction().IsMatch(file.Text)).Select(file => file.Path));
        Assert.Empty(code.SelectMany(file => States.Where(state => Regex.IsMatch(file.Text, $@"\b{state}\b")).Select(state => $"{file.Path}: {state}")));
    }

    private static List<string[]> Rows(string section) =>
        [.. File.ReadAllText(Path.Combine(Folder, "README.md")).Split($"\n## {section}\n")[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];

    private static IEnumerable<(string Citation, string Certainty)> Citations(JsonNode node) => node switch
    {
        JsonObject line when line["citation"] is { } citation => [(citation.GetValue<string>(), line["certainty"]!.GetValue<string>())],
        JsonObject parts => parts.Select(part => part.Value).OfType<JsonNode>().SelectMany(Citations),
        JsonArray lines => lines.OfType<JsonNode>().SelectMany(Citations),
        _ => [],
    };

    // A state may be a party of a case that is cited.
    [GeneratedRegex(@"\w+ v\. \w+")]
    private static partial Regex Case();

    [GeneratedRegex(@"\b\d+ (USC|CFR) \d+(\.\d+)?")]
    private static partial Regex Section();

    [GeneratedRegex("\\bus-[a-z]{2}\\b")]
    private static partial Regex Jurisdiction();
}
