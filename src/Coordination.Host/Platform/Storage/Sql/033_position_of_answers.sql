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
