using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Domain.Gate;
using Coordination.Host.Cli.GateCases;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

/// <summary>The published tables (CG-21): what may be shown of each, under the policy in force when it is published.</summary>
public sealed class TableVectorTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Every_published_table_shows_what_its_case_expects()
    {
        Assert.NotEmpty(GateVectors.Tables);
        Assert.Empty(GateVectors.Tables.SelectMany(vector => TableCaseCheck.Differences(vector.Path, vector.Case).Select(difference => $"{vector.Path}: {difference}")));
    }

    [Fact]
    public void The_schema_says_what_the_code_reads() => Snapshot.Matches(
        $"{GateVectors.Folder}/table-schema.json", GateCaseSchema.WriteTable().ToJsonString(Readable), "Others rely on this format: what was a case must stay one.");

    [Fact]
    public void Every_case_fits_the_schema_and_a_changed_one_does_not()
    {
        var checker = new SchemaChecker(GateCaseSchema.WriteTable());
        string Text(string path) => File.ReadAllText(Path.Combine(GateVectors.FullPath, path));

        Assert.Empty(GateVectors.Tables.SelectMany(vector => checker.Faults(JsonNode.Parse(Text(vector.Path))).Select(fault => $"{vector.Path}: {fault}")));
        Assert.NotEmpty(checker.Faults(JsonNode.Parse(Text("CG-21/ten.json").Replace("\"cells\"", "\"counts\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_case_is_called_as_its_file_and_says_what_it_shows() => Assert.All(GateVectors.Tables, vector =>
    {
        Assert.Equal(vector.Path, $"{vector.Case.Id}.json");
        Assert.False(string.IsNullOrWhiteSpace(vector.Case.Title));
        Assert.False(string.IsNullOrWhiteSpace(vector.Case.Source));
        Assert.Equal(SmallCells.Rule, GateVectors.RuleOf(vector.Path));
    });

    [Fact]
    public void Nothing_from_one_to_the_threshold_is_ever_expected() => Assert.All(GateVectors.Tables, vector =>
    {
        var shown = vector.Case.Expected!.Cells.SelectMany(row => row).Concat(vector.Case.Expected.RowTotals).Concat(vector.Case.Expected.ColumnTotals).Append(vector.Case.Expected.Total);
        Assert.DoesNotContain(shown, figure => figure is >= 1 and <= SmallCells.DefaultThreshold);
    });

    [Fact]
    public void A_table_that_is_none_is_told()
    {
        var one = GateVectors.Tables[0].Case.Table;

        Assert.Equal("table.cells: Expected rows of one length, and counts of 0 or more.", Assert.Throws<GateCaseProblem>(() => TableCaseCheck.Try("x.json", one with { Cells = [[1, 2], [3]] })).Problem);
    }
}
