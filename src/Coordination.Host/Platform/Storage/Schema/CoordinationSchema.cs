using JasperFx;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;

namespace Coordination.Host.Platform.Storage.Schema;

/// <summary>Our schemas as a feature of Weasel's, and the patch that brings a database there.</summary>
internal sealed class CoordinationSchema() : FeatureSchemaBase("coordination", new PostgresqlMigrator())
{
    private static readonly CoordinationSchema s_schema = new();

    /// <summary>The differences between a database and the model. Every login may ask.</summary>
    public static async Task<IReadOnlyList<SchemaPartDelta>> Compare(NpgsqlConnection connection, CancellationToken cancellation) =>
        [.. (await SchemaMigration.DetermineAsync(connection, s_schema.Migrator, cancellation, s_schema.Objects)).Deltas
            .Cast<SchemaPartDelta>()];

    /// <summary>The statements that mend what differs; empty when nothing does.</summary>
    /// <exception cref="MigrationException">Something differs that no patch mends without loss.</exception>
    public static async Task<string> Patch(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var found = await SchemaMigration.DetermineAsync(connection, s_schema.Migrator, cancellation, s_schema.Objects);
        if (found.Difference == SchemaPatchDifference.Invalid)
            throw new MigrationException(
                "The database differs from this host's model, and no patch mends that without loss. Restore it from a backup, or change " +
                "it by hand: "
                + string.Join("; ", found.Deltas.Cast<SchemaPartDelta>().SelectMany(delta => delta.Differences)
                    .Where(difference => difference.Mending is null)) + ".");
        using var patch = new StringWriter();
        found.WriteAllUpdates(patch, s_schema.Migrator, AutoCreate.CreateOrUpdate);
        return patch.ToString();
    }

    /// <summary>The same without removals and without changes that need a decision, for development of the next version.</summary>
    public static async Task<string> Additions(NpgsqlConnection connection, CancellationToken cancellation) =>
        string.Concat((await Compare(connection, cancellation)).SelectMany(delta => delta.Differences)
            .Where(difference => difference is { Wanted: not null, Mending: not null }).Select(difference => difference.Mending + "\n"));

    protected override IEnumerable<ISchemaObject> schemaObjects() => SchemaModel.Parts;
}
