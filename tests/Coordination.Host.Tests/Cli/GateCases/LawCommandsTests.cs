using System.Text.Json.Nodes;
using Coordination.Host.Cli.GateCases;
using Coordination.Host.Tests.Contracts;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Cli.GateCases;

public sealed class LawCommandsTests : IDisposable
{
    private static readonly string Federal = Path.Combine(Snapshot.RepositoryRoot, "law", "us.json");

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("law").FullName, "table.json");
    private readonly StringWriter _said = new();
    private readonly StringWriter _complained = new();

    private LawCommands Desk => new(_said, _complained);

    public void Dispose()
    {
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
        _said.Dispose();
        _complained.Dispose();
    }

    [Fact]
    public void Checking_tells_what_a_table_says_how_sure_it_is_and_whom_to_name()
    {
        Assert.Equal(LawCommands.Holds, Desk.Check(Federal));
        Assert.Contains("us, the United States, version 2026-11: can be loaded", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("6 duties to report", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("counsel has to confirm: policy: labor trafficking", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("name an agency for each of these when you load it: lawEnforcement, missingChildrenCenter, crimeInformationCenter, healthAndHumanServices", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("No legal advice", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_cannot_be_loaded_is_named()
    {
        Write(table => table["duties"]![0]!["withinHours"] = 0);
        Assert.Equal(LawCommands.Fails, Desk.Check(_file));
        Assert.Contains("duties[0].withinHours: Expected a number from 1 to 720.", _complained.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_table_is_named_with_what_was_expected()
    {
        Write(table => table["duties"]![0]!["authority"] = "sheriff");
        Assert.Equal(LawCommands.Unreadable, Desk.Check(_file));
        Assert.Contains("duties[0].authority", _complained.ToString(), StringComparison.Ordinal);

        Write(table => table.Remove("hotlines"));
        Assert.Equal(LawCommands.Unreadable, Desk.Check(_file));
        Assert.Contains("hotlines: This field is required.", _complained.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Showing_tells_which_answers_change()
    {
        Assert.Equal(LawCommands.Holds, Desk.Show(Federal, Path.Combine(GateVectors.FullPath, "CG-18"), []));
        Assert.Contains("CG-18/us-no-table: hold → permit", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("without: CG-18 hold duty-stands", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("with:    CG-19 permit mandated-report", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_another_agency_is_named_for_an_authority_nothing_changes()
    {
        Assert.Equal(LawCommands.Holds, Desk.Show(Federal, Path.Combine(GateVectors.FullPath, "CG-18", "us-no-table.json"), ["lawEnforcement=city-police"]));
        Assert.Contains("1 case asked under rules that look at tables: 0 change with us 2026-11", _said.ToString(), StringComparison.Ordinal);
        Assert.Equal(LawCommands.Holds, Desk.Show(Federal, Path.Combine(GateVectors.FullPath, "CG-18", "us-no-table.json"), ["lawEnforcement=county-police"]));
        Assert.Contains("1 changes with us 2026-11", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_that_cannot_be_read_is_named_and_the_others_are_asked()
    {
        var folder = Path.GetDirectoryName(_file)!;
        File.Copy(Path.Combine(GateVectors.FullPath, "CG-18", "us-no-table.json"), Path.Combine(folder, "a.json"));
        File.WriteAllText(Path.Combine(folder, "b.json"), "{}");

        Assert.Equal(LawCommands.Unreadable, Desk.Show(Federal, folder, []));
        Assert.Contains("b.json", _complained.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 case asked", _said.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sheriff=county-police")]
    [InlineData("lawEnforcement")]
    [InlineData("lawEnforcement=")]
    public void An_authority_that_cannot_be_read_is_named(string authority)
    {
        Assert.Equal(LawCommands.Unreadable, Desk.Show(Federal, GateVectors.FullPath, [authority]));
        Assert.Contains($"--authority {authority}: expected one of childWelfare, lawEnforcement", _complained.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("childWelfare=county-police", "--authority[1].kind: No line of this table goes to childWelfare")]
    [InlineData("lawEnforcement=county-police", "--authority[1]: county-police is named for lawEnforcement already")]
    public void An_authority_that_the_table_does_not_take_is_named(string authority, string says)
    {
        string[] authorities = ["lawEnforcement=county-police", authority];
        Assert.Equal(LawCommands.Unreadable, Desk.Body(Federal, authorities, null));
        Assert.Empty(_said.ToString());
        Assert.Contains(says, _complained.ToString(), StringComparison.Ordinal);
        Assert.Equal(LawCommands.Unreadable, Desk.Show(Federal, GateVectors.FullPath, authorities));
    }

    [Theory]
    [InlineData("privilegedCommunication")]
    [InlineData("identity")]
    public void A_word_that_a_line_may_not_have_is_named(string word)
    {
        var before = 0;
        Write(table =>
        {
            var categories = table["duties"]![0]!["categories"]!.AsArray();
            before = categories.Count;
            categories.Add((JsonNode)word);
        });
        Assert.Equal(LawCommands.Fails, Desk.Check(_file));
        Assert.Contains($"duties[0].categories[{before}]: {word} ", _complained.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        Assert.Equal(LawCommands.Unreadable, Desk.Show(Federal, "no-such-folder", []));
        Assert.Contains("no-such-folder: there is no such folder.", _complained.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_body_holds_the_table_as_it_is_in_the_file()
    {
        Assert.Equal(LawCommands.Holds, Desk.Body(Federal, ["lawEnforcement=county-police"], new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)));

        var body = JsonNode.Parse(_said.ToString())!;
        Assert.Equal(6, body["table"]!["duties"]!.AsArray().Count);
        Assert.Equal("county-police", body["authorities"]![0]!["agency"]!.GetValue<string>());
        Assert.Equal("lawEnforcement", body["authorities"]![0]!["kind"]!.GetValue<string>());
        Assert.StartsWith("2026-12-01T00:00:00", body["effectiveFrom"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private void Write(Action<JsonObject> change)
    {
        var table = JsonNode.Parse(File.ReadAllText(Federal))!.AsObject();
        change(table);
        File.WriteAllText(_file, table.ToJsonString());
    }
}
