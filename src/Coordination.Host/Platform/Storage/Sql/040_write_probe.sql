-- Whether something can be recorded at this moment. With a full disk, or on a replica, everything can still be read: a host that only reads
-- would say that it is ready. The table is emptied, which gives it a new file, and filled, which asks for space; then both are undone.
create table coordination.write_probe (filling bytea not null);
alter table coordination.write_probe alter column filling set storage external;

create function coordination.probe_write() returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
begin
    truncate coordination.write_probe;
    insert into coordination.write_probe (filling) values (decode(repeat('00', 131072), 'hex'));
    raise exception using errcode = 'CW001', message = 'it can be written';
exception when sqlstate 'CW001' then
    return;
end
$function$;
revoke all on function coordination.probe_write from public;
grant execute on function coordination.probe_write to coordination_writer;
