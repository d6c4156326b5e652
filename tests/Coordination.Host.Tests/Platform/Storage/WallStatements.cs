namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>Statements that nobody who logs in may do: to tables, in schemas, as other roles, and to the server.</summary>
internal static class WallStatements
{
    /// <summary>What only the owner of a table may do.</summary>
    public static IEnumerable<string> ToTable(string name, string column) =>
    [
        $"alter table {name} add column note text", $"alter table {name} drop column {column}", $"alter table {name} disable trigger all", $"alter table {name} owner to current_user",
        $"alter table {name} disable row level security", $"alter table {name} no force row level security", $"alter table {name} alter column {column} set statistics 100",
        $"create policy mine on {name} using (true)", $"create trigger mine before insert on {name} for each row execute function coordination.refuse_change()",
        $"create rule mine as on delete to {name} do instead nothing", $"create index on {name} ({column})", $"drop table {name} cascade", $"comment on table {name} is 'x'",
        $"create statistics mine on {column}, {column} from {name}", $"cluster {name}",
        $"create table public.copied as select * from {name}", $"create view public.seen as select * from {name}", $"create materialized view public.kept as select * from {name}",
        $"create table public.child () inherits ({name})",
    ];

    /// <summary>Making something of one's own, above all what would be found before what it is named like.</summary>
    public static IEnumerable<string> InSchema(string schema) =>
    [
        $"create table {schema}.mt_events (id int)", $"create view {schema}.mine as select 1", $"create sequence {schema}.mine", $"create type {schema}.mine as (a int)", $"create domain {schema}.mine as int",
        $"create function {schema}.texteq(text, text) returns boolean language sql as 'select true'", $"create operator {schema}.= (leftarg = text, rightarg = text, function = pg_catalog.texteq)",
        $"alter schema {schema} rename to other", $"drop schema {schema} cascade", $"alter default privileges for role coordination_owner in schema {schema} grant all on tables to public",
        $"set local search_path = {schema}, public; create table mine (id int)",
    ];

    /// <summary>Handing on what one has: PostgreSQL only warns, so what is looked at is that it changes nothing.</summary>
    public static IEnumerable<string> HandingOn(string schema) =>
    [
        $"grant usage on schema {schema} to public", $"grant select on all tables in schema {schema} to public", $"grant all on all tables in schema {schema} to public",
        $"grant execute on all functions in schema {schema} to public", $"grant execute on all procedures in schema {schema} to public", $"grant usage on all sequences in schema {schema} to public",
        $"revoke all on schema {schema} from coordination_writer", $"revoke all on all tables in schema {schema} from coordination_writer",
    ];

    /// <summary>Becoming somebody else, or changing them.</summary>
    public static IEnumerable<string> AsRole(string role) =>
    [
        $"set role {role}", $"set session authorization {role}", $"grant {role} to current_user", $"alter role {role} superuser", $"alter role {role} bypassrls", $"alter role {role} password 'x'", $"alter role {role} set search_path = public",
        $"drop role {role}", $"drop owned by {role}", $"reassign owned by {role} to current_user",
    ];

    /// <summary>Reaching beyond the tables: files, programs, other servers, other connections, what is left behind, and what would switch a wall off.</summary>
    public static IReadOnlyList<string> Anywhere { get; } =
    [
        "create temporary table other (id int)", "create schema other", "create role other", "create extension dblink", "create extension postgres_fdw",
        "create foreign data wrapper other", "create publication other for all tables", "create event trigger other on ddl_command_start execute function coordination.refuse_change()",
        "create access method other type index handler bthandler", "create cast (text as int) without function as implicit", "alter database template1 rename to other", "create text search template other (lexize = dsimple_lexize)",
        "do $$ begin perform 1; end $$", "do language plpgsql 'begin execute ''select 1''; end'", "create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0000001 as 'begin raise notice ''%'', $1; return true; end'",
        "create function pg_temp.leak(text) returns boolean language sql as 'select true'",
        "copy (select 1) to program 'cat'", "copy (select 1) to '/tmp/coordination-leak'", "copy events.mt_events from program 'cat'", "copy events.mt_events from '/etc/passwd'",
        "select pg_read_file('postgresql.conf')", "select pg_read_binary_file('PG_VERSION')", "select pg_ls_dir('.')", "select pg_stat_file('postgresql.conf')", "select pg_ls_waldir()", "select pg_ls_logdir()", "select pg_current_logfile()",
        "select lo_import('/etc/passwd')", "select lo_export(1, '/tmp/coordination-leak')", "select lo_create(0)", "select lo_creat(-1)", "select lo_from_bytea(0, 'x')", "select lo_open(1, 262144)", "select lo_get(1)", "select lo_put(1, 0, 'x')", "select lo_unlink(1)",
        "select pg_advisory_lock(7268, 1)", "select pg_advisory_xact_lock(7268, 1)", "select pg_try_advisory_lock(7268, 2)", "select pg_try_advisory_xact_lock(7268, 1)", "select pg_advisory_lock_shared(7268, 1)", "select pg_advisory_unlock_all()",
        "select pg_reload_conf()", "select pg_rotate_logfile()", "select pg_promote()", "select pg_switch_wal()", "select pg_create_restore_point('x')", "select pg_log_backend_memory_contexts(pg_backend_pid())",
        "select pg_create_physical_replication_slot('x')", "select pg_create_logical_replication_slot('x', 'pgoutput')", "select pg_drop_replication_slot('x')", "select pg_replication_origin_create('x')", "select pg_stat_reset()", "select pg_stat_reset_single_table_counters(1)",
        "select pg_backup_start('x')", "select pg_import_system_collations('public')",
        "select * from pg_statistic", "select * from pg_statistic_ext_data", "select * from pg_authid", "select * from pg_shadow", "select * from pg_user_mapping", "select * from pg_largeobject", "select * from pg_subscription", "select * from pg_hba_file_rules", "select * from pg_file_settings",
        "select * from pg_backend_memory_contexts", "select * from pg_shmem_allocations", "select pg_show_all_file_settings()", "update pg_class set relrowsecurity = false", "delete from pg_policy", "insert into pg_auth_members values (1, 1, 1, true)",
        "set session_replication_role = replica", "set log_statement = 'all'", "set log_min_error_statement = 'debug5'", "set log_parameter_max_length = -1", "set log_min_duration_statement = 0", "set lc_messages = 'C'", "set session_preload_libraries = 'x'",
        "set zero_damaged_pages = on", "load 'dblink'",
    ];

    /// <summary>What PostgreSQL does in no transaction, and therefore has to be tried outside of one.</summary>
    public static IReadOnlyList<string> OutsideOfATransaction { get; } =
        ["create database other", "drop database postgres", "alter system set log_statement = 'all'", "create tablespace other location '/tmp'", "create subscription other connection 'host=127.0.0.1' publication p", "drop tablespace pg_default"];
}
