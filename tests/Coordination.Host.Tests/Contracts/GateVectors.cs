using Coordination.Host.Cli.GateCases;
using Coordination.Testing;

namespace Coordination.Host.Tests.Contracts;

/// <summary>The published cases of the gate.</summary>
internal static class GateVectors
{
    public const string Folder = "vectors/consent-gate";

    public static string FullPath { get; } = Path.Combine(Snapshot.RepositoryRoot, Folder);

    private static readonly IReadOnlyList<string> Files = GateCaseFile.Under(FullPath);

    /// <summary>Every question to the gate, with its path under the folder: <c>CG-04/at-its-end.json</c>.</summary>
    public static IReadOnlyList<(string Path, GateCase Case)> All { get; } =
        [.. Files.Where(file => !GateCaseFile.IsCapture(file) && !GateCaseFile.IsTable(file)).Select(file => (Under(file), GateCaseFile.Read(file)))];

    /// <summary>Every command that a rule looks at when it is given, likewise.</summary>
    public static IReadOnlyList<(string Path, CaptureCase Case)> Captures { get; } =
        [.. Files.Where(GateCaseFile.IsCapture).Select(file => (Under(file), GateCaseFile.ReadCapture(file)))];

    /// <summary>Every table that is to be published, likewise.</summary>
    public static IReadOnlyList<(string Path, TableCase Case)> Tables { get; } =
        [.. Files.Where(GateCaseFile.IsTable).Select(file => (Under(file), GateCaseFile.ReadTable(file)))];

    /// <summary>How many cases of each kind there are of a rule.</summary>
    public static IReadOnlyDictionary<GateCaseKind, int> KindsOf(string rule) =>
        All.Select(vector => (vector.Path, vector.Case.Kind)).Concat(Captures.Select(vector => (vector.Path, vector.Case.Kind))).Concat(Tables.Select(vector => (vector.Path, vector.Case.Kind)))
            .Where(vector => RuleOf(vector.Path) == rule).GroupBy(vector => vector.Kind!.Value).ToDictionary(kind => kind.Key, kind => kind.Count());

    /// <summary>The rule whose folder a case is in.</summary>
    public static string RuleOf(string path) => path.Split('/')[0];

    private static string Under(string file) => Path.GetRelativePath(FullPath, file).Replace('\\', '/');
}
