using Coordination.Host.Platform.Telemetry;
using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>The constraint and the table that PostgreSQL names. Its message, detail and hint may quote values, and are left out.</summary>
internal sealed class PostgresFaultNames : IFaultNames
{
    public string? Of(Exception fault) => fault is not PostgresException { ConstraintName: var constraint, TableName: var table } ? null
        : (constraint, table) switch
        {
            (null, null) => null,
            (null, _) => $"table {table}",
            (_, null) => $"constraint {constraint}",
            _ => $"constraint {constraint} of {table}",
        };
}
