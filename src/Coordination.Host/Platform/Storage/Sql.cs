using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.Platform.Storage;

/// <summary>Parameters of a known type.</summary>
internal static class Sql
{
    public static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = value };

    public static NpgsqlParameter Number(long value) => new NpgsqlParameter<long> { TypedValue = value };

    public static NpgsqlParameter Number(int value) => new NpgsqlParameter<int> { TypedValue = value };

    public static NpgsqlParameter Time(TimeSpan value) => new NpgsqlParameter<TimeSpan> { TypedValue = value };

    /// <summary>Gives a command its parameters, in order.</summary>
    public static void With(this NpgsqlCommand command, params NpgsqlParameter[] parameters) => command.Parameters.AddRange(parameters);

    /// <summary>Gives a command of a batch its parameters, in order.</summary>
    public static void With(this NpgsqlBatchCommand command, params NpgsqlParameter[] parameters) =>
        command.Parameters.AddRange(parameters);

    /// <summary>An array or a value that may be null, of a stated type.</summary>
    public static NpgsqlParameter Of(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
