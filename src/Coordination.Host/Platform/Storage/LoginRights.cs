using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// Asks the database whether a login has rights that no wall stops. Its name says nothing of that: a role of the right name may have been
/// made a superuser since, or been given what is the owner's.
/// </summary>
internal static class LoginRights
{
    private const int SecondsToConnect = 4;

    private const string Question = """
        select role.rolname::text,
               array_remove(array[
                   case when role.rolsuper then 'is a superuser' end,
                   case when role.rolbypassrls then 'passes by row-level security' end,
                   case when role.rolcreaterole then 'may make roles' end,
                   case when role.rolreplication then 'may replicate' end,
                   case when owned.something then 'owns something of the database' end,
                   case when groups.names is not null then 'is a member of ' || groups.names end], null)
        from pg_roles role
        cross join lateral (
            select exists (
                select from pg_shdepend depends join pg_database here on here.datname = current_database()
                where depends.refclassid = 'pg_authid'::regclass and depends.refobjid = role.oid and depends.deptype = 'o'
                  and (depends.dbid = here.oid or (depends.classid = 'pg_database'::regclass and depends.objid = here.oid)))
                      as something) owned
        cross join lateral (
            select string_agg(above.rolname, ', ' order by above.rolname) as names
            from pg_auth_members member join pg_roles above on above.oid = member.roleid where member.member = role.oid) groups
        where role.rolname = session_user or role.rolname = any ($1)
        order by 1
        """;

    /// <summary>What the login of this connection, and others that the host uses on the same server, have too much; nothing when all is as
    /// it should be.</summary>
    /// <exception cref="NpgsqlException">The database could not be asked.</exception>
    public static async ValueTask<IReadOnlyList<string>> FaultsOf(string connection, IEnumerable<string> others,
        CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            Pooling = false,
            ApplicationName = "coordination rights",
            Timeout = SecondsToConnect,
            CommandTimeout = SecondsToConnect
        };
        await using var open = new NpgsqlConnection(settings.ConnectionString);
        await open.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(Question,
            open)
        { Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. others] } } };
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        List<string> faults = [];
        while (await rows.ReadAsync(cancellation))
            if (rows.GetFieldValue<string[]>(1) is { Length: > 0 } rights)
                faults.Add($"{rows.GetString(0)} {string.Join(", ", rights)}");
        return faults;
    }
}
