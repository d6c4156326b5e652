-- What people look rows up by. What is due next, and what is in a state, are read from an index in their order: not past everything
-- that was done long ago. The agency with which a row has to do, and its purpose, are there to filter by.
alter table views.rows add column party   text null collate "C";
alter table views.rows add column purpose text null collate "C";

create index accountability_by_status    on views.accountability    (generation, compartment, kind, status, sort, key);
create index advocate_caseload_by_status on views.advocate_caseload (generation, compartment, kind, status, sort, key) where status is not null;
create index coordinator_board_by_status on views.coordinator_board (generation, compartment, kind, status, sort, key);
create index partner_inbox_by_status     on views.partner_inbox     (generation, compartment, kind, status, sort, key) where status is not null;
create index advocate_caseload_by_due    on views.advocate_caseload (generation, compartment, kind, due, key) where due is not null;
create index partner_inbox_by_due        on views.partner_inbox     (generation, compartment, kind, due, key) where due is not null;

-- The rows of a partition that serve, as those who read them see them. Projection and generation are the same for the whole statement, so
-- that they begin what is looked up in an index: where they were compared row by row, everybody's entries were read for anybody's page.
create procedure coordination.serve_rows(_partition text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $procedure$
begin
    execute format('create or replace view views.%I with (security_invoker = true, security_barrier = true) as '
        'select r.compartment, r.person, r.kind, r.sort, r.key, r.status, r.due, r.doc, r.party, r.purpose from views.%I r '
        'where r.projection = %L and r.generation = (select g.serving from views.generations g where g.projection = %L)',
        'serving_' || _partition, _partition, replace(_partition, '_', '-'), replace(_partition, '_', '-'));
    execute format('revoke all on views.%I from coordination_projector', 'serving_' || _partition);
end
$procedure$;
revoke all on procedure coordination.serve_rows from public;

create or replace procedure coordination.wall_off(_partition text, _login text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $procedure$
begin
    execute format('alter table views.%I enable row level security', _partition);
    execute format('alter table views.%I force row level security', _partition);
    execute format('create policy own_compartment on views.%I for select to %I using (compartment = current_setting(''coordination.compartment'', true) '
        'and (person is null or person = current_setting(''coordination.person'', true)))', _partition, _login);
    call coordination.serve_rows(_partition);
    call coordination.tell_nothing_by_statistics(_partition);
    execute format('grant usage on schema views to %I', _login);
    execute format('grant select on views.generations, views.%I, views.%I to %I', _partition, 'serving_' || _partition, _login);
end
$procedure$;

create or replace procedure coordination.tell_nothing_by_statistics(_partition text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $procedure$
declare
    col text;
begin
    foreach col in array array['compartment', 'person', 'key', 'sort', 'party', 'purpose', 'doc'] loop
        execute format('alter table views.%I alter column %I set statistics 0', _partition, col);
    end loop;
end
$procedure$;

create or replace procedure coordination.wall_off_by_kind(_partition text, _view text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $procedure$
declare
    kind text;
    login text;
begin
    execute format('alter table views.%I enable row level security', _partition);
    execute format('alter table views.%I force row level security', _partition);
    call coordination.serve_rows(_partition);
    call coordination.tell_nothing_by_statistics(_partition);
    for kind in select coordination.kinds_of_agencies() loop
        login := coordination.reader_of(_view, kind);
        if not exists (select from pg_policies p where p.schemaname = 'views' and p.tablename = 'agency_kinds' and p.policyname = login) then
            execute format('create policy %I on views.agency_kinds for select to %I using (status = %L)', login, login, kind);
            execute format('grant usage on schema views to %I', login);
            execute format('grant select on views.generations, views.agency_kinds, views.serving_agency_kinds to %I', login);
        end if;
        execute format('create policy %I on views.%I for select to %I using (compartment = (select k.agency from views.serving_agency_kinds k '
            'where k.agency = current_setting(''coordination.compartment'', true) and k.kind = %L) '
            'and (person is null or person = current_setting(''coordination.person'', true)))', login, _partition, login, kind);
        execute format('grant select on views.%I, views.%I to %I', _partition, 'serving_' || _partition, login);
    end loop;
end
$procedure$;

do $$
declare
    part text;
begin
    for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'views.rows'::regclass order by 1 loop
        call coordination.tell_nothing_by_statistics(part);
        if part <> 'agency_kinds' then -- which serves another view
            call coordination.serve_rows(part);
        end if;
    end loop;
end
$$;

-- These rows hold more than before: they are folded again from the first event, by the hosts themselves.
delete from views.rows where projection in ('accountability', 'advocate-caseload', 'coordinator-board', 'partner-inbox', 'survivor-ledger');
update events.mt_event_progression set last_seq_id = 0
    where name ~ '^views/(accountability|advocate-caseload|coordinator-board|partner-inbox|survivor-ledger)/';
