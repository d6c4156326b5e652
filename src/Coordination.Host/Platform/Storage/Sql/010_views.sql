-- The rows of projections. One partition for each projection, so that each can be given walls of its own: rights for one
-- login, and row-level security by compartment. Nothing in here is a source: everything can be folded again from the log.

-- Who may do what only one host may do at a time. The token goes up at each taking and never comes down.
create table views.leases (
    name        text        not null primary key,
    holder      text        not null,
    token       bigint      not null,
    expires_at  timestamptz not null
);

-- Which generation of a projection serves, and the highest number that was ever given to one.
create table views.generations (
    projection  text not null primary key,
    serving     int  not null,
    latest      int  not null,
    check (serving <= latest)
);

create table views.rows (
    projection   text        not null,
    generation   int         not null,
    key          text        not null collate "C",
    compartment  text        not null collate "C",
    kind         text        not null collate "C",
    sort         text        not null collate "C",
    status       text        null,
    due          timestamptz null,
    doc          jsonb       not null,
    primary key (projection, generation, key)
) partition by list (projection);

create table views.advocate_caseload partition of views.rows for values in ('advocate-caseload');
create table views.auditor_timeline  partition of views.rows for values in ('auditor-timeline');
create table views.coordinator_board partition of views.rows for values in ('coordinator-board');
create table views.partner_inbox     partition of views.rows for values in ('partner-inbox');

create index rows_in_order on views.rows (projection, generation, compartment, kind, sort, key);
create index auditor_timeline_by_stream on views.auditor_timeline (generation, status, sort);

-- Moves a checkpoint by compare-and-set, under a lease that is still the caller's. The caller writes its rows in the same
-- transaction; when either condition does not hold, this raises and nothing of it is stored.
create function views.advance(_checkpoint text, _from bigint, _to bigint, _lease text, _token bigint, _time interval) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    update views.leases set expires_at = clock_timestamp() + _time where name = _lease and token = _token;
    if not found then
        raise exception 'the lease % was taken over', _lease using errcode = 'CV001';
    end if;
    update events.mt_event_progression set last_seq_id = _to, last_updated = transaction_timestamp()
        where name = _checkpoint and last_seq_id = _from;
    if not found then
        raise exception 'the checkpoint % is not at %', _checkpoint, _from using errcode = 'CV002';
    end if;
end
$function$;

-- Lets a generation serve. The checkpoint of the one before is locked first: from there on no page can be stored in it, and
-- once it is gone, whoever still folds into it finds out.
create function views.switch_to(_projection text, _generation int, _lease text, _token bigint) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    old_name text;
    old_position bigint;
    new_position bigint;
begin
    perform from views.leases where name = _lease and token = _token for update;
    if not found then
        raise exception 'the lease % was taken over', _lease using errcode = 'CV001';
    end if;
    select 'views/' || _projection || '/' || serving into strict old_name from views.generations where projection = _projection for update;
    select last_seq_id into old_position from events.mt_event_progression where name = old_name for update;
    select last_seq_id into strict new_position from events.mt_event_progression where name = 'views/' || _projection || '/' || _generation;
    if new_position < coalesce(old_position, 0) then
        return false;
    end if;
    update views.generations set serving = _generation where projection = _projection;
    delete from events.mt_event_progression where name = old_name;
    delete from views.rows where projection = _projection and generation <> _generation;
    return true;
end
$function$;

grant execute on function views.advance, views.switch_to to coordination_projector;
