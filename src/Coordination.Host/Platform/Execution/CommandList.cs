using System.Collections.Frozen;

namespace Coordination.Host.Platform.Execution;

/// <summary>
/// Which kinds of streams each command writes and checks: <c>docs/commands.json</c>, which is generated from the code and held by a test.
/// The runner stores nothing for a command that does something else.
/// </summary>
public sealed class CommandList
{
    private const string Resource = "commands.json";
    private static readonly Lazy<CommandList> s_current = new(ReadCurrent);
    private readonly FrozenDictionary<string, ListedCommand> _commands;

    public CommandList(IEnumerable<ListedCommand> commands) =>
        _commands = commands.ToFrozenDictionary(command => command.Command, StringComparer.Ordinal);

    /// <summary>The list of this host.</summary>
    public static CommandList Current => s_current.Value;

    public IReadOnlyCollection<ListedCommand> Commands => _commands.Values;

    /// <summary>Reads a list as it is checked in.</summary>
    public static CommandList Read(Stream json) =>
        new((JsonSerializer.Deserialize(json, ExecutionJson.Default.ListedCommands)
            ?? throw new JsonException("There is no list of commands.")).Commands);

    /// <summary>Holds a command to what is listed of it. What is not listed is no command of this host: a test asks for a line for each
    /// that it has.</summary>
    /// <exception cref="UndeclaredStreamException">It writes or checks a stream of a kind that it does not name.</exception>
    internal void Verify(string command, IReadOnlyCollection<LoadedStream> streams, bool onlyEvidence)
    {
        if (!_commands.TryGetValue(command, out var listed))
            return;
        foreach (var stream in streams)
        {
            var writes = stream.Writes(onlyEvidence);
            if (!listed.Writes.Contains(stream.Kind) && (writes || !listed.Checks.Contains(stream.Kind)))
                throw new UndeclaredStreamException(command, stream.Kind, writes);
        }
    }

    private static CommandList ReadCurrent()
    {
        using var stream = typeof(CommandList).Assembly.GetManifestResourceStream(Resource)!;
        return Read(stream);
    }
}

/// <summary>One command.</summary>
/// <param name="Command">Its name: the route of a request, or the part of the host that gives it.</param>
/// <param name="Writes">Kinds of streams that it can record to.</param>
/// <param name="Checks">Other kinds of streams that it may read, and whose versions are checked when it is stored.</param>
/// <param name="Owners">In whose compartments all of these are. Where there are several, the command spans agencies.</param>
public sealed record ListedCommand(string Command, IReadOnlyList<string> Writes, IReadOnlyList<string> Checks,
    IReadOnlyList<CompartmentOwner> Owners)
{
    /// <summary>Whether it takes what belongs to several: agencies with a database each could not do it at once.</summary>
    public bool SpansAgencies => Owners.Count > 1;
}

/// <summary>The file.</summary>
/// <param name="Streams">The owner of each kind of stream.</param>
/// <param name="Commands">All commands.</param>
internal sealed record ListedCommands(IReadOnlyDictionary<string, CompartmentOwner> Streams, IReadOnlyList<ListedCommand> Commands);

/// <summary>A command writes or checks a stream of which its line in the list says nothing. Nothing was stored.</summary>
public sealed class UndeclaredStreamException(string command, string kind, bool writes)
    : Exception($"{command} {(writes ? "writes" : "checks")} a stream of kind '{kind}', and docs/commands.json does not say so: nothing " +
        $"was stored.");
