using Coordination.Host.Tests;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Coordination.Host.Tests;

/// <summary>Begins with the classes that take longest, so that at the end no processor waits for one of them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_longest =
    [
        "NonInterferenceOnPostgresTests", "EveryLoginTests", "PlantedLeakTests", "What is told to operators", "StandingTests", "StandingByLawTests", "SideRecordsTests", "ViewDaemonTests", "DescribedInputTests", "ErasureTests",
        "ErasureCanaryTests", "IntegratorTests", "LoginCheckTests", "EveryTextFieldTests", "NonInterferenceTests", "AuthorityTableTests",
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(PlaceOf)];

    // A class that shares no collection has one that is named for it: "Test collection for Coordination.Host.Tests.NonInterference.PlantedLeakTests (id: …)".
    private static int PlaceOf<TTestCollection>(TTestCollection collection) where TTestCollection : ITestCollection =>
        Array.FindIndex(s_longest, name => collection.TestCollectionDisplayName == name || collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal)) is var at and >= 0 ? at : s_longest.Length;
}
