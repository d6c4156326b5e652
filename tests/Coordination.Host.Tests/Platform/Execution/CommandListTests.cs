using System.Reflection;
using System.Text;
using System.Text.Json;
using Coordination.Demo.Seeding;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Http;
using Coordination.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution;

/// <summary>Which command writes and checks which streams, and whose they are, is known: it is generated from the code and checked in.</summary>
public sealed class CommandListTests
{
    private const string List = "docs/commands.json";

    [Fact]
    public void The_list_of_commands_is_what_the_code_does_and_what_spans_agencies_only_gets_less()
    {
        var (before, now) = (Listed(), Found());

        var more = now.Where(command => command.SpansAgencies).SelectMany(command => More(command, before.GetValueOrDefault(command.Command))).ToList();
        Assert.True(more.Count == 0, $"Commands that span agencies take more than before:\n{string.Join('\n', more)}\nAgencies are to have databases of their own: a command then appends to one compartment, and everything else is a message. "
            + $"Find another way; where there is none, change the line in {List} by hand, and say why in the record of the decision (ADR 40):\n{string.Join('\n', now.Where(command => more.Any(what => what.StartsWith(command.Command + ":", StringComparison.Ordinal))).Select(Line))}");
        Snapshot.Matches(List, Written(now), "A command that is gone, takes less or is of one owner alone is accepted; see docs/adr/0040 for the others.");
    }

    [Fact]
    public void Every_command_is_found_to_record_something_and_the_host_has_the_list_with_it()
    {
        Assert.NotEmpty(CommandList.Current.Commands);
        Assert.All(Found(), command => Assert.True(command.Writes.Count > 0, $"{command.Command} is found to record nothing: the code is not read as it should be."));
    }

    [Fact]
    public void Nobody_else_runs_commands()
    {
        var run = typeof(CommandRunner).GetMethod(nameof(CommandRunner.Run))!;
        Assert.Equal([typeof(CommandCall), typeof(InternalCommands), typeof(Seeder)], new CommandStreams().CallersOf(run).OrderBy(type => type.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_read_out_of_the_code_is_what_a_reader_of_the_code_finds()
    {
        var found = Found().ToDictionary(command => command.Command);

        var welcome = found["POST /v1/survivors/"];
        Assert.Equal(["survivor"], welcome.Writes);

        // Through the one loader of gate facts: policy, both agencies, her consent, a process, a third person.
        var authorise = found["POST /v1/disclosures/{disclosure:guid}/authorise"];
        Assert.Equal(["disclosure"], authorise.Writes);
        Assert.Superset(new HashSet<string> { "agency", "case", "consent", "process", "survivor", "taskforce" }, authorise.Checks.ToHashSet());
        Assert.True(authorise.SpansAgencies);

        // A part of the host, whose handler is given its decider.
        Assert.Equal(["disclosure"], found["recall-notices"].Writes);
        Assert.Equal(["agency", "taskforce"], found["recall-notices"].Checks);
    }

    [Theory]
    [InlineData("survivor", "consent", true)]
    [InlineData("survivor", "", false)]
    [InlineData("", "survivor consent", false)]
    public async Task A_command_is_held_to_its_line(string writes, string checks, bool isStored)
    {
        using var host = new RunnerFixture(null, new ListedCommand("test", Words(writes), Words(checks), []));
        var survivor = new SurvivorId(Guid.NewGuid());
        async ValueTask<Answer> Welcome(CommandSession work)
        {
            await work.Load(ConsentStream.Definition, survivor);
            var state = work.Begin(SurvivorStream.Definition, survivor);
            work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(new WelcomeSurvivor(work.Actor, survivor, Sensitive.Of("Marisol"), null), state));
            return work.Created(SurvivorStream.Definition, survivor, $"/");
        }

        var key = Guid.NewGuid().ToString();
        if (isStored)
            Assert.IsType<CommandResult.Answered>(await host.Runner.Run(RunnerFixture.Context(key), Welcome, TestContext.Current.CancellationToken));
        else
            await Assert.ThrowsAsync<UndeclaredStreamException>(async () => await host.Runner.Run(RunnerFixture.Context(key), Welcome, TestContext.Current.CancellationToken));
        Assert.Equal(isStored ? 1 : 0, await host.Memory.Head(TestContext.Current.CancellationToken));
        Assert.Equal(isStored, await host.Memory.FindAnswer(new("amina", key), TestContext.Current.CancellationToken) is not null);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> More(ListedCommand now, ListedCommand? before)
    {
        foreach (var kind in now.Writes.Except(before?.Writes ?? []))
            yield return $"{now.Command}: writes {kind}";
        foreach (var kind in now.Checks.Except([.. before?.Checks ?? [], .. before?.Writes ?? []]))
            yield return $"{now.Command}: checks {kind}";
    }

    private static IReadOnlyList<ListedCommand> Found()
    {
        var code = new CommandStreams();
        using var host = new CoordinationHost();
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<CommandEndpoint>() is not null)
            .Select(endpoint => code.Of(RouteNames.Of(endpoint), endpoint.Metadata.GetRequiredMetadata<MethodInfo>()));
        var parts = code.CallersOf(typeof(InternalCommands).GetMethod(nameof(InternalCommands.Run))!).Select(part => code.Of(NameOf(part), part));
        return [.. routes.Concat(parts).Append(code.Of("seed", typeof(Seeder))).OrderBy(command => command.Command, StringComparer.Ordinal)];
    }

    /// <summary>The person in whose name it acts is its name.</summary>
    private static string NameOf(Type part) =>
        ((PersonId)part.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Single(field => field.FieldType == typeof(PersonId)).GetValue(null)!).Value;

    private static Dictionary<string, ListedCommand> Listed()
    {
        var file = Path.Combine(Snapshot.RepositoryRoot, List);
        using var json = File.OpenRead(file);
        return CommandList.Read(json).Commands.ToDictionary(command => command.Command);
    }

    private static string Written(IReadOnlyList<ListedCommand> commands)
    {
        var text = new StringBuilder("{\n  \"streams\": {\n");
        text.AppendJoin(",\n", CommandStreams.Kinds.Values.OrderBy(kind => kind.Kind, StringComparer.Ordinal).Select(kind => $"    \"{kind.Kind}\": \"{Name(kind.Owner)}\""));
        return text.Append("\n  },\n  \"commands\": [\n").AppendJoin(",\n", commands.Select(command => "    " + Line(command))).Append("\n  ]\n}\n").ToString();
    }

    private static string Line(ListedCommand command) =>
        $"{{ \"command\": \"{command.Command}\", \"writes\": [{Names(command.Writes)}], \"checks\": [{Names(command.Checks)}], \"owners\": [{Names(command.Owners.Select(Name))}] }}";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

    private static string Name(CompartmentOwner owner) => JsonNamingPolicy.CamelCase.ConvertName(owner.ToString());
}
