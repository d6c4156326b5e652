-- 001 events
-- The log, in Marten's table layout (stream identity as string, all metadata on), so that a deployment that has Marten opens it.
-- Nothing of ours is inside it. There is no foreign key from mt_events to mt_streams: coordination.append is the only writer,
-- and the key would cost it two fifths of its speed. Names compare by their bytes: faster, and no index depends on the version of
-- the operating system's collations.
create schema events;
alter default privileges revoke execute on functions from public;

create table events.mt_streams (
    id           varchar     collate "C" not null,
    type         varchar     null,
    version      bigint      not null,
    timestamp    timestamptz not null default now(),
    created      timestamptz not null default now(),
    tenant_id    varchar     null default '*DEFAULT*',
    is_archived  bool        null default false,
    constraint pkey_mt_streams_id primary key (id)
) with (fillfactor = 80); -- room beside each row, so that a new version needs no new index entry

create table events.mt_events (
    seq_id          bigint       not null,
    id              uuid         not null,
    stream_id       varchar      collate "C" not null,
    version         bigint       not null,
    data            jsonb        not null,
    bdata           bytea        null,
    type            varchar(500) not null,
    timestamp       timestamptz  not null default now(),
    tenant_id       varchar      null default '*DEFAULT*',
    mt_dotnet_type  varchar      null,
    correlation_id  varchar      null,
    causation_id    varchar      null,
    headers         jsonb        null,
    user_name       varchar      null,
    is_archived     bool         null default false,
    constraint pkey_mt_events_seq_id primary key (seq_id)
);

create unique index pk_mt_events_stream_and_version on events.mt_events using btree (stream_id, version);

create sequence events.mt_events_sequence owned by events.mt_events.seq_id;

create table events.mt_event_progression (
    name          varchar     not null,
    last_seq_id   bigint      null,
    last_updated  timestamptz null default transaction_timestamp(),
    constraint pk_mt_event_progression primary key (name)
);

-- 002 idempotency
-- The first answer to each idempotency key, written in the transaction of the append that it belongs to.
create table coordination.idempotency_keys (
    subject      text        collate "C" not null,
    key          text        collate "C" not null,
    fingerprint  bytea       not null,
    body         bytea       not null,
    answered_at  timestamptz not null,
    constraint idempotency_keys_pkey primary key (subject, key)
);

-- 003 append
-- Appends a batch of requests in one transaction, in order. Positions are contiguous and commit order is position order: the lock is
-- held until the commit, and nothing waits on a client meanwhile. A request whose expectation fails, or whose key was used before, is
-- reported and skipped; the others go on.
--
-- Arrays carry the batch. A request owns a run of expectations (a write, or a check when it brings no events), and each
-- expectation names a stream of the batch by its index; events follow in the order of the writes.
create function coordination.append(
    last_expectations    int[],     -- per request: index of its last expectation; the one before it when it has none
    expectation_streams  int[],     -- per expectation: index of its stream
    expected_versions    bigint[],  -- per expectation: exact version, 0 for none, -1 for any but none
    expectation_events   int[],     -- per expectation: how many events it writes, 0 for a check
    stream_ids           text[],    -- per distinct stream
    stream_types         text[],
    event_expectations   int[],     -- per event: index of the write
    event_ids            uuid[],
    event_types          text[],
    event_data           jsonb[],
    event_headers        jsonb[],
    event_users          text[],
    event_correlations   text[],
    event_causations     text[],
    key_requests         int[],     -- per idempotency key: index of its request
    key_subjects         text[],
    key_values           text[],
    key_fingerprints     bytea[],
    key_bodies           bytea[],
    out failures         int[],     -- per request: 0 stored, -1 the key was used before, else index of the failed expectation
    out first_positions  bigint[],  -- per request: position of its first event
    out versions         bigint[],  -- per expectation: the stream's version, after a write or at the failure
    out recorded_at      timestamptz)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
