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
    head             bigint;
    before           bigint[];           -- per stream: version at the start
    after            bigint[];           -- per stream: version after the requests so far
    position_shifts  bigint[];           -- per expectation: position of event n is shift + n; null when the request was skipped
    version_shifts   bigint[];
    keys_kept        int := 0;
    events_kept      int := 0;
    events_seen      int := 0;
    streams_new      int := 0;
    streams_moved    int := 0;
    x                int := 0;
    first            int;
    last             int;
    stream           int;
    count            int;
    expected         bigint;
    failure          int;
    affected         bigint;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'coordination.append needs read committed: it must see what was committed before it got the lock';
    end if;
    perform pg_advisory_xact_lock(7268, 1);

    select e.seq_id, greatest(clock_timestamp(), e.timestamp) into head, recorded_at
    from events.mt_events e order by e.seq_id desc limit 1;
    if head is null then
        head := 0;
        recorded_at := clock_timestamp();
    end if;

    before := array(
        select coalesce((select s.version from events.mt_streams s where s.id = stream_ids[i]), 0)
        from generate_series(1, cardinality(stream_ids)) i);
    after := before;
    failures := array_fill(0, array[cardinality(last_expectations)]);
    first_positions := array_fill(0::bigint, array[cardinality(last_expectations)]);
    versions := array_fill(0::bigint, array[cardinality(expectation_streams)]);
    position_shifts := array_fill(null::bigint, array[cardinality(expectation_streams)]);
    version_shifts := position_shifts;

    for k in 1 .. cardinality(key_requests) loop
        perform from coordination.idempotency_keys i where i.subject = key_subjects[k] and i.key = key_values[k];
        if found then
            failures[key_requests[k]] := -1;
        else
            keys_kept := keys_kept + 1;
        end if;
    end loop;

    for request in 1 .. cardinality(last_expectations) loop
        first := x + 1;
        last := last_expectations[request];
        failure := failures[request];
        if failure = 0 then
            for y in first .. last loop
                expected := expected_versions[y];
                if after[expectation_streams[y]] <> expected and (expected <> -1 or after[expectation_streams[y]] = 0) then
                    failure := y;
                    failures[request] := y;
                    versions[y] := after[expectation_streams[y]];
                    exit;
                end if;
            end loop;
        end if;
        first_positions[request] := head + events_kept + 1;
        for y in first .. last loop
            count := expectation_events[y];
            if count > 0 and failure = 0 then
                stream := expectation_streams[y];
                position_shifts[y] := head + events_kept - events_seen;
                version_shifts[y] := after[stream] - events_seen;
                after[stream] := after[stream] + count;
                versions[y] := after[stream];
                events_kept := events_kept + count;
            end if;
            events_seen := events_seen + count;
        end loop;
        x := last;
    end loop;

    if events_kept > 0 then
        for s in 1 .. cardinality(stream_ids) loop
            if after[s] > before[s] then
                if before[s] = 0 then
                    streams_new := streams_new + 1;
                else
                    streams_moved := streams_moved + 1;
                end if;
            end if;
        end loop;

        if streams_new > 0 then
            insert into events.mt_streams (id, type, version, timestamp, created)
            select stream_ids[s], stream_types[s], after[s], recorded_at, recorded_at
            from generate_series(1, cardinality(stream_ids)) s
            where before[s] = 0 and after[s] > 0;
            get diagnostics affected = row_count;
            if affected <> streams_new then
                raise exception 'inserted % streams, not %', affected, streams_new;
            end if;
        end if;

        if streams_moved > 0 then
            update events.mt_streams t set version = after[s], timestamp = recorded_at
            from generate_series(1, cardinality(stream_ids)) s
            where t.id = stream_ids[s] and before[s] > 0 and after[s] > before[s];
            get diagnostics affected = row_count;
            if affected <> streams_moved then
                raise exception 'moved % streams, not %', affected, streams_moved;
            end if;
        end if;

        insert into events.mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
        select position_shifts[event_expectations[n]] + n, event_ids[n], stream_ids[expectation_streams[event_expectations[n]]],
               version_shifts[event_expectations[n]] + n, event_data[n], event_types[n], recorded_at,
               event_correlations[n], event_causations[n], event_headers[n], event_users[n]
        from generate_series(1, cardinality(event_ids)) n
        where position_shifts[event_expectations[n]] is not null;
        get diagnostics affected = row_count;
        if affected <> events_kept then
            raise exception 'inserted % events, not %', affected, events_kept;
        end if;

        perform setval('events.mt_events_sequence', head + events_kept);
        perform pg_notify('coordination_appended', '');
    end if;

    if keys_kept > 0 then
        insert into coordination.idempotency_keys (subject, key, fingerprint, body, answered_at)
        select key_subjects[k], key_values[k], key_fingerprints[k], key_bodies[k], recorded_at
        from generate_series(1, cardinality(key_requests)) k
        where failures[key_requests[k]] = 0;
        get diagnostics affected = row_count;
        if affected <> (select count(*) from generate_series(1, cardinality(key_requests)) k where failures[key_requests[k]] = 0) then
            raise exception 'kept % answers, not as many as were asked', affected;
        end if;
    end if;
end
$function$;
