using Npgsql;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>Something that somebody with a password might try, and the right that it would take.</summary>
/// <param name="Right">For example <c>select</c>; <c>own</c> for what only an owner may do, <c>never</c> for what nobody may who logs in.</param>
/// <param name="On">The relation, function or role that it is tried on.</param>
/// <param name="Sql">The statement.</param>
internal sealed record WallAttempt(string Right, string On, string Sql)
{
    /// <summary>Everything there is to try on what is in a database, made from its catalog: what is added to the one is tried by the other.</summary>
    public static async Task<IReadOnlyList<WallAttempt>> All(string administrator, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(administrator);
        List<WallAttempt> attempts = [.. WallStatements.Anywhere.Select(sql => new WallAttempt("never", "the server", sql)), new("lock", "a number", "select pg_try_advisory_lock(1)")];
        foreach (var (name, kind, column) in await Rows(source, Relations, cancellation))
            attempts.AddRange(kind switch { "v" => OnView(name, column), "S" => OnSequence(name), _ => OnTable(name, column) });
        foreach (var (name, kind, arguments) in await Rows(source, Functions, cancellation))
            attempts.AddRange(OnFunction(name, kind, arguments));
        foreach (var (schema, _, _) in await Rows(source, Schemas, cancellation))
            attempts.AddRange(WallStatements.InSchema(schema).Select(sql => new WallAttempt("own", schema, sql)));
        foreach (var (role, _, _) in await Rows(source, Roles, cancellation))
            attempts.AddRange(WallStatements.AsRole(role).Select(sql => new WallAttempt("never", role, sql)));
        return attempts;
    }

    private static IEnumerable<WallAttempt> Reading(string name) =>
    [
        new("select", name, $"select * from {name}"), new("count", name, $"select count(*) from {name} where false"), new("select", name, $"explain analyze select * from {name}"),
        new("select", name, $"declare c cursor for select * from {name}"), new("select", name, $"select (select r from {name} r limit 1)::text"),
        new("select", name, $"with x as (select * from {name}) select * from x"), new("select", name, $"select query_to_xml('select * from {name}', true, true, '')"),
        new("select", name, $"prepare \"{name}\" as select * from {name}; execute \"{name}\""), new("select", name, $"copy (select * from {name}) to stdout"),
    ];

    private static IEnumerable<WallAttempt> OnTable(string name, string column) =>
    [
        .. Reading(name), new("select", name, $"table {name} limit 0"), new("select", name, $"copy {name} to stdout"),
        new("insert", name, $"insert into {name} default values"), new("copy", name, $"copy {name} from stdin"),
        new("update", name, $"update {name} set {column} = null"), new("update", name, $"select * from {name} for update"),
        new("delete", name, $"delete from {name}"), new("delete", name, $"with gone as (delete from {name} returning *) select * from gone"), new("truncate", name, $"truncate {name}"), new("lock", name, $"lock table {name} in access exclusive mode"),
        .. WallStatements.ToTable(name, column).Select(sql => new WallAttempt("own", name, sql)),
    ];

    private static IEnumerable<WallAttempt> OnView(string name, string column) =>
    [
        .. Reading(name), new("own", name, $"insert into {name} default values"), new("own", name, $"delete from {name}"), new("own", name, $"update {name} set {column} = null"),
        new("own", name, $"create or replace view {name} as select 1 as {column}"), new("own", name, $"drop view {name} cascade"), new("own", name, $"alter view {name} reset (security_invoker)"),
        new("own", name, $"alter view {name} set (security_barrier = false)"), new("own", name, $"alter view {name} owner to current_user"),
    ];

    private static IEnumerable<WallAttempt> OnSequence(string name) =>
    [
        new("next", name, $"select nextval('{name}')"), new("own", name, $"select setval('{name}', 1)"), new("current", name, $"select currval('{name}')"), new("read", name, $"select * from {name}"),
        new("own", name, $"alter sequence {name} restart"), new("own", name, $"drop sequence {name} cascade"),
    ];

    private static IEnumerable<WallAttempt> OnFunction(string name, string kind, string arguments)
    {
        // Selected, not written down: of a null that it sees, the planner knows what a strict function makes of it, and calls nothing.
        var nulls = string.Join(", ", arguments.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(type => kind == "p" ? $"null::{type}" : $"(select null::{type})"));
        var routine = kind == "p" ? "procedure" : "function";
        return
        [
            new("execute", name, kind == "p" ? $"call {name}({nulls})" : $"select {name}({nulls})"),
            new("own", name, $"drop {routine} {name}({arguments})"), new("own", name, $"alter {routine} {name}({arguments}) reset all"),
            new("own", name, $"alter {routine} {name}({arguments}) security definer"), new("own", name, $"alter {routine} {name}({arguments}) owner to current_user"),
        ];
    }

    private const string Relations =
        """
        select c.oid::regclass::text, c.relkind::text, coalesce((select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 order by a.attnum limit 1), '')
        from pg_class c where c.relnamespace::regnamespace::text in ('events', 'coordination', 'views', 'transparency', 'webhooks', 'wolverine') and c.relkind in ('r', 'p', 'v', 'S', 'm', 'f') order by 1
        """;

    private const string Functions =
        """
        select p.oid::regproc::text, p.prokind::text, coalesce((select string_agg(t::regtype::text, ', ' order by n) from unnest(p.proargtypes) with ordinality as a (t, n)), '')
        from pg_proc p where p.pronamespace::regnamespace::text in ('events', 'coordination', 'views', 'transparency', 'webhooks', 'wolverine') order by 1
        """;

    private const string Schemas = "select nspname, '', '' from pg_namespace where nspname in ('events', 'coordination', 'views', 'transparency', 'webhooks', 'wolverine', 'public') order by 1";

    // Without the logins that other tests make for themselves, on the same server and at the same time.
    private const string Roles = "select rolname, '', '' from pg_roles where rolname not like 'login\\_%' order by 1";

    private static async Task<List<(string, string, string)>> Rows(NpgsqlDataSource source, string sql, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(string, string, string)> rows = [];
        while (await reader.ReadAsync(cancellation))
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return rows;
    }
}
