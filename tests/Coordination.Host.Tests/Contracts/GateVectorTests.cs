using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Host.Cli.GateCases;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

public sealed class GateVectorTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_gate_answers_every_published_case_as_the_case_expects()
    {
        Assert.NotEmpty(GateVectors.All);
        Assert.Empty(GateVectors.All.SelectMany(vector => GateCaseCheck.Differences(vector.Path, vector.Case).Select(difference => $"{vector.Path}: {difference}")));
    }

    [Fact]
    public void The_schema_says_what_the_code_reads() => Snapshot.Matches(
        $"{GateVectors.Folder}/schema.json", GateCaseSchema.Write().ToJsonString(Readable), "Others rely on this format: what was a case must stay one.");

    [Fact]
    public void Every_case_fits_the_schema()
    {
        var checker = new SchemaChecker(JsonNode.Parse(File.ReadAllText(Path.Combine(GateVectors.FullPath, "schema.json")))!);

        Assert.Empty(GateVectors.All.SelectMany(vector =>
            checker.Faults(JsonNode.Parse(File.ReadAllText(Path.Combine(GateVectors.FullPath, vector.Path)))).Select(fault => $"{vector.Path}: {fault}")));
    }

    [Fact]
    public void The_schema_refuses_what_is_no_case()
    {
        var checker = new SchemaChecker(GateCaseSchema.Write());
        var text = File.ReadAllText(Path.Combine(GateVectors.FullPath, GateVectors.All[0].Path));

        Assert.NotEmpty(checker.Faults(JsonNode.Parse(text.Replace("\"investigation\"", "\"curiosity\"", StringComparison.Ordinal))));
        Assert.NotEmpty(checker.Faults(JsonNode.Parse(text.Replace("consent-record-opened.v1", "agency-joined.v1", StringComparison.Ordinal))));
        Assert.NotEmpty(checker.Faults(JsonNode.Parse(text.Replace("\"custodian\"", "\"keeper\"", StringComparison.Ordinal))));
        Assert.NotEmpty(checker.Faults(JsonNode.Parse(text.Replace("\"now\"", "\"then\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_case_is_called_as_its_file_and_says_what_it_shows() => Assert.All(GateVectors.All, vector =>
    {
        Assert.Equal(vector.Path, $"{vector.Case.Id}.json");
        Assert.False(string.IsNullOrWhiteSpace(vector.Case.Title));
        Assert.False(string.IsNullOrWhiteSpace(vector.Case.Source));
        Assert.NotNull(vector.Case.Kind);
    });
}
