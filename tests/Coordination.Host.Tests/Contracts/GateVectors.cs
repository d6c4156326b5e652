using Coordination.Host.CommandLine.GateCases;
using Coordination.Testing;

namespace Coordination.Host.Tests.Contracts;

/// <summary>The published cases of the gate.</summary>
internal static class GateVectors
{
    public const string Folder = "vectors/consent-gate";

    public static string FullPath { get; } = Path.Combine(Snapshot.RepositoryRoot, Folder);

    /// <summary>Every case, with its path under the folder: <c>CG-04/at-its-end.json</c>.</summary>
    public static IReadOnlyList<(string Path, GateCase Case)> All { get; } =
        [.. GateCaseFile.Under(FullPath).Select(file => (Path.GetRelativePath(FullPath, file).Replace('\\', '/'), GateCaseFile.Read(file)))];

    /// <summary>The rule whose folder a case is in.</summary>
    public static string RuleOf(string path) => path.Split('/')[0];
}
