using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>Whether a connection string is one of the role for which it is meant.</summary>
internal static class RoleConnection
{
    private const string NoConnectionString = "It is no connection string.";

    /// <summary>Null when it is; else what is wrong. The string is not repeated: it holds a password.</summary>
    public static string? FaultOf(string? connection, string role)
    {
        if (connection is not { Length: > 0 })
            return $"It is not set. Give the connection string of the role {role}.";
        try
        {
            return new NpgsqlConnectionStringBuilder(connection) switch
            {
                { Host: null or "" } => "It names no host.",
                { Username: var login } when login != role =>
                    $"It does not log in as {role}. The walls of the database hold for that role; a superuser, or the owner of the " +
                    $"tables, is stopped by none.",
                { IncludeErrorDetail: true } => "Include Error Detail is on: errors would quote stored data.",
                { LogParameters: true } => "Log Parameters is on: logs would quote stored data.",
                { PersistSecurityInfo: true } => "Persist Security Info is on: the password would stay readable in memory.",
                _ => null,
            };
        }
        catch (Exception wrong) when (IsUnreadable(wrong))
        {
            return NoConnectionString;
        }
    }

    /// <summary>What is wrong with it. Null when it can be parsed, for any login, or is not set.</summary>
    public static string? FaultOf(string? connection)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(connection);
            return null;
        }
        catch (Exception wrong) when (IsUnreadable(wrong))
        {
            return NoConnectionString;
        }
    }

    private static bool IsUnreadable(Exception wrong) =>
        wrong is ArgumentException or FormatException or InvalidCastException or OverflowException;
}
