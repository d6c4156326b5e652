using System.Security.Cryptography;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Schema;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage.Schema;

/// <summary>The model that hosts compare their database with. It needs no migrated database: whoever changes it has none yet.</summary>
public sealed class SchemaModelTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_model_is_what_the_scripts_and_the_model_make_of_an_empty_database()
    {
        await using var empty = await TestDatabase.CreateEmpty();
        await new Migrator(empty.Administrator) { IsBeingWritten = true }.Migrate(new(null, null), Cancellation);

        await using var connection = new NpgsqlConnection(empty.Administrator);
        await connection.OpenAsync(Cancellation);
        var found = SchemaModel.Text((await CoordinationSchema.Compare(connection, Cancellation)).Select(delta => (delta.Part, delta.Found)));

        Snapshot.Matches(SchemaModel.File, found, "Hosts refuse every database that differs from this. Where it changes, add a numbered script, so that the version changes with it.");
    }

    [Fact]
    public void A_model_that_changes_is_a_version_of_its_own()
    {
        const string kept = "tests/Coordination.Host.Tests/Platform/Storage/Before/versions.txt";
        var (file, model) = (Path.Combine(Snapshot.RepositoryRoot, kept), Path.Combine(Snapshot.RepositoryRoot, SchemaModel.File));
        var version = $"{SchemaVersion.Own} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(model)))}";
        var versions = File.Exists(file) ? File.ReadAllLines(file).ToList() : [];
        if (Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) == "1" && !versions.Any(line => line.StartsWith($"{SchemaVersion.Own} ", StringComparison.Ordinal)))
            File.WriteAllLines(file, versions = [.. versions, version]);

        Assert.True(versions.LastOrDefault() == version, $"Hosts tell databases apart by the number of their newest script, and {SchemaVersion.Own} stands for another model. Add a script, which may be a comment alone, run this with {Snapshot.AcceptVariable}=1 and commit {kept}. Where {SchemaVersion.Own} was not published yet, take its line out first.");
    }
}
