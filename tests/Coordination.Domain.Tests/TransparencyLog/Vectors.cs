using System.Text.Json.Nodes;
using Coordination.Testing;

namespace Coordination.Domain.Tests.TransparencyLog;

/// <summary>Data that others published, beside these tests.</summary>
internal static class Vectors
{
    public static JsonNode Read(string file) =>
        JsonNode.Parse(File.ReadAllBytes(Path.Combine(Snapshot.RepositoryRoot, "tests/Coordination.Domain.Tests/TransparencyLog/Vectors", file)))!;
}
