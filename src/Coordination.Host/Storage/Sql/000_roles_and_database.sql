-- Roles and rights that belong to the cluster or to the database as a whole. Unlike the numbered migrations behind it, this
-- file runs at every `migrate`, as the administrator: a copy of a database (a template, a restored dump) brings neither along.
-- It changes only what differs, because roles are shared by all databases of a cluster.
do $$
declare
    login text;
begin
    if not exists (select from pg_roles where rolname = 'coordination_owner') then
        begin
            create role coordination_owner nologin;
        exception when duplicate_object or unique_violation then null; -- made by a neighbour at this moment
        end;
    end if;
    if exists (select from pg_roles where rolname = 'coordination_owner' and rolcanlogin) then
        alter role coordination_owner nologin;
    end if;
    if not pg_has_role(current_user, 'coordination_owner', 'member') then
        execute format('grant coordination_owner to %I', current_user);
    end if;

    -- Whoever answers a caller reads through the login of that kind of caller, and sees one compartment at a time.
    foreach login in array array['coordination_writer', 'coordination_projector', 'coordination_integrator', 'coordination_reads_caseload', 'coordination_reads_board',
                                 'coordination_reads_inbox', 'coordination_reads_audit', 'coordination_reads_own'] loop
        if not exists (select from pg_roles where rolname = login) then
            begin
                execute format('create role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls', login);
            exception when duplicate_object or unique_violation then null;
            end;
        end if;
    end loop;

    -- A client that dies with a transaction open must not hold back the others.
    if not exists (select from pg_roles where rolname = 'coordination_writer'
                   and 'idle_in_transaction_session_timeout=5s' = any (rolconfig)) then
        alter role coordination_writer set idle_in_transaction_session_timeout = '5s';
    end if;

    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to coordination_writer, coordination_projector, coordination_integrator, coordination_reads_caseload, coordination_reads_board, '
        'coordination_reads_inbox, coordination_reads_audit, coordination_reads_own', current_database());
    execute format('grant create on database %I to coordination_owner', current_database());
end
$$;

create schema if not exists coordination authorization coordination_owner;

do $$
begin
    set local role coordination_owner;
    create table if not exists coordination.migrations (
        number      int         not null primary key,
        name        text        not null,
        checksum    bytea       not null,
        applied_at  timestamptz not null default now()
    );
end
$$;
