using JasperFx;
using JasperFx.Events;
using Marten;
using Weasel.Core;
using Options = Marten.StoreOptions;
using Rules = Weasel.Core.Migrator;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>What Marten wants of the database, and the patch that brings a database there.</summary>
internal static class MartenModel
{
    /// <summary>The schema that holds the log.</summary>
    public const string Schema = "events";

    private static readonly Lazy<(Rules Rules, ISchemaObject[] Objects)> s_model = new(Load);

    /// <summary>The statements that are missing; empty when there are none. Nothing is changed.</summary>
    /// <exception cref="MigrationException">What is there cannot be brought to the model without loss.</exception>
    public static async Task<string> Patch(Npgsql.NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (rules, objects) = s_model.Value;
        var found = await SchemaMigration.DetermineAsync(connection, rules, cancellation, objects);
        if (found.Difference == SchemaPatchDifference.None)
            return "";
        try
        {
            found.AssertPatchingIsValid(AutoCreate.CreateOrUpdate);
            using var patch = new StringWriter();
            found.WriteAllUpdates(patch, rules, AutoCreate.CreateOrUpdate);
            // everybody could call Marten's helpers, which nobody needs
            patch.WriteLine($"revoke all on all functions in schema {Schema} from public;");
            return patch.ToString();
        }
        catch (SchemaMigrationException impossible)
        {
            var lossy = found.Deltas.Where(delta => delta.Difference is SchemaPatchDifference.Invalid)
                .Select(delta => delta.SchemaObject.Identifier.QualifiedName);
            throw new MigrationException($"Marten's tables cannot be brought to this host's model without loss: {string.Join(", ", lossy)}",
                impossible);
        }
    }

    /// <summary>The settings that decide which tables and columns there are.</summary>
    public static void Configure(Options options)
    {
        options.DatabaseSchemaName = Schema;
        options.Events.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.MetadataConfig.EnableAll();
        options.Events.MetadataConfig.UserNameEnabled = true; // EnableAll leaves it out, and the column would be dropped
    }

    private static (Rules, ISchemaObject[]) Load()
    {
        using var store = DocumentStore.For(options =>
        {
            options.Connection("Host=127.0.0.1;Database=none"); // asked for by Marten; nothing connects to it
            Configure(options);
            options.Events.AddEventType<PlaceholderEvent>(); // without any type, Marten leaves out the tables of events
        });
        return (store.Options.Advanced.Migrator, [.. store.Storage.Database.AllObjects()]);
    }

    private sealed record PlaceholderEvent;
}
