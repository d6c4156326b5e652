-- Who reads the rows of a projection, and how much of them: a login for each kind of caller, which has its own partition and no other,
-- and of that the rows of one compartment, named by the transaction that reads. Where none is named, nothing is seen.
create procedure coordination.wall_off(_partition text, _login text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $procedure$
begin
    execute format('alter table views.%I enable row level security', _partition);
    execute format('alter table views.%I force row level security', _partition);
    execute format('create policy own_compartment on views.%I for select to %I using (compartment = current_setting(''coordination.compartment'', true) '
        'and (person is null or person = current_setting(''coordination.person'', true)))', _partition, _login);
    execute format('create view views.%I with (security_invoker = true, security_barrier = true) as '
        'select r.compartment, r.person, r.kind, r.sort, r.key, r.status, r.due, r.doc from views.%I r '
        'where r.generation = (select g.serving from views.generations g where g.projection = r.projection)', 'serving_' || _partition, _partition);
    execute format('revoke all on views.%I from coordination_projector', 'serving_' || _partition);
    execute format('grant usage on schema views to %I', _login);
    execute format('grant select on views.generations, views.%I, views.%I to %I', _partition, 'serving_' || _partition, _login);
end
$procedure$;
revoke all on procedure coordination.wall_off from public;

-- The projector writes through the table above the partitions, which has no walls of its own, and is granted to nobody else.
do $$
declare
    part text;
begin
    for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'views.rows'::regclass order by 1 loop
        call coordination.wall_off(part, case part
            when 'advocate_caseload' then 'coordination_reads_caseload'
            when 'coordinator_board' then 'coordination_reads_board'
            when 'accountability' then 'coordination_reads_board'
            when 'auditor_timeline' then 'coordination_reads_audit'
            when 'survivor_ledger' then 'coordination_reads_own'
            else 'coordination_reads_inbox' end);
    end loop;
end
$$;