-- Every lookup is by key: a plan made while the tables were small must not scan them when they have grown.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
set jit = off
as $function$
declare
    requests         int := cardinality(last_expectations);
    expectations     int := cardinality(expectation_streams);
    streams          int := cardinality(stream_ids);
    events           int := cardinality(event_ids);
    keys             int := cardinality(key_requests);
    locked           bool;
    notified         bool;
    head             bigint;
    before           bigint[];           -- per stream: version at the start
    after            bigint[];           -- per stream: version after the requests so far
    position_shifts  bigint[];           -- per expectation: position of event n is shift + n; null when the request was skipped
    version_shifts   bigint[];
    events_kept      int := 0;
    events_seen      int := 0;
    streams_new      int := 0;
    streams_moved    int := 0;
    keys_kept        int := 0;
    first            int := 1;
    last             int;
    stream           int;
    count            int;
    version          bigint;
    failure          int;
    used             int;
    affected         int;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'coordination.append needs read committed: it must see what was committed before it got the lock';
    end if;
    -- Assignments of this kind are evaluated without the executor; `perform` would start it up each time.
    locked := pg_advisory_xact_lock(7268, 1) is null;

    select e.seq_id, greatest(clock_timestamp(), e.timestamp) into head, recorded_at
    from events.mt_events e order by e.seq_id desc limit 1;
    if head is null then
        head := 0;
        recorded_at := clock_timestamp();
    end if;

    if streams = 1 then
        before := array[coalesce((select s.version from events.mt_streams s where s.id = stream_ids[1]), 0)];
    else
        before := array(
            select coalesce((select s.version from events.mt_streams s where s.id = stream_ids[i]), 0)
            from generate_series(1, streams) i);
    end if;
    after := before;
    failures := array_fill(0, array[requests]);
    first_positions := array_fill(0::bigint, array[requests]);
    versions := array_fill(0::bigint, array[expectations]);
    position_shifts := array_fill(null::bigint, array[expectations]);
    version_shifts := position_shifts;

    if keys = 1 then
        if exists (select from coordination.idempotency_keys i where i.subject = key_subjects[1] and i.key = key_values[1]) then
            failures[key_requests[1]] := -1;
        end if;
    elsif keys > 1 then
        for used in
            select k from generate_series(1, keys) k
            where exists (select from coordination.idempotency_keys i where i.subject = key_subjects[k] and i.key = key_values[k])
        loop
            failures[key_requests[used]] := -1;
        end loop;
    end if;

    for request in 1 .. requests loop
        last := last_expectations[request];
        failure := failures[request];
        if failure = 0 then
            for x in first .. last loop
                version := after[expectation_streams[x]];
                if version <> expected_versions[x] and (expected_versions[x] <> -1 or version = 0) then
                    failure := x;
                    failures[request] := x;
                    versions[x] := version;
                    exit;
                end if;
            end loop;
        end if;
        first_positions[request] := head + events_kept + 1;
        for x in first .. last loop
            count := expectation_events[x];
            if count > 0 then
                if failure = 0 then
                    stream := expectation_streams[x];
                    version := after[stream];
                    position_shifts[x] := head + events_kept - events_seen;
                    version_shifts[x] := version - events_seen;
                    if version = before[stream] then
                        if version = 0 then
                            streams_new := streams_new + 1;
                        else
                            streams_moved := streams_moved + 1;
                        end if;
                    end if;
                    after[stream] := version + count;
                    versions[x] := version + count;
                    events_kept := events_kept + count;
                end if;
                events_seen := events_seen + count;
            end if;
        end loop;
        first := last + 1;
    end loop;

    if streams_new > 0 then
        if streams = 1 then
            insert into events.mt_streams (id, type, version, timestamp, created)
            values (stream_ids[1], stream_types[1], after[1], recorded_at, recorded_at);
        else
            insert into events.mt_streams (id, type, version, timestamp, created)
            select stream_ids[i], stream_types[i], after[i], recorded_at, recorded_at
            from generate_series(1, streams) i
            where before[i] = 0 and after[i] > 0;
        end if;
        get diagnostics affected = row_count;
        if affected <> streams_new then
            raise exception 'inserted % streams, not %', affected, streams_new;
        end if;
    end if;

    if streams_moved > 0 then
        if streams = 1 then
            update events.mt_streams t set version = after[1], timestamp = recorded_at where t.id = stream_ids[1];
        else
            update events.mt_streams t set version = after[i], timestamp = recorded_at
            from generate_series(1, streams) i
            where t.id = stream_ids[i] and before[i] > 0 and after[i] > before[i];
        end if;
        get diagnostics affected = row_count;
        if affected <> streams_moved then
            raise exception 'moved % streams, not %', affected, streams_moved;
        end if;
    end if;

    if events_kept > 0 then
        if events = 1 then
            insert into events.mt_events
                (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
            values (head + 1, event_ids[1], stream_ids[expectation_streams[event_expectations[1]]], versions[event_expectations[1]],
                    event_data[1], event_types[1], recorded_at, event_correlations[1], event_causations[1], event_headers[1], event_users[1]);
        else
            insert into events.mt_events
                (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
            select position_shifts[event_expectations[n]] + n, event_ids[n], stream_ids[expectation_streams[event_expectations[n]]],
                   version_shifts[event_expectations[n]] + n, event_data[n], event_types[n], recorded_at,
                   event_correlations[n], event_causations[n], event_headers[n], event_users[n]
            from generate_series(1, events) n
            where position_shifts[event_expectations[n]] is not null;
        end if;
        get diagnostics affected = row_count;
        if affected <> events_kept then
            raise exception 'inserted % events, not %', affected, events_kept;
        end if;
        head := setval('events.mt_events_sequence', head + events_kept);
        notified := pg_notify('coordination_appended', '') is null;
    end if;

    for k in 1 .. keys loop
        if failures[key_requests[k]] = 0 then
            keys_kept := keys_kept + 1;
        end if;
    end loop;
    if keys_kept > 0 then
        if keys = 1 then
            insert into coordination.idempotency_keys (subject, key, fingerprint, body, answered_at)
            values (key_subjects[1], key_values[1], key_fingerprints[1], key_bodies[1], recorded_at);
        else
            insert into coordination.idempotency_keys (subject, key, fingerprint, body, answered_at)
            select key_subjects[k], key_values[k], key_fingerprints[k], key_bodies[k], recorded_at
            from generate_series(1, keys) k
            where failures[key_requests[k]] = 0;
        end if;
        get diagnostics affected = row_count;
        if affected <> keys_kept then
            raise exception 'kept % answers, not %', affected, keys_kept;
        end if;
    end if;
end
$function$;

-- 004 walls
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

-- 005 views
-- Everything in here is derived from the log and can be built again. Tables that later migrations put here are the projector's to fill.
create schema views;
grant usage on schema views to coordination_projector;
alter default privileges in schema views grant select, insert, update, delete, truncate on tables to coordination_projector;
alter default privileges in schema views grant usage, select on sequences to coordination_projector;

-- 010 views
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

-- 011 views_person
-- What is addressed to one person of an agency is that person's to read, not every colleague's.
alter table views.rows add column person text null collate "C";

-- 012 transparency
-- The Merkle tree over the log and its signed checkpoints. All of it is derived from events.mt_events (but for the cosignatures of
-- witnesses) and can be built again, byte for byte. The role coordination_integrator writes it, through functions that let the
-- tree do nothing but grow; it has no right on any table that it could write to.
create schema transparency;

create table transparency.tree (
    only_one  bool   not null primary key default true check (only_one),
    size      bigint not null check (size >= 0)
);
insert into transparency.tree (size) values (0);

-- A tile has up to 256 hashes of 32 bytes. One that is not full grows in place: whatever it was at a smaller size is its beginning.
create table transparency.tiles (
    level   int    not null check (level between 0 and 63),
    index   bigint not null check (index >= 0),
    hashes  bytea  not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
    constraint tiles_pkey primary key (level, index)
);
alter table transparency.tiles alter column hashes set storage external; -- hashes do not compress

create table transparency.checkpoints (
    size          bigint      not null primary key,
    note          text        not null,
    cosignatures  int         not null default 0,
    signed_at     timestamptz not null default clock_timestamp()
);
create index checkpoints_in_time on transparency.checkpoints (signed_at, size);
create index checkpoints_cosigned on transparency.checkpoints (cosignatures, size);

-- Grows the tree from one size to another, and keeps the checkpoint that was signed for it, under a lease that is still the caller's.
create function transparency.grow(
    _from bigint, _to bigint, _levels int[], _indexes bigint[], _hashes bytea[], _note text, _lease text, _token bigint, _time interval)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    kept int;
begin
    update views.leases set expires_at = clock_timestamp() + _time where name = _lease and token = _token;
    if not found then
        raise exception 'the lease % was taken over', _lease using errcode = 'CV001';
    end if;
    update transparency.tree set size = _to where size = _from and _to >= _from;
    if not found then
        raise exception 'the tree is not at %', _from using errcode = 'CV002';
    end if;
    insert into transparency.tiles as t (level, index, hashes)
    select * from unnest(_levels, _indexes, _hashes)
    on conflict (level, index) do update set hashes = excluded.hashes
        where substr(excluded.hashes, 1, length(t.hashes)) = t.hashes;
    get diagnostics kept = row_count;
    if kept <> cardinality(_levels) then
        raise exception 'a tile would change, not grow' using errcode = 'CV003';
    end if;
    insert into transparency.checkpoints (size, note) values (_to, _note);
end
$function$;

-- Adds signatures to a checkpoint: a witness's, or those of a new key of the log. What is under it stays under it.
create function transparency.add_signatures(_size bigint, _before text, _lines text, _cosignatures int) returns bool
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
begin
    update transparency.checkpoints set note = note || _lines, cosignatures = cosignatures + _cosignatures
        where size = _size and note = _before and _cosignatures >= 0;
    return found;
end
$function$;

-- Who integrates reads the log and grows the tree; whoever serves and audits reads.
grant usage on schema events, transparency to coordination_integrator;
grant select on events.mt_events, transparency.tree, transparency.tiles, transparency.checkpoints to coordination_integrator;
grant execute on function transparency.grow, transparency.add_signatures to coordination_integrator;
grant usage on schema transparency to coordination_writer;
grant select on transparency.tree, transparency.tiles, transparency.checkpoints to coordination_writer;

-- 020 readers
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

-- 021 views_of_more_roles
-- What survivors read of their own, and what agencies answer for.
create table views.survivor_ledger partition of views.rows for values in ('survivor-ledger');
create table views.accountability  partition of views.rows for values in ('accountability');
call coordination.wall_off('survivor_ledger', 'coordination_reads_own');
call coordination.wall_off('accountability', 'coordination_reads_board');

-- 022 readers_by_kind
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

-- 023 outcomes
-- What is counted of each survivor. What publishes the figures reads it, with a login of its own; nobody's view is made of these rows.
create table views.outcomes partition of views.rows for values in ('outcomes');
call coordination.wall_off('outcomes', 'coordination_reads_outcomes');
call coordination.tell_nothing_by_statistics('outcomes');

-- 030 webhooks
-- What is to be sent to the endpoints of agencies, and what became of it. Nothing in here is a source: what is due is composed again from the
-- views, and a message has the same name each time. A body holds names that are the recipient's own, and is removed when it has arrived.
create schema webhooks;

create table webhooks.outbox (
    agency        text        not null collate "C",
    endpoint      uuid        not null,
    sequence      bigint      not null check (sequence > 0),
    message       text        not null collate "C",
    type          text        not null collate "C",
    body          text        null,
    state         text        not null check (state in ('waiting', 'sent', 'dead')),
    waiting_since timestamptz not null,
    next_at       timestamptz not null,
    attempts      int         not null default 0,
    asked_for     int         not null default 0,
    ended_at      timestamptz null,
    failure       text        null,
    status        int         null,
    primary key (endpoint, sequence),
    unique (endpoint, message),
    check (state = 'sent' or body is not null),
    check ((state = 'waiting') = (ended_at is null))
);

create index outbox_that_waits on webhooks.outbox (endpoint, sequence) where state = 'waiting';
create index outbox_that_died on webhooks.outbox (endpoint, sequence) where state = 'dead';

-- Called first in each transaction that writes: the lease is the caller's until it ends.
create function webhooks.under_lease(_lease text, _token bigint) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $function$
begin
    perform from views.leases where name = _lease and token = _token for share;
    if not found then
        raise exception 'the lease % was taken over', _lease using errcode = 'CV001';
    end if;
end
$function$;
revoke all on function webhooks.under_lease from public;

alter table webhooks.outbox enable row level security;
alter table webhooks.outbox force row level security;

-- Who carries the messages has them all, and nothing else of the database. Who answers an administrator sees how those of one agency did, and
-- not what they say.
create policy carried on webhooks.outbox to coordination_courier using (true) with check (true);
create policy own_agency on webhooks.outbox for select to coordination_outbox_reader using (agency = current_setting('coordination.compartment', true));
grant usage on schema webhooks to coordination_courier, coordination_outbox_reader;
grant select, insert, update, delete on webhooks.outbox to coordination_courier;
grant execute on function webhooks.under_lease to coordination_courier;
grant select (agency, endpoint, sequence, message, type, state, waiting_since, next_at, attempts, ended_at, failure, status)
    on webhooks.outbox to coordination_outbox_reader;

-- 031 views_found_by
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

-- 032 idempotency_by_agency
-- An idempotency key now means one command within an agency: its subject is "agency/person", since one person may speak for several.
-- Answers that were kept under the person alone go on counting for the agency for which they were kept, under a copy: what was kept is never
-- changed. The log says which agency that was: the only one for which this person ever acted, else the one at that instant. Where it does not
-- say, nothing was recorded with the answer, and asking again does no harm. Subjects of the host's own commands stay as they are.
with acted as (
    select e.user_name as person, e.headers ->> 'agency' as agency, array_agg(distinct e.timestamp) as instants
    from events.mt_events e
    where e.headers ->> 'agency' is not null
    group by e.user_name, e.headers ->> 'agency'),
kept as (
    select k.*,
           (select array_agg(a.agency) from acted a where a.person = k.subject) as agencies,
           (select array_agg(a.agency) from acted a where a.person = k.subject and k.answered_at = any (a.instants)) as agencies_then
    from coordination.idempotency_keys k
    where position('/' in k.subject) = 0
      and k.subject not in ('erasure', 'outcomes', 'recall-notices', 'seed', 'timekeeper', 'webhooks')),
known as (
    select k.*, case when cardinality(k.agencies_then) = 1 then k.agencies_then[1] when cardinality(k.agencies) = 1 then k.agencies[1] end as agency
    from kept k)
insert into coordination.idempotency_keys (subject, key, fingerprint, body, answered_at)
select agency || '/' || subject, key, fingerprint, body, answered_at
from known
where agency is not null;

-- 033 position_of_answers
-- The position of the log when a command was answered: whoever waits for what their own command did waits for that. Null in answers from before.
alter table coordination.idempotency_keys add column position bigint;

-- The same as before, but that it also keeps this position.
create or replace function coordination.append(
    last_expectations    int[],     -- per request: index of its last expectation; the one before it when it has none
    expectation_streams  int[],     -- per expectation: index of its stream
    expected_versions    bigint[],  -- per expectation: exact version, 0 for none, -1 for any but none
    expectation_events   int[],     -- per expectation: how many events it writes, 0 for a check
    stream_ids           text[],    -- per distinct stream
    stream_types         text[],
    event_expectations   int[],     -- per event: index of the write
    event_ids            uuid[],
    event_types          text[],
    event_data           jsonb[],
    event_headers        jsonb[],
    event_users          text[],
    event_correlations   text[],
    event_causations     text[],
    key_requests         int[],     -- per idempotency key: index of its request
    key_subjects         text[],
    key_values           text[],
    key_fingerprints     bytea[],
    key_bodies           bytea[],
    out failures         int[],     -- per request: 0 stored, -1 the key was used before, else index of the failed expectation
    out first_positions  bigint[],  -- per request: position of its first event
    out versions         bigint[],  -- per expectation: the stream's version, after a write or at the failure
    out recorded_at      timestamptz)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
-- Every lookup is by key: a plan made while the tables were small must not scan them when they have grown.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
set jit = off
as $function$
declare
    requests         int := cardinality(last_expectations);
    expectations     int := cardinality(expectation_streams);
    streams          int := cardinality(stream_ids);
    events           int := cardinality(event_ids);
    keys             int := cardinality(key_requests);
    locked           bool;
    notified         bool;
    head             bigint;
    before           bigint[];           -- per stream: version at the start
    after            bigint[];           -- per stream: version after the requests so far
    position_shifts  bigint[];           -- per expectation: position of event n is shift + n; null when the request was skipped
    version_shifts   bigint[];
    events_kept      int := 0;
    events_seen      int := 0;
    streams_new      int := 0;
    streams_moved    int := 0;
    keys_kept        int := 0;
    first            int := 1;
    last             int;
    stream           int;
    count            int;
    version          bigint;
    failure          int;
    used             int;
    affected         int;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'coordination.append needs read committed: it must see what was committed before it got the lock';
    end if;
    -- Assignments of this kind are evaluated without the executor; `perform` would start it up each time.
    locked := pg_advisory_xact_lock(7268, 1) is null;

    select e.seq_id, greatest(clock_timestamp(), e.timestamp) into head, recorded_at
    from events.mt_events e order by e.seq_id desc limit 1;
    if head is null then
        head := 0;
        recorded_at := clock_timestamp();
    end if;

    if streams = 1 then
        before := array[coalesce((select s.version from events.mt_streams s where s.id = stream_ids[1]), 0)];
    else
        before := array(
            select coalesce((select s.version from events.mt_streams s where s.id = stream_ids[i]), 0)
            from generate_series(1, streams) i);
    end if;
    after := before;
    failures := array_fill(0, array[requests]);
    first_positions := array_fill(0::bigint, array[requests]);
    versions := array_fill(0::bigint, array[expectations]);
    position_shifts := array_fill(null::bigint, array[expectations]);
    version_shifts := position_shifts;

    if keys = 1 then
        if exists (select from coordination.idempotency_keys i where i.subject = key_subjects[1] and i.key = key_values[1]) then
            failures[key_requests[1]] := -1;
        end if;
    elsif keys > 1 then
        for used in
            select k from generate_series(1, keys) k
            where exists (select from coordination.idempotency_keys i where i.subject = key_subjects[k] and i.key = key_values[k])
        loop
            failures[key_requests[used]] := -1;
        end loop;
    end if;

    for request in 1 .. requests loop
        last := last_expectations[request];
        failure := failures[request];
        if failure = 0 then
            for x in first .. last loop
                version := after[expectation_streams[x]];
                if version <> expected_versions[x] and (expected_versions[x] <> -1 or version = 0) then
                    failure := x;
                    failures[request] := x;
                    versions[x] := version;
                    exit;
                end if;
            end loop;
        end if;
        first_positions[request] := head + events_kept + 1;
        for x in first .. last loop
            count := expectation_events[x];
            if count > 0 then
                if failure = 0 then
                    stream := expectation_streams[x];
                    version := after[stream];
                    position_shifts[x] := head + events_kept - events_seen;
                    version_shifts[x] := version - events_seen;
                    if version = before[stream] then
                        if version = 0 then
                            streams_new := streams_new + 1;
                        else
                            streams_moved := streams_moved + 1;
                        end if;
                    end if;
                    after[stream] := version + count;
                    versions[x] := version + count;
                    events_kept := events_kept + count;
                end if;
                events_seen := events_seen + count;
            end if;
        end loop;
        first := last + 1;
    end loop;

    if streams_new > 0 then
        if streams = 1 then
            insert into events.mt_streams (id, type, version, timestamp, created)
            values (stream_ids[1], stream_types[1], after[1], recorded_at, recorded_at);
        else
            insert into events.mt_streams (id, type, version, timestamp, created)
            select stream_ids[i], stream_types[i], after[i], recorded_at, recorded_at
            from generate_series(1, streams) i
            where before[i] = 0 and after[i] > 0;
        end if;
        get diagnostics affected = row_count;
        if affected <> streams_new then
            raise exception 'inserted % streams, not %', affected, streams_new;
        end if;
    end if;

    if streams_moved > 0 then
        if streams = 1 then
            update events.mt_streams t set version = after[1], timestamp = recorded_at where t.id = stream_ids[1];
        else
            update events.mt_streams t set version = after[i], timestamp = recorded_at
            from generate_series(1, streams) i
            where t.id = stream_ids[i] and before[i] > 0 and after[i] > before[i];
        end if;
        get diagnostics affected = row_count;
        if affected <> streams_moved then
            raise exception 'moved % streams, not %', affected, streams_moved;
        end if;
    end if;

    if events_kept > 0 then
        if events = 1 then
            insert into events.mt_events
                (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
            values (head + 1, event_ids[1], stream_ids[expectation_streams[event_expectations[1]]], versions[event_expectations[1]],
                    event_data[1], event_types[1], recorded_at, event_correlations[1], event_causations[1], event_headers[1], event_users[1]);
        else
            insert into events.mt_events
                (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
            select position_shifts[event_expectations[n]] + n, event_ids[n], stream_ids[expectation_streams[event_expectations[n]]],
                   version_shifts[event_expectations[n]] + n, event_data[n], event_types[n], recorded_at,
                   event_correlations[n], event_causations[n], event_headers[n], event_users[n]
            from generate_series(1, events) n
            where position_shifts[event_expectations[n]] is not null;
        end if;
        get diagnostics affected = row_count;
        if affected <> events_kept then
            raise exception 'inserted % events, not %', affected, events_kept;
        end if;
        head := setval('events.mt_events_sequence', head + events_kept);
        notified := pg_notify('coordination_appended', '') is null;
    end if;

    for k in 1 .. keys loop
        if failures[key_requests[k]] = 0 then
            keys_kept := keys_kept + 1;
        end if;
    end loop;
    if keys_kept > 0 then
        if keys = 1 then
            insert into coordination.idempotency_keys (subject, key, fingerprint, body, answered_at, position)
            values (key_subjects[1], key_values[1], key_fingerprints[1], key_bodies[1], recorded_at, head);
        else
            insert into coordination.idempotency_keys (subject, key, fingerprint, body, answered_at, position)
            select key_subjects[k], key_values[k], key_fingerprints[k], key_bodies[k], recorded_at, head
            from generate_series(1, keys) k
            where failures[key_requests[k]] = 0;
        end if;
        get diagnostics affected = row_count;
        if affected <> keys_kept then
            raise exception 'kept % answers, not %', affected, keys_kept;
        end if;
    end if;
end
$function$;

-- 040 write_probe
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

-- 050 messages_and_lookups
-- Messages of the hosts to themselves: what is still to be done after something was recorded, or at a later time. The tables are those of Wolverine's
-- own storage (6.62). A message is stored by coordination.append in the transaction of the events, and holds ids only. The login that carries messages
-- reads and changes them, and has no right on anything else.
create schema wolverine;

create table wolverine.wolverine_incoming_envelopes (
    id              uuid        not null,
    status          varchar     not null,
    owner_id        int         not null,
    execution_time  timestamptz,
    attempts        int         default 0,
    body            bytea       not null,
    message_type    varchar     not null,
    received_at     varchar,
    keep_until      timestamptz,
    "timestamp"     timestamptz default now(),
    constraint pkey_wolverine_incoming_envelopes_id primary key (id)
);
create index idx_wolverine_incoming_envelopes_keep_until on wolverine.wolverine_incoming_envelopes (keep_until) where status = 'Handled';
create index idx_wolverine_incoming_envelopes_owner on wolverine.wolverine_incoming_envelopes (owner_id) where owner_id <> 0;
create index idx_wolverine_incoming_envelopes_recover on wolverine.wolverine_incoming_envelopes (received_at) where status = 'Incoming' and owner_id = 0;
create index idx_wolverine_incoming_envelopes_scheduled on wolverine.wolverine_incoming_envelopes (execution_time) where status = 'Scheduled';

create table wolverine.wolverine_outgoing_envelopes (
    id            uuid    not null,
    owner_id      int     not null,
    destination   varchar not null,
    deliver_by    timestamptz,
    body          bytea   not null,
    attempts      int     default 0,
    message_type  varchar not null,
    constraint pkey_wolverine_outgoing_envelopes_id primary key (id)
);
create index idx_wolverine_outgoing_envelopes_owner on wolverine.wolverine_outgoing_envelopes (owner_id) where owner_id <> 0;
create index idx_wolverine_outgoing_envelopes_recover on wolverine.wolverine_outgoing_envelopes (destination) where owner_id = 0;

create table wolverine.wolverine_dead_letters (
    id                 uuid    not null,
    execution_time     timestamptz,
    body               bytea   not null,
    message_type       varchar not null,
    received_at        varchar,
    source             varchar,
    exception_type     varchar,
    exception_message  varchar,
    sent_at            timestamptz,
    replayable         boolean,
    failure_group      varchar(100),
    failure_title      varchar(500),
    failed_at          timestamptz,
    first_failed_at    timestamptz,
    replay_count       int,
    last_replayed_at   timestamptz,
    archived_at        timestamptz,
    constraint pkey_wolverine_dead_letters_id primary key (id)
);
create index idx_wolverine_dead_letters_failure_group on wolverine.wolverine_dead_letters (failure_group);
create index idx_wolverine_dead_letters_replayable on wolverine.wolverine_dead_letters (replayable) where replayable = true;

create table wolverine.wolverine_dead_letter_history (
    id                uuid not null,
    replay_count      int,
    last_replayed_at  timestamptz,
    first_failed_at   timestamptz,
    constraint pkey_wolverine_dead_letter_history_id primary key (id)
);
create index idx_wolverine_dead_letter_history_last_replayed_at on wolverine.wolverine_dead_letter_history (last_replayed_at);

-- Which hosts there are, which of them leads, and what they say to each other.
create table wolverine.wolverine_nodes (
    id            uuid        not null,
    node_number   serial      not null,
    description   varchar     not null,
    uri           varchar     not null,
    started       timestamptz not null default now(),
    health_check  timestamptz not null default now(),
    version       varchar,
    capabilities  text[],
    constraint pkey_wolverine_nodes_id primary key (id)
);

create table wolverine.wolverine_node_assignments (
    id       varchar     not null,
    node_id  uuid,
    started  timestamptz not null default now(),
    constraint pkey_wolverine_node_assignments_id primary key (id),
    constraint fkey_wolverine_node_assignments_node_id foreign key (node_id) references wolverine.wolverine_nodes (id) on delete cascade
);

create table wolverine.wolverine_node_records (
    id           serial      not null,
    node_number  int         not null,
    event_name   varchar     not null,
    "timestamp"  timestamptz not null default now(),
    description  varchar,
    constraint pkey_wolverine_node_records_id primary key (id)
);

create table wolverine.wolverine_control_queue (
    id            uuid        not null,
    message_type  varchar     not null,
    node_id       uuid        not null,
    body          bytea       not null,
    posted        timestamptz not null default now(),
    expires       timestamptz,
    constraint pkey_wolverine_control_queue_id primary key (id)
);

create table wolverine.wolverine_agent_restrictions (
    id    uuid    not null,
    uri   varchar not null,
    type  varchar not null,
    node  int     not null default 0,
    constraint pkey_wolverine_agent_restrictions_id primary key (id)
);

grant usage on schema wolverine to coordination_messenger;
grant select, insert, update, delete on wolverine.wolverine_incoming_envelopes, wolverine.wolverine_outgoing_envelopes, wolverine.wolverine_dead_letters, wolverine.wolverine_dead_letter_history,
    wolverine.wolverine_nodes, wolverine.wolverine_node_assignments, wolverine.wolverine_node_records, wolverine.wolverine_control_queue to coordination_messenger;
grant select on wolverine.wolverine_agent_restrictions to coordination_messenger;
grant usage on sequence wolverine.wolverine_nodes_node_number_seq, wolverine.wolverine_node_records_id_seq to coordination_messenger;

-- What the host looks up by key, as of the log. No login of a reader has these rows: no policy names any.
create table views.lookups partition of views.rows for values in ('lookups');
alter table views.lookups enable row level security;
alter table views.lookups force row level security;
create index lookups_by_due on views.lookups (generation, compartment, kind, due, key) where due is not null;
call coordination.tell_nothing_by_statistics('lookups');

-- 060 tree_without_lease
-- Which host lets the Merkle tree grow is settled by a lock on a number, as it is of the views (000), and the tree grows where it has the size that was
-- thought. The function with a lease is what hosts of the version before call; it goes with the version after.

-- What Marten wants
CREATE
OR REPLACE FUNCTION events.mt_immutable_timestamp(value text) RETURNS timestamp without time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::timestamp

$function$;


CREATE
OR REPLACE FUNCTION events.mt_immutable_timestamptz(value text) RETURNS timestamp with time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::timestamptz

$function$;


CREATE
OR REPLACE FUNCTION events.mt_immutable_time(value text) RETURNS time without time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::time

$function$;


CREATE
OR REPLACE FUNCTION events.mt_immutable_date(value text) RETURNS date LANGUAGE sql IMMUTABLE AS
$function$
select value::date

$function$;


CREATE
OR REPLACE FUNCTION events.mt_grams_vector(text, use_unaccent boolean DEFAULT false)
        RETURNS tsvector
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
BEGIN
RETURN (SELECT array_to_string(events.mt_grams_array($1, use_unaccent), ' ') ::tsvector);
END
$function$;


CREATE
OR REPLACE FUNCTION events.mt_grams_query(text, use_unaccent boolean DEFAULT false)
        RETURNS tsquery
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
BEGIN
RETURN (SELECT array_to_string(events.mt_grams_array($1, use_unaccent), ' & ') ::tsquery);
END
$function$;


CREATE
OR REPLACE FUNCTION events.mt_grams_array(words text, use_unaccent boolean DEFAULT false)
        RETURNS text[]
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
        DECLARE
result text[];
        DECLARE
word text;
        DECLARE
clean_word text;
BEGIN
                FOREACH
word IN ARRAY string_to_array(words, ' ')
                LOOP
                     clean_word = regexp_replace(events.mt_safe_unaccent(use_unaccent, word), '[^a-zA-Z0-9]+', '','g');
FOR i IN 1 .. length(clean_word)
                     LOOP
                         result := result || quote_literal(substr(lower(clean_word), i, 1));
                         result
:= result || quote_literal(substr(lower(clean_word), i, 2));
                         result
:= result || quote_literal(substr(lower(clean_word), i, 3));
END LOOP;
END LOOP;

RETURN ARRAY(SELECT DISTINCT e FROM unnest(result) AS a(e) ORDER BY e);
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_append(jsonb, text[], jsonb, boolean, jsonb default null::jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    if_not_exists ALIAS FOR $4;
    patch_expression ALIAS FOR $5;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) = 'object' AND NOT tmp_value @> jsonb_build_array(val) THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) <> 'object' AND NOT tmp_value @> val THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NOT NULL AND jsonb_typeof(patch_expression) = 'array' AND jsonb_array_length(patch_expression) = 0 THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            ELSE NULL;
            END CASE;
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_append_key_value(jsonb, text[], jsonb, boolean)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    if_not_exists ALIAS FOR $4;
    tmp_value jsonb;
    _key text;
BEGIN
    tmp_value = retval #> location;

    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'object' THEN
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN NOT tmp_value ?| ARRAY(SELECT jsonb_object_keys(val)) THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            ELSE NULL;
        END CASE;
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_copy(jsonb, text[], text[])
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    src_path ALIAS FOR $2;
    dst_path ALIAS FOR $3;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> src_path;
    retval = events.mt_jsonb_fix_null_parent(retval, dst_path);
    RETURN jsonb_set(retval, dst_path, tmp_value::jsonb, TRUE);
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_duplicate(jsonb, text[], jsonb)
RETURNS jsonb
LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    targets ALIAS FOR $3;
    tmp_value jsonb;
    target_path text[];
    target text;
BEGIN
    FOR target IN SELECT jsonb_array_elements_text(targets)
    LOOP
        target_path = events.mt_jsonb_path_to_array(target, '\.');
        retval = events.mt_jsonb_copy(retval, location, target_path);
    END LOOP;

    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_fix_null_parent(jsonb, text[])
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
retval ALIAS FOR $1;
    dst_path ALIAS FOR $2;
    dst_path_segment text[] = ARRAY[]::text[];
    dst_path_array_length integer;
    i integer = 1;
BEGIN
    dst_path_array_length = array_length(dst_path, 1);
    WHILE i <=(dst_path_array_length - 1)
    LOOP
        dst_path_segment = dst_path_segment || ARRAY[dst_path[i]];
        IF retval #> dst_path_segment IS NULL OR retval #> dst_path_segment = 'null'::jsonb THEN
            retval = jsonb_set(retval, dst_path_segment, '{}'::jsonb, TRUE);
        END IF;
        i = i + 1;
    END LOOP;

    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_increment(jsonb, text[], numeric)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
retval ALIAS FOR $1;
    location ALIAS FOR $2;
    increment_value ALIAS FOR $3;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NULL THEN
        tmp_value = to_jsonb(0);
END IF;

RETURN jsonb_set(retval, location, to_jsonb(tmp_value::numeric + increment_value), TRUE);
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_insert(jsonb, text[], jsonb, integer, boolean, jsonb default null::jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    elm_index ALIAS FOR $4;
    if_not_exists ALIAS FOR $5;
    patch_expression ALIAS FOR $6;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        IF elm_index IS NULL THEN
            elm_index = jsonb_array_length(tmp_value) + 1;
        END IF;
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) = 'object' AND NOT tmp_value @> jsonb_build_array(val) THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) <> 'object' AND NOT tmp_value @> val THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NOT NULL AND jsonb_typeof(patch_expression) = 'array' AND jsonb_array_length(patch_expression) = 0 THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            ELSE NULL;
        END CASE;
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_move(jsonb, text[], text)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    src_path ALIAS FOR $2;
    dst_name ALIAS FOR $3;
    dst_path text[];
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> src_path;
    retval = retval #- src_path;
    dst_path = src_path;
    dst_path[array_length(dst_path, 1)] = dst_name;
    retval = events.mt_jsonb_fix_null_parent(retval, dst_path);
    RETURN jsonb_set(retval, dst_path, tmp_value, TRUE);
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_path_to_array(text, character)
    RETURNS text[]
    LANGUAGE plpgsql
AS $function$
DECLARE
    location ALIAS FOR $1;
    regex_pattern ALIAS FOR $2;
BEGIN
RETURN regexp_split_to_array(location, regex_pattern)::text[];
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_remove(jsonb, text[], jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    tmp_value jsonb;
    tmp_remove jsonb;
    patch_remove jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        IF jsonb_typeof(val) = 'array' THEN
            tmp_remove = val;
        ELSE
            tmp_remove = jsonb_build_array(val);
        END IF;

        FOR patch_remove IN SELECT * FROM jsonb_array_elements(tmp_remove)
        LOOP
            tmp_value =(SELECT jsonb_agg(elem)
            FROM jsonb_array_elements(tmp_value) AS elem
            WHERE elem <> patch_remove);
        END LOOP;

        IF tmp_value IS NULL THEN
            tmp_value = '[]'::jsonb;
        END IF;
    END IF;
    RETURN jsonb_set(retval, location, tmp_value, FALSE);
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_remove_key(jsonb, text[], text)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    _key ALIAS FOR $3;
    tmp_value jsonb;
    tmp_remove jsonb;
    patch_remove jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'object' THEN
        RETURN jsonb_set(retval, location, tmp_value - _key, FALSE);
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_jsonb_patch(jsonb, jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    patchset ALIAS FOR $2;
    patch jsonb;
    patch_path text[];
    patch_expression jsonb;
    value jsonb;
BEGIN
    FOR patch IN SELECT * from jsonb_array_elements(patchset)
    LOOP
        patch_path = events.mt_jsonb_path_to_array((patch->>'path')::text, '\.');

        patch_expression = null;
        IF (patch->>'type') IN ('remove', 'append_if_not_exists', 'insert_if_not_exists') AND (patch->>'expression') IS NOT NULL THEN
            patch_expression = jsonb_path_query_array(retval #> patch_path, (patch->>'expression')::jsonpath);
        END IF;

        CASE patch->>'type'
            WHEN 'set' THEN
                retval = jsonb_set(retval, patch_path, (patch->'value')::jsonb, TRUE);
            WHEN 'delete' THEN
                retval = retval#-patch_path;
            WHEN 'append' THEN
                retval = events.mt_jsonb_append(retval, patch_path, (patch->'value')::jsonb, FALSE);
            WHEN 'append_if_not_exists' THEN
                retval = events.mt_jsonb_append(retval, patch_path, (patch->'value')::jsonb, TRUE, patch_expression);
            WHEN 'append_key_value' THEN
                retval = events.mt_jsonb_append_key_value(retval, patch_path, (patch->'key_value')::jsonb, FALSE);
            WHEN 'append_key_value_if_not_exists' THEN
                retval = events.mt_jsonb_append_key_value(retval, patch_path, (patch->'key_value')::jsonb, TRUE);
            WHEN 'insert' THEN
                retval = events.mt_jsonb_insert(retval, patch_path, (patch->'value')::jsonb, (patch->>'index')::integer, FALSE);
            WHEN 'insert_if_not_exists' THEN
                retval = events.mt_jsonb_insert(retval, patch_path, (patch->'value')::jsonb, (patch->>'index')::integer, TRUE, patch_expression);
            WHEN 'remove' THEN
                retval = events.mt_jsonb_remove(retval, patch_path, COALESCE(patch_expression, (patch->'value')::jsonb));
            WHEN 'remove_key' THEN
                retval = events.mt_jsonb_remove_key(retval, patch_path, (patch->>'key'));
            WHEN 'duplicate' THEN
                retval = events.mt_jsonb_duplicate(retval, patch_path, (patch->'targets')::jsonb);
            WHEN 'rename' THEN
                retval = events.mt_jsonb_move(retval, patch_path, (patch->>'to')::text);
            WHEN 'increment' THEN
                retval = events.mt_jsonb_increment(retval, patch_path, (patch->>'increment')::numeric);
            WHEN 'increment_float' THEN
                retval = events.mt_jsonb_increment(retval, patch_path, (patch->>'increment')::numeric);
            ELSE NULL;
        END CASE;
    END LOOP;
    RETURN retval;
END;
$function$;


CREATE
OR REPLACE FUNCTION events.mt_safe_unaccent(use_unaccent BOOLEAN, word TEXT)
        RETURNS TEXT
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
BEGIN
IF use_unaccent THEN
    RETURN public.unaccent(word);
ELSE
    RETURN word;
END IF;
END;
$function$;


CREATE TABLE IF NOT EXISTS events.mt_doc_deadletterevent (
    id                  uuid                        NOT NULL,
    data                jsonb                       NOT NULL,
    mt_last_modified    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
    mt_version          uuid                        NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
    mt_dotnet_type      varchar                     NULL,
CONSTRAINT pkey_mt_doc_deadletterevent_id PRIMARY KEY (id)
);
alter table events.mt_streams add column compacted_version bigint NOT NULL DEFAULT 0;
ALTER TABLE events.mt_events
ADD CONSTRAINT fkey_mt_events_stream_id FOREIGN KEY(stream_id)
REFERENCES events.mt_streams(id)ON DELETE CASCADE
;
alter table events.mt_event_progression add column mode varchar NULL DEFAULT 'none';
alter table events.mt_event_progression add column rebuild_threshold integer NULL DEFAULT 0;
alter table events.mt_event_progression add column assigned_node integer NULL DEFAULT 0;
alter table events.mt_event_progression add column heartbeat timestamp with time zone NULL;
alter table events.mt_event_progression add column agent_status varchar(20) NULL;
alter table events.mt_event_progression add column pause_reason text NULL;
alter table events.mt_event_progression add column running_on_node integer NULL;
alter table events.mt_event_progression add column warning_behind_threshold bigint NULL;
alter table events.mt_event_progression add column critical_behind_threshold bigint NULL;
alter table events.mt_event_progression add column failure_category varchar(50) NULL;
alter table events.mt_event_progression add column failure_event_sequence bigint NULL;
alter table events.mt_event_progression add column failure_event_type varchar(500) NULL;
alter table events.mt_event_progression add column failure_event_tenant_id varchar(500) NULL;
CREATE TABLE IF NOT EXISTS events.mt_event_projection_floors (
    name            varchar                     NOT NULL,
    tenant_id       varchar                     NOT NULL,
    floor           bigint                      NOT NULL,
    last_updated    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
CONSTRAINT pkey_mt_event_projection_floors_name_tenant_id PRIMARY KEY (name, tenant_id)
);
CREATE
OR REPLACE FUNCTION events.mt_mark_event_progression(name varchar, last_encountered bigint) RETURNS VOID LANGUAGE plpgsql AS
$function$
BEGIN
INSERT INTO events.mt_event_progression (name, last_seq_id, last_updated)
VALUES (name, last_encountered, transaction_timestamp())
ON CONFLICT ON CONSTRAINT pk_mt_event_progression
    DO
UPDATE SET last_seq_id = last_encountered, last_updated = transaction_timestamp();

END;

$function$;



CREATE OR REPLACE FUNCTION events.mt_archive_stream(streamid varchar) RETURNS VOID LANGUAGE plpgsql AS
$function$
BEGIN
  update events.mt_streams set is_archived = TRUE where id = streamid ;
  update events.mt_events set is_archived = TRUE where stream_id = streamid ;
END;
$function$;


CREATE OR REPLACE FUNCTION events.mt_quick_append_events(stream varchar, stream_type varchar, tenantid varchar, event_ids uuid[], event_types varchar[], dotnet_types varchar[], bodies jsonb[], bdatas bytea[], causation_ids varchar[], correlation_ids varchar[], headers jsonb[], user_names varchar[], timestamps timestamp with time zone[], expected_version bigint DEFAULT NULL::bigint) RETURNS bigint[] AS $$
DECLARE
	event_version bigint;
	stream_is_archived boolean;
	event_type varchar;
	event_id uuid;
	body jsonb;
	index int;
	seq bigint;
    actual_tenant varchar;
    is_new_stream boolean := false;
	return_value bigint[];
BEGIN
    if expected_version IS NOT NULL then
        -- COALESCE turns the NULL we get for a brand-new stream into 0, so a
        -- FetchForWriting against a non-existent stream (which sets
        -- ExpectedVersionOnServer = 0) and a StartStream(id, version: 0) both
        -- land on the new-stream branch instead of mis-firing the guard.
        select version, is_archived into event_version, stream_is_archived from events.mt_streams where id = stream;
        if COALESCE(event_version, 0) != expected_version then
            RAISE EXCEPTION 'Stream version mismatch on ''%'': expected %, actual %', stream, expected_version, COALESCE(event_version, 0) USING ERRCODE = 'MT003';
        end if;
    else
        select version, is_archived into event_version, stream_is_archived from events.mt_streams where id = stream;
    end if;

	if event_version IS NULL then
		event_version = 0;
		is_new_stream := true;
		-- #5456 follow-up: insert the FINAL version straight away rather than 0 plus a
		-- trailing UPDATE of the row we just wrote in this same transaction. That UPDATE
		-- is a second heap tuple + WAL record per stream creation for no observable gain
		-- -- nothing outside this transaction can see the intermediate 0. The trailing
		-- UPDATE below is skipped for this branch via is_new_stream.
		insert into events.mt_streams (id, type, version, timestamp, tenant_id) values (stream, stream_type, COALESCE(array_length(event_ids, 1), 0), now(), tenantid);
    else
        if stream_is_archived then
            RAISE EXCEPTION 'Attempted to append event to archived stream with Id ''%''.', stream USING ERRCODE = 'MT001';
        end if;
        if tenantid IS NOT NULL then
            select tenant_id into actual_tenant from events.mt_streams where id = stream;
            if actual_tenant != tenantid then
                RAISE EXCEPTION 'The tenantid does not match the existing stream';
            end if;
        end if;
	end if;

	index := 1;
	-- #5062: array_length('{}', 1) is NULL in PostgreSQL, not 0, so a call with an
	-- empty event array used to return ARRAY[NULL] -- a bigint[] whose only element
	-- is NULL, which Npgsql cannot read into long[] ('Cannot read a non-nullable
	-- collection of elements because the returned array contains nulls'). COALESCE
	-- makes the empty case mean what it says: zero events appended, so the final
	-- version is the stream's current version.
	return_value := ARRAY[event_version + COALESCE(array_length(event_ids, 1), 0)];

	foreach event_id in ARRAY event_ids
	loop
        seq := nextval('events.mt_events_sequence');
		return_value := array_append(return_value, seq);

	    event_version := event_version + 1;
		event_type = event_types[index];
		body = bodies[index];

		-- #4515 / #4578 / Phase 2: bdatas[index] carries the binary payload
		-- for events opted in to binary serialization (NULL otherwise).
		-- bodies[index] is the {} JSON placeholder for those events so the
		-- existing data jsonb NOT NULL constraint stays intact.
		insert into events.mt_events
			(seq_id, id, stream_id, version, data, bdata, type, tenant_id, timestamp, mt_dotnet_type, is_archived, causation_id, correlation_id, headers, user_name)
		values
			(seq, event_id, stream, event_version, body, bdatas[index], event_type, tenantid, timestamps[index], dotnet_types[index], FALSE, causation_ids[index], correlation_ids[index], headers[index], user_names[index]);

		index := index + 1;
	end loop;

	-- A brand-new stream already carries its final version from the insert above, so the
	-- UPDATE is only needed when we appended onto a stream that already existed.
	--
	-- #5539: and only when we actually appended something. With ZERO events this was a BLIND write-back
	-- of the version read at the top of the function, and under READ COMMITTED that is a lost update: the
	-- UPDATE waits on a concurrent appender's row lock, the winner commits, the WHERE clause is
	-- re-evaluated against the new row, and `set version = <the stale value>` lands -- leaving
	-- mt_streams.version BELOW the stream's own events. Every later append then computes a version that
	-- already exists and dies on pk_mt_events_stream_and_version, forever, until the row is repaired by
	-- hand. A non-empty call cannot do this: its first INSERT collides with the winner on that same
	-- primary key and rolls the whole thing back, which is why only the empty case was exposed.
	--
	-- Two independent guards, because either alone would have been enough and the cost of both is nil:
	--   * the append count -- appending nothing has nothing to write, so the correct number of statements
	--     is zero rather than one that happens to be harmless;
	--   * greatest(), so the write-back can never LOWER a stream's version whoever calls it. An append
	--     only ever moves a version forward, so this is a no-op on every correct path and a backstop on
	--     any future caller that reads the version and then writes it back.
	if not is_new_stream and COALESCE(array_length(event_ids, 1), 0) > 0 then
		update events.mt_streams set version = greatest(version, event_version), timestamp = now() where id = stream;
	end if;

	return return_value;
END
$$ LANGUAGE plpgsql;

CREATE TABLE IF NOT EXISTS events.mt_high_water_skips (
    ending_sequence      bigint                      NOT NULL,
    starting_sequence    bigint                      NOT NULL,
    timestamp            timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
CONSTRAINT pkey_mt_high_water_skips_ending_sequence PRIMARY KEY (ending_sequence)
);
CREATE
OR REPLACE FUNCTION events.mt_mark_progression_with_skip(shard_name varchar, ending_sequence bigint, starting_sequence bigint) RETURNS bigint AS
$$
DECLARE
    current_value bigint;
BEGIN
    select last_seq_id into current_value from events.mt_event_progression where name = shard_name;

    IF current_value is null then
        -- Bootstrap the high-water row on first invocation. Previously this branch
        -- returned 0, which left HighWaterAgent.CheckNowAsync polling forever because
        -- statistics.CurrentMark never advanced. Issue #4425.
        INSERT INTO events.mt_event_progression (name, last_seq_id, last_updated)
        VALUES (shard_name, ending_sequence, transaction_timestamp())
        ON CONFLICT ON CONSTRAINT pk_mt_event_progression
            DO UPDATE SET last_seq_id = ending_sequence, last_updated = transaction_timestamp();
        IF ending_sequence > starting_sequence THEN
            -- Idempotent: a rebuild/replay re-marks the same skip (ending_sequence is the
            -- PK). Re-recording an existing gap is a no-op. Conflict target is the PK
            -- constraint (the bare column name collides with the function parameter). #4530.
            insert into events.mt_high_water_skips (ending_sequence, starting_sequence) values (ending_sequence, starting_sequence)
                on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
        END IF;
        return ending_sequence;
    ELSIF current_value = starting_sequence THEN
        update events.mt_event_progression SET last_seq_id = ending_sequence, last_updated = transaction_timestamp() where shard_name = name;
        insert into events.mt_high_water_skips (ending_sequence, starting_sequence) values (ending_sequence, starting_sequence)
            on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
        return ending_sequence;
    ELSE
        return current_value;
    END IF;
END
$$
LANGUAGE plpgsql;


revoke all on all functions in schema events from public;
-- What the model wants
CREATE OR REPLACE FUNCTION coordination.append(last_expectations integer[], expectation_streams integer[], expected_versions bigint[], expectation_events integer[], stream_ids text[], stream_types text[], event_expectations integer[], event_ids uuid[], event_types text[], event_data jsonb[], event_headers jsonb[], event_users text[], event_correlations text[], event_causations text[], key_requests integer[], key_subjects text[], key_values text[], key_fingerprints bytea[], key_bodies bytea[], OUT failures integer[], OUT first_positions bigint[], OUT versions bigint[], OUT recorded_at timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    -- For hosts of the version before, which send no messages. What follows from their events is found by the hosts of after.
    select appended.failures, appended.first_positions, appended.versions, appended.recorded_at into failures, first_positions, versions, recorded_at
    from coordination.append(last_expectations, expectation_streams, expected_versions, expectation_events, stream_ids, stream_types,
        event_expectations, event_ids, event_types, event_data, event_headers, event_users, event_correlations, event_causations,
        key_requests, key_subjects, key_values, key_fingerprints, key_bodies, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}') appended;
end
$function$;
CREATE OR REPLACE FUNCTION coordination.append(last_expectations integer[], expectation_streams integer[], expected_versions bigint[], expectation_events integer[], stream_ids text[], stream_types text[], event_expectations integer[], event_ids uuid[], event_types text[], event_data jsonb[], event_headers jsonb[], event_users text[], event_correlations text[], event_causations text[], key_requests integer[], key_subjects text[], key_values text[], key_fingerprints bytea[], key_bodies bytea[], message_requests integer[], message_ids uuid[], message_statuses text[], message_owners integer[], message_times timestamp with time zone[], message_bodies bytea[], message_types text[], message_queues text[], OUT failures integer[], OUT first_positions bigint[], OUT versions bigint[], OUT recorded_at timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
 SET jit TO 'off'
AS $function$
declare
    requests         int := cardinality(last_expectations);
    expectations     int := cardinality(expectation_streams);
    streams          int := cardinality(stream_ids);
    events           int := cardinality(event_ids);
    keys             int := cardinality(key_requests);
    messages         int := cardinality(message_requests);
    locked           bool;
    notified         bool;
    head             bigint;
    before           bigint[];           -- per stream: version at the start
    after            bigint[];           -- per stream: version after the requests so far
    position_shifts  bigint[];           -- per expectation: position of event n is shift + n; null when the request was skipped
    version_shifts   bigint[];
    events_kept      int := 0;
    events_seen      int := 0;
    streams_new      int := 0;
    streams_moved    int := 0;
    keys_kept        int := 0;
    messages_kept    int := 0;
    first            int := 1;
    last             int;
    stream           int;
    count            int;
    version          bigint;
    failure          int;
    used             int;
    affected         int;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'coordination.append needs read committed: it must see what was committed before it got the lock';
    end if;
    -- Assignments of this kind are evaluated without the executor; `perform` would start it up each time.
    locked := pg_advisory_xact_lock(7268, 1) is null;

    select e.seq_id, greatest(clock_timestamp(), e.timestamp) into head, recorded_at
    from events.mt_events e order by e.seq_id desc limit 1;
    if head is null then
        head := 0;
        recorded_at := clock_timestamp();
    end if;

    if streams = 1 then
        before := array[coalesce((select s.version from events.mt_streams s where s.id = stream_ids[1]), 0)];
    else
        before := array(
            select coalesce((select s.version from events.mt_streams s where s.id = stream_ids[i]), 0)
            from generate_series(1, streams) i);
    end if;
    after := before;
    failures := array_fill(0, array[requests]);
    first_positions := array_fill(0::bigint, array[requests]);
    versions := array_fill(0::bigint, array[expectations]);
    position_shifts := array_fill(null::bigint, array[expectations]);
    version_shifts := position_shifts;

    if keys = 1 then
        if exists (select from coordination.idempotency_keys i where i.subject = key_subjects[1] and i.key = key_values[1]) then
            failures[key_requests[1]] := -1;
        end if;
    elsif keys > 1 then
        for used in
            select k from generate_series(1, keys) k
            where exists (select from coordination.idempotency_keys i where i.subject = key_subjects[k] and i.key = key_values[k])
        loop
            failures[key_requests[used]] := -1;
        end loop;
    end if;

    for request in 1 .. requests loop
        last := last_expectations[request];
        failure := failures[request];
        if failure = 0 then
            for x in first .. last loop
                version := after[expectation_streams[x]];
                if version <> expected_versions[x] and (expected_versions[x] <> -1 or version = 0) then
                    failure := x;
                    failures[request] := x;
                    versions[x] := version;
                    exit;
                end if;
            end loop;
        end if;
        first_positions[request] := head + events_kept + 1;
        for x in first .. last loop
            count := expectation_events[x];
            if count > 0 then
                if failure = 0 then
                    stream := expectation_streams[x];
                    version := after[stream];
                    position_shifts[x] := head + events_kept - events_seen;
                    version_shifts[x] := version - events_seen;
                    if version = before[stream] then
                        if version = 0 then
                            streams_new := streams_new + 1;
                        else
                            streams_moved := streams_moved + 1;
                        end if;
                    end if;
                    after[stream] := version + count;
                    versions[x] := version + count;
                    events_kept := events_kept + count;
                end if;
                events_seen := events_seen + count;
            end if;
        end loop;
        first := last + 1;
    end loop;

    if streams_new > 0 then
        if streams = 1 then
            insert into events.mt_streams (id, type, version, timestamp, created)
            values (stream_ids[1], stream_types[1], after[1], recorded_at, recorded_at);
        else
            insert into events.mt_streams (id, type, version, timestamp, created)
            select stream_ids[i], stream_types[i], after[i], recorded_at, recorded_at
            from generate_series(1, streams) i
            where before[i] = 0 and after[i] > 0;
        end if;
        get diagnostics affected = row_count;
        if affected <> streams_new then
            raise exception 'inserted % streams, not %', affected, streams_new;
        end if;
    end if;

    if streams_moved > 0 then
        if streams = 1 then
            update events.mt_streams t set version = after[1], timestamp = recorded_at where t.id = stream_ids[1];
        else
            update events.mt_streams t set version = after[i], timestamp = recorded_at
            from generate_series(1, streams) i
            where t.id = stream_ids[i] and before[i] > 0 and after[i] > before[i];
        end if;
        get diagnostics affected = row_count;
        if affected <> streams_moved then
            raise exception 'moved % streams, not %', affected, streams_moved;
        end if;
    end if;

    if events_kept > 0 then
        if events = 1 then
            insert into events.mt_events
                (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
            values (head + 1, event_ids[1], stream_ids[expectation_streams[event_expectations[1]]], versions[event_expectations[1]],
                    event_data[1], event_types[1], recorded_at, event_correlations[1], event_causations[1], event_headers[1], event_users[1]);
        else
            insert into events.mt_events
                (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
            select position_shifts[event_expectations[n]] + n, event_ids[n], stream_ids[expectation_streams[event_expectations[n]]],
                   version_shifts[event_expectations[n]] + n, event_data[n], event_types[n], recorded_at,
                   event_correlations[n], event_causations[n], event_headers[n], event_users[n]
            from generate_series(1, events) n
            where position_shifts[event_expectations[n]] is not null;
        end if;
        get diagnostics affected = row_count;
        if affected <> events_kept then
            raise exception 'inserted % events, not %', affected, events_kept;
        end if;
        head := setval('events.mt_events_sequence', head + events_kept);
        notified := pg_notify('coordination_appended', '') is null;
    end if;

    for k in 1 .. keys loop
        if failures[key_requests[k]] = 0 then
            keys_kept := keys_kept + 1;
        end if;
    end loop;
    if keys_kept > 0 then
        if keys = 1 then
            insert into coordination.idempotency_keys (subject, key, fingerprint, body, answered_at, position)
            values (key_subjects[1], key_values[1], key_fingerprints[1], key_bodies[1], recorded_at, head);
        else
            insert into coordination.idempotency_keys (subject, key, fingerprint, body, answered_at, position)
            select key_subjects[k], key_values[k], key_fingerprints[k], key_bodies[k], recorded_at, head
            from generate_series(1, keys) k
            where failures[key_requests[k]] = 0;
        end if;
        get diagnostics affected = row_count;
        if affected <> keys_kept then
            raise exception 'kept % answers, not %', affected, keys_kept;
        end if;
    end if;

    -- Messages of what was stored, as Wolverine's own storage keeps them.
    for m in 1 .. messages loop
        if failures[message_requests[m]] = 0 then
            messages_kept := messages_kept + 1;
        end if;
    end loop;
    if messages_kept > 0 then
        insert into wolverine.wolverine_incoming_envelopes (id, status, owner_id, execution_time, attempts, body, message_type, received_at)
        select message_ids[m], message_statuses[m], message_owners[m], message_times[m], 0, message_bodies[m], message_types[m], message_queues[m]
        from generate_series(1, messages) m
        where failures[message_requests[m]] = 0;
        get diagnostics affected = row_count;
        if affected <> messages_kept then
            raise exception 'kept % messages, not %', affected, messages_kept;
        end if;
    end if;
end
$function$;
CREATE OR REPLACE FUNCTION transparency.grow(_from bigint, _to bigint, _levels integer[], _indexes bigint[], _hashes bytea[], _note text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
    kept int;
begin
    update transparency.tree set size = _to where size = _from and _to >= _from;
    if not found then
        raise exception 'the tree is not at %', _from using errcode = 'CV002';
    end if;
    insert into transparency.tiles as t (level, index, hashes)
    select * from unnest(_levels, _indexes, _hashes)
    on conflict (level, index) do update set hashes = excluded.hashes
        where substr(excluded.hashes, 1, length(t.hashes)) = t.hashes;
    get diagnostics kept = row_count;
    if kept <> cardinality(_levels) then
        raise exception 'a tile would change, not grow' using errcode = 'CV003';
    end if;
    insert into transparency.checkpoints (size, note) values (_to, _note);
end
$function$;
CREATE OR REPLACE FUNCTION transparency.grow(_from bigint, _to bigint, _levels integer[], _indexes bigint[], _hashes bytea[], _note text, _lease text, _token bigint, _time interval)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    update views.leases set expires_at = clock_timestamp() + _time where name = _lease and token = _token;
    if not found then
        raise exception 'the lease % was taken over', _lease using errcode = 'CV001';
    end if;
    perform transparency.grow(_from, _to, _levels, _indexes, _hashes, _note);
end
$function$;
grant execute on function coordination.append(integer[],integer[],bigint[],integer[],text[],text[],integer[],uuid[],text[],jsonb[],jsonb[],text[],text[],text[],integer[],text[],text[],bytea[],bytea[],integer[],uuid[],text[],integer[],timestamp with time zone[],bytea[],text[],text[]) to coordination_writer;
grant execute on function events.mt_mark_event_progression(character varying,bigint) to coordination_projector;
grant execute on function transparency.grow(bigint,bigint,integer[],bigint[],bytea[],text) to coordination_integrator;
grant select on sequence events.mt_events_sequence to coordination_projector;
grant select on table events.mt_event_projection_floors to coordination_projector;
