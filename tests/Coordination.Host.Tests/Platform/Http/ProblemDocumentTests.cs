using System.Reflection;
using Coordination.Domain;
using Coordination.Host.Platform.Http;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

public sealed class ProblemDocumentTests
{
    [Fact]
    public void The_document_lists_every_problem_as_it_is_answered()
    {
        var documented = File.ReadLines(Path.Combine(Snapshot.RepositoryRoot, "docs", "problems.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(All().Select(kind => $"| `{kind.Name}` | {kind.Status} | {kind.Title} |"), documented);
    }

    private static IEnumerable<ProblemKind> All() =>
        typeof(Problems).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == typeof(ProblemKind))
            .Select(property => (ProblemKind)property.GetValue(null)!)
            .Concat(Enum.GetValues<RefusalReason>().Select(Problems.Of))
            .DistinctBy(kind => kind.Name)
            .OrderBy(kind => kind.Status).ThenBy(kind => kind.Name, StringComparer.Ordinal);
}
