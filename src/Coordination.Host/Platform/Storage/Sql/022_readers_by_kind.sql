-- What agencies read is read through a login for each kind of agency. A login sees the rows of agencies of its kind, whatever
-- compartment a transaction names. Of which kind an agency is, the log says, and this view of it keeps.
create table views.agency_kinds partition of views.rows for values in ('agency-kinds');
alter table views.agency_kinds enable row level security;
alter table views.agency_kinds force row level security;
create view views.serving_agency_kinds with (security_invoker = true, security_barrier = true) as
    select r.compartment as agency, r.status as kind from views.agency_kinds r
    where r.generation = (select g.serving from views.generations g where g.projection = r.projection);
revoke all on views.serving_agency_kinds from coordination_projector;

-- What the log says so far, so that nobody's rows are missing until the view has been folded for the first time.
insert into views.generations (projection, serving, latest) values ('agency-kinds', 1, 1);
insert into events.mt_event_progression (name, last_seq_id) values ('views/agency-kinds/1', 0);
insert into views.rows (projection, generation, key, compartment, kind, sort, status, doc)
    select distinct on (e.stream_id) 'agency-kinds', 1, 'agency/' || (e.data ->> 'agency'), e.data ->> 'agency', 'agency', '', e.data ->> 'kind',
        jsonb_build_object('agency', e.data ->> 'agency', 'does', e.data ->> 'kind')
    from events.mt_events e where e.type = 'agency-joined.v1' order by e.stream_id, e.version desc;

-- The logins of a view, one for each kind: coordination_reads_inbox_law_enforcement.
create function coordination.reader_of(_view text, _kind text) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $function$ select 'coordination_reads_' || _view || '_' || lower(regexp_replace(_kind, '([A-Z])', '_\1', 'g')) $function$;
revoke all on function coordination.reader_of from public;

create function coordination.kinds_of_agencies() returns setof text
language sql immutable
set search_path = pg_catalog, pg_temp
as $function$
    select unnest(array['victimServices', 'lawEnforcement', 'prosecution', 'medical', 'legal', 'housingAndServices', 'coordinating', 'childWelfare', 'funder'])
$function$;
revoke all on function coordination.kinds_of_agencies from public;

-- The planner's statistics of a column hold its most common values, and EXPLAIN tells how many rows it expects: of whose rows they are, of
-- how they are sorted and of what is in them, none are kept. Searches by those columns go by an index in any case.
create procedure coordination.tell_nothing_by_statistics(_partition text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $procedure$
declare
    col text;
begin
    foreach col in array array['compartment', 'person', 'key', 'sort', 'doc'] loop
        execute format('alter table views.%I alter column %I set statistics 0', _partition, col);
    end loop;
end
$procedure$;
revoke all on procedure coordination.tell_nothing_by_statistics from public;

-- Whose compartment is an agency's. The kind is looked up once for each statement, and the login is shown the agencies of its kind only.
create procedure coordination.wall_off_by_kind(_partition text, _view text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $procedure$
declare
    kind text;
    login text;
begin
    execute format('alter table views.%I enable row level security', _partition);
    execute format('alter table views.%I force row level security', _partition);
    execute format('create or replace view views.%I with (security_invoker = true, security_barrier = true) as '
        'select r.compartment, r.person, r.kind, r.sort, r.key, r.status, r.due, r.doc from views.%I r '
        'where r.generation = (select g.serving from views.generations g where g.projection = r.projection)', 'serving_' || _partition, _partition);
    execute format('revoke all on views.%I from coordination_projector', 'serving_' || _partition);
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
revoke all on procedure coordination.wall_off_by_kind from public;

drop policy own_compartment on views.partner_inbox;
drop policy own_compartment on views.advocate_caseload;
revoke all on all tables in schema views from coordination_reads_inbox, coordination_reads_caseload;
revoke all on schema views from coordination_reads_inbox, coordination_reads_caseload;
call coordination.wall_off_by_kind('partner_inbox', 'inbox');
call coordination.wall_off_by_kind('advocate_caseload', 'caseload');

do $$
declare
    part text;
begin
    for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'views.rows'::regclass loop
        call coordination.tell_nothing_by_statistics(part);
    end loop;
end
$$;
