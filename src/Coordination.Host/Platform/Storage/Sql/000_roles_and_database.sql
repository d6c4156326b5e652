-- Roles and rights that belong to the cluster or to the database as a whole. Unlike the numbered migrations behind it, this
-- file runs at every `migrate`, as the administrator: a copy of a database (a template, a restored dump) brings neither along.
-- It changes only what differs, because roles are shared by all databases of a cluster.
do $$
declare
    login text;
    by_kind constant text[] := array(select 'coordination_reads_' || view || '_' || kind
        from unnest(array['inbox', 'caseload']) view, unnest(array['victim_services', 'law_enforcement', 'prosecution', 'medical', 'legal', 'housing_and_services',
            'coordinating', 'child_welfare', 'funder']) kind);
    logins constant text[] := array['coordination_writer', 'coordination_projector', 'coordination_integrator', 'coordination_messenger', 'coordination_reads_board', 'coordination_reads_audit',
        'coordination_reads_own', 'coordination_reads_outcomes', 'coordination_courier', 'coordination_outbox_reader'] || by_kind;
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

    -- Whoever answers a caller reads through the login of that kind of caller, and sees one compartment at a time. What agencies read is
    -- read by a login for each view and each kind of agency.
    foreach login in array logins loop
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
    foreach login in array logins loop
        execute format('grant connect on database %I to %I', current_database(), login);
    end loop;

    -- Logins of before, for any kind of agency. Earlier migrations name them; nobody is to come in as one of them.
    foreach login in array array['coordination_reads_caseload', 'coordination_reads_inbox'] loop
        if not exists (select from pg_roles where rolname = login) then
            begin
                execute format('create role %I nologin', login);
            exception when duplicate_object or unique_violation then null;
            end;
        end if;
        if exists (select from pg_roles where rolname = login and rolcanlogin) then
            execute format('alter role %I nologin password null', login);
        end if;
        execute format('revoke connect on database %I from %I', current_database(), login);
    end loop;
    execute format('grant create on database %I to coordination_owner', current_database());
end
$$;

-- PostgreSQL lets everybody lock what they know the number of, keep large objects, and run anonymous blocks. Whoever had a reader's password
-- could stop all appends with the first, and leave something behind with the others. Only a superuser may take this from everybody: a
-- server whose administrator is none keeps it, and says so.
do $$
declare
    open_to_all regprocedure;
begin
    for open_to_all in select p.oid from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace
            and p.proname ~ '^(pg_(try_)?advisory_.*|lo_.*|loread|lowrite)$' and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0)) loop
        execute format('revoke execute on function %s from public', open_to_all);
        execute format('grant execute on function %s to coordination_owner', open_to_all);
    end loop;
    if exists (select from pg_language l where l.lanname = 'plpgsql' and (l.lanacl is null or exists (select from aclexplode(l.lanacl) a where a.grantee = 0))) then
        revoke usage on language plpgsql from public;
        grant usage on language plpgsql to coordination_owner;
    end if;
exception when insufficient_privilege then
    raise notice 'advisory locks, large objects and anonymous blocks stay open to every login: the administrator is no superuser';
end
$$;

-- Which host keeps the views, which lets the Merkle tree grow, which leads, and which one looks for messages that are due, is settled by a lock on one number.
-- The append locks two numbers, which are locks of their own.
do $$
declare
    needed regprocedure;
    leader name;
begin
    foreach needed in array array['pg_try_advisory_lock(bigint)', 'pg_advisory_unlock(bigint)', 'pg_try_advisory_xact_lock(bigint)']::regprocedure[] loop
        if not has_function_privilege('coordination_messenger', needed, 'execute') then
            execute format('grant execute on function %s to coordination_messenger', needed);
        end if;
    end loop;
    foreach leader in array array['coordination_projector', 'coordination_integrator'] loop
        if not has_function_privilege(leader, 'pg_try_advisory_lock(bigint)', 'execute') then
            execute format('grant execute on function pg_try_advisory_lock(bigint) to %I', leader);
        end if;
    end loop;
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
