using System.Text.RegularExpressions;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests;

/// <summary>How the tests start the host, and on what.</summary>
public sealed partial class HostsOfTestsTests
{
    private static readonly IReadOnlyList<SourceFile> Tests = SourceTree.Under("tests");

    /// <summary>Who needs a socket starts <see cref="PublishedHost"/>.</summary>
    [Fact]
    public void Every_request_to_the_host_is_a_scenario_of_Alba()
    {
        Assert.Contains(Tests, file => file.Code.Contains("host.Scenario(", StringComparison.Ordinal));
        None(Tests.Where(file => OtherWaysIn().IsMatch(file.Code)).Select(file => file.Path));
    }

    /// <summary>
    /// Everything else runs on PostgreSQL through Marten. The list is for generated sweeps, for tests that set the clock (the append goes by the clock of
    /// the server), and for units below the host. It may get shorter: whoever would add a line takes the default.
    /// </summary>
    [Fact]
    public void What_keeps_its_log_in_memory_is_on_a_list_that_only_gets_shorter()
    {
        const string List = "tests/in-memory.txt";
        var listed = File.ReadAllLines(Path.Combine(Snapshot.RepositoryRoot, List)).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ')[0]).ToList();
        var found = Tests.Where(file => !file.Path.StartsWith("tests/Coordination.Testing/", StringComparison.Ordinal) && Memory().IsMatch(file.Code)).Select(file => file.Path).ToList();

        None(found.Except(listed).Select(path => $"{path} keeps its log in memory, and is not on {List}."));
        None(listed.Except(found).Select(path => $"{path} keeps nothing in memory any more: take it off {List}."));
    }

    [Fact]
    public void Nobody_sets_up_a_host_that_others_use_too() =>
        None(Tests.Where(file => SharedHost().Match(file.Code) is { Success: true } shared && Regex.IsMatch(file.Code, $@"\b{shared.Groups[1].Value}\.(With\(|(Replace|Around|InMemory|Database|Time|TokenTime|MembersAreGiven|ReadsClearText|Environment|KeyFolder) = )"))
            .Select(file => file.Path));

    private static void None(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    [GeneratedRegex(@"\bWebApplicationFactory\b|\bTestServer\b|\bUseTestServer\b|\bGetTestClient\b|\bGetTestServer\b|\bCreateDefaultClient\b|\bServer\.Create(Client|Handler)\b")]
    private static partial Regex OtherWaysIn();

    [GeneratedRegex(@"\((?:Shared|Consent|Disclosure|Review)Host (\w+)\)")]
    private static partial Regex SharedHost();

    [GeneratedRegex(@"\bInMemory(Stores|EventStore|ViewStore|Outbox)?\b")]
    private static partial Regex Memory();
}
