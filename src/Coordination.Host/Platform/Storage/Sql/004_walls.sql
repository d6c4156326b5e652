-- What was recorded stays as it was, whoever asks: the triggers also fire for superusers and for replication roles.
create function coordination.refuse_change() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    raise exception '% of %.% is refused: what was recorded is not changed', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege', hint = 'Record another event that corrects it.';
end
$function$;

create trigger events_are_immutable before update or delete or truncate on events.mt_events
    for each statement execute function coordination.refuse_change();
alter table events.mt_events enable always trigger events_are_immutable;

create trigger streams_are_not_removed before delete or truncate on events.mt_streams
    for each statement execute function coordination.refuse_change();
alter table events.mt_streams enable always trigger streams_are_not_removed;

create trigger streams_only_move_forward before update on events.mt_streams
    for each row when (new.version <= old.version or new.id <> old.id or new.type is distinct from old.type)
    execute function coordination.refuse_change();
alter table events.mt_streams enable always trigger streams_only_move_forward;

create trigger answers_are_immutable before update or truncate on coordination.idempotency_keys
    for each statement execute function coordination.refuse_change();
alter table coordination.idempotency_keys enable always trigger answers_are_immutable;

-- The writer appends through the function and reads; it has no right on any table that it could write to.
grant usage on schema events, coordination to coordination_writer;
grant select on events.mt_events, events.mt_streams, coordination.idempotency_keys, coordination.migrations
    to coordination_writer;
grant execute on function coordination.append to coordination_writer;

-- The projector reads the log and keeps its own place in it.
grant usage on schema events to coordination_projector;
grant select on events.mt_events, events.mt_streams to coordination_projector;
grant select, insert, update, delete on events.mt_event_progression to coordination_projector;
