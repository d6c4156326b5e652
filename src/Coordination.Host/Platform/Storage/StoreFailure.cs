using Coordination.Host.Platform.Telemetry;
using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>Tells apart what PostgreSQL can go wrong with: the request's own fault, or the store not being there.</summary>
internal static class StoreFailure
{
    /// <summary>What the driver said: Marten wraps it, with the text of the command, and the driver hangs the command on it with all that
    /// it holds.</summary>
    public static Exception CauseOf(Exception failure)
    {
        for (var cause = failure; cause is not null and not OperationCanceledException; cause = cause.InnerException)
        {
            if (!IsOutage(cause))
                continue;
            cause.Data.Remove(nameof(NpgsqlBatch));
            cause.Data.Remove(nameof(NpgsqlCommand));
            return cause;
        }
        return failure;
    }

    /// <summary>Whether one request may have caused the rollback of the batch, so that each can be tried alone: bad data, a broken
    /// constraint, a limit of the server, or the function's own count.</summary>
    public static bool IsOfOneRequest(Exception failure) =>
        failure is PostgresException { SqlState: var state } && state[..2] is "22" or "23" or "54" or "P0";

    /// <summary>Whether the connection should not be used again although it is open: the server became a replica, or is going
    /// away.</summary>
    public static bool SpoilsConnection(Exception failure) =>
        failure is not PostgresException { SqlState: var state } || state[..2] is "25" or "57" or "58" or "08" or "53" or "XX";

    /// <summary>What a caller is told. Texts of the server stay inside: they may quote data.</summary>
    public static Exception ToException(Exception failure) => failure switch
    {
        PostgresException { SqlState: var state } when state[..2] is "22" or "54" =>
            new ArgumentException($"The store cannot hold this request (SQLSTATE {state}).", failure),
        PostgresException { SqlState: var state } =>
            new StoreUnavailableException($"The store did not append (SQLSTATE {state}).", failure),
        _ => new StoreUnavailableException(
            "The connection to the store was lost, or could not be made. Whether something was stored is not known.", failure),
    };

    /// <summary>What the operator of a migration is told: the server's own message, unless it is about stored data, which it might
    /// quote.</summary>
    public static string ToOperator(NpgsqlException failure) =>
        IsOfOneRequest(failure) ? FaultSummary.Types(failure, [new PostgresFaultNames()]) : failure.Message;

    /// <summary>Whether the server ended the connection, or it broke: a fresh one may do better at once.</summary>
    public static bool IsBrokenConnection(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown }
            or NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException };

    /// <summary>Whether an exception of reading is an outage.</summary>
    public static bool IsOutage(Exception failure) =>
        failure is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException;
}
