-- Every object of the database, in the words of its catalog. Hosts compare it with the database at each start, and migrate mends by it what can be mended:
-- functions, triggers, policies, views, grants. Change those here. Tables, columns and rows are changed by a new numbered script; then accept this file anew.

--- role: coordination_courier
create role coordination_courier login;

--- role: coordination_integrator
create role coordination_integrator login;

--- role: coordination_messenger
create role coordination_messenger login;

--- role: coordination_outbox_reader
create role coordination_outbox_reader login;

--- role: coordination_owner
create role coordination_owner nologin;

--- role: coordination_projector
create role coordination_projector login;

--- role: coordination_reads_audit
create role coordination_reads_audit login;

--- role: coordination_reads_board
create role coordination_reads_board login;

--- role: coordination_reads_caseload
create role coordination_reads_caseload nologin;

--- role: coordination_reads_caseload_child_welfare
create role coordination_reads_caseload_child_welfare login;

--- role: coordination_reads_caseload_coordinating
create role coordination_reads_caseload_coordinating login;

--- role: coordination_reads_caseload_funder
create role coordination_reads_caseload_funder login;

--- role: coordination_reads_caseload_housing_and_services
create role coordination_reads_caseload_housing_and_services login;

--- role: coordination_reads_caseload_law_enforcement
create role coordination_reads_caseload_law_enforcement login;

--- role: coordination_reads_caseload_legal
create role coordination_reads_caseload_legal login;

--- role: coordination_reads_caseload_medical
create role coordination_reads_caseload_medical login;

--- role: coordination_reads_caseload_prosecution
create role coordination_reads_caseload_prosecution login;

--- role: coordination_reads_caseload_victim_services
create role coordination_reads_caseload_victim_services login;

--- role: coordination_reads_inbox
create role coordination_reads_inbox nologin;

--- role: coordination_reads_inbox_child_welfare
create role coordination_reads_inbox_child_welfare login;

--- role: coordination_reads_inbox_coordinating
create role coordination_reads_inbox_coordinating login;

--- role: coordination_reads_inbox_funder
create role coordination_reads_inbox_funder login;

--- role: coordination_reads_inbox_housing_and_services
create role coordination_reads_inbox_housing_and_services login;

--- role: coordination_reads_inbox_law_enforcement
create role coordination_reads_inbox_law_enforcement login;

--- role: coordination_reads_inbox_legal
create role coordination_reads_inbox_legal login;

--- role: coordination_reads_inbox_medical
create role coordination_reads_inbox_medical login;

--- role: coordination_reads_inbox_prosecution
create role coordination_reads_inbox_prosecution login;

--- role: coordination_reads_inbox_victim_services
create role coordination_reads_inbox_victim_services login;

--- role: coordination_reads_outcomes
create role coordination_reads_outcomes login;

--- role: coordination_reads_own
create role coordination_reads_own login;

--- role: coordination_writer
create role coordination_writer login;
alter role coordination_writer set idle_in_transaction_session_timeout = '5s';

--- schema: coordination
create schema coordination;

--- schema: events
create schema events;

--- schema: transparency
create schema transparency;

--- schema: views
create schema views;

--- schema: webhooks
create schema webhooks;

--- schema: wolverine
create schema wolverine;

--- table: coordination.idempotency_keys
create table coordination.idempotency_keys (
    subject text collate "C" not null,
    key text collate "C" not null,
    fingerprint bytea not null,
    body bytea not null,
    answered_at timestamp with time zone not null,
    "position" bigint
);

--- table: coordination.migrations
create table coordination.migrations (
    number integer not null,
    name text not null,
    checksum bytea not null,
    applied_at timestamp with time zone not null default now()
);

--- table: coordination.write_probe
create table coordination.write_probe (
    filling bytea not null
);

--- table: events.mt_doc_deadletterevent
create table events.mt_doc_deadletterevent (
    id uuid not null,
    data jsonb not null,
    mt_last_modified timestamp with time zone default transaction_timestamp(),
    mt_version uuid not null default (md5(((random())::text || (clock_timestamp())::text)))::uuid,
    mt_dotnet_type character varying
);

--- table: events.mt_event_progression
create table events.mt_event_progression (
    name character varying not null,
    last_seq_id bigint,
    last_updated timestamp with time zone default transaction_timestamp(),
    mode character varying default 'none'::character varying,
    rebuild_threshold integer default 0,
    assigned_node integer default 0,
    heartbeat timestamp with time zone,
    agent_status character varying(20),
    pause_reason text,
    running_on_node integer,
    warning_behind_threshold bigint,
    critical_behind_threshold bigint,
    failure_category character varying(50),
    failure_event_sequence bigint,
    failure_event_type character varying(500),
    failure_event_tenant_id character varying(500)
);

--- table: events.mt_event_projection_floors
create table events.mt_event_projection_floors (
    name character varying not null,
    tenant_id character varying not null,
    floor bigint not null,
    last_updated timestamp with time zone default transaction_timestamp()
);

--- table: events.mt_events
create table events.mt_events (
    seq_id bigint not null,
    id uuid not null,
    stream_id character varying collate "C" not null,
    version bigint not null,
    data jsonb not null,
    bdata bytea,
    type character varying(500) not null,
    "timestamp" timestamp with time zone not null default now(),
    tenant_id character varying default '*DEFAULT*'::character varying,
    mt_dotnet_type character varying,
    correlation_id character varying,
    causation_id character varying,
    headers jsonb,
    user_name character varying,
    is_archived boolean default false
);

--- table: events.mt_events_sequence
create sequence events.mt_events_sequence as bigint increment 1 start 1;

--- table: events.mt_high_water_skips
create table events.mt_high_water_skips (
    ending_sequence bigint not null,
    starting_sequence bigint not null,
    "timestamp" timestamp with time zone default transaction_timestamp()
);

--- table: events.mt_streams
create table events.mt_streams (
    id character varying collate "C" not null,
    type character varying,
    version bigint not null,
    "timestamp" timestamp with time zone not null default now(),
    created timestamp with time zone not null default now(),
    tenant_id character varying default '*DEFAULT*'::character varying,
    is_archived boolean default false,
    compacted_version bigint not null default 0
)
with (fillfactor=80);

--- table: transparency.checkpoints
create table transparency.checkpoints (
    size bigint not null,
    note text not null,
    cosignatures integer not null default 0,
    signed_at timestamp with time zone not null default clock_timestamp()
);

--- table: transparency.tiles
create table transparency.tiles (
    level integer not null,
    index bigint not null,
    hashes bytea not null
);

--- table: transparency.tree
create table transparency.tree (
    only_one boolean not null default true,
    size bigint not null
);

--- table: views.accountability
create table views.accountability (
    projection text not null,
    generation integer not null,
    key text collate "C" not null,
    compartment text collate "C" not null,
    kind text collate "C" not null,
    sort text collate "C" not null,
    status text,
    due timestamp with time zone,
    doc jsonb not null,
    person text collate "C",
    party text collate "C",
    purpose text collate "C"
)
partition of views.rows FOR VALUES IN ('accountability');

--- table: views.advocate_caseload
create table views.advocate_caseload (
    projection text not null,
    generation integer not null,
    key text collate "C" not null,
    compartment text collate "C" not null,
    kind text collate "C" not null,
    sort text collate "C" not null,
    status text,
    due timestamp with time zone,
    doc jsonb not null,
    person text collate "C",
    party text collate "C",
    purpose text collate "C"
)
partition of views.rows FOR VALUES IN ('advocate-caseload');

--- table: views.agency_kinds
create table views.agency_kinds (
    projection text not null,
    generation integer not null,
    key text collate "C" not null,
    compartment text collate "C" not null,
    kind text collate "C" not null,
    sort text collate "C" not null,
    status text,
    due timestamp with time zone,
    doc jsonb not null,
    person text collate "C",
    party text collate "C",
    purpose text collate "C"
)
partition of views.rows FOR VALUES IN ('agency-kinds');

--- table: views.auditor_timeline
create table views.auditor_timeline (
    projection text not null,
    generation integer not null,
    key text collate "C" not null,
    compartment text collate "C" not null,
    kind text collate "C" not null,
    sort text collate "C" not null,
    status text,
    due timestamp with time zone,
    doc jsonb not null,
    person text collate "C",
    party text collate "C",
    purpose text collate "C"
)
partition of views.rows FOR VALUES IN ('auditor-timeline');

--- table: views.coordinator_board
create table views.coordinator_board (
    projection text not null,
    generation integer not null,
    key text collate "C" not null,
    compartment text collate "C" not null,
    kind text collate "C" not null,
    sort text collate "C" not null,
    status text,
    due timestamp with time zone,
    doc jsonb not null,
    person text collate "C",
    party text collate "C",
    purpose text collate "C"
)
partition of views.rows FOR VALUES IN ('coordinator-board');

--- table: views.generations
create table views.generations (
    projection text not null,
    serving integer not null,
    latest integer not null
);

--- table: views.leases
create table views.leases (
    name text not null,
    holder text not null,
    token bigint not null,
    expires_at timestamp with time zone not null
);

--- table: views.lookups
create table views.lookups (
    projection text not null,
    generation integer not null,
    key text collate "C" not null,
    compartment text collate "C" not null,
    kind text collate "C" not null,
    sort text collate "C" not null,
    status text,
    due timestamp with time zone,
    doc jsonb not null,
    person text collate "C",
    party text collate "C",
    purpose text collate "C"
)
partition of views.rows FOR VALUES IN ('lookups');

--- table: views.outcomes
create table views.outcomes (
    projection text not null,
    generation integer not null,
    key text collate "C" not null,
    compartment text collate "C" not null,
    kind text collate "C" not null,
    sort text collate "C" not null,
    status text,
    due timestamp with time zone,
    doc jsonb not null,
    person text collate "C",
    party text collate "C",
    purpose text collate "C"
)
partition of views.rows FOR VALUES IN ('outcomes');

--- table: views.partner_inbox
create table views.partner_inbox (
    projection text not null,
    generation integer not null,
    key text collate "C" not null,
    compartment text collate "C" not null,
    kind text collate "C" not null,
    sort text collate "C" not null,
    status text,
    due timestamp with time zone,
    doc jsonb not null,
    person text collate "C",
    party text collate "C",
    purpose text collate "C"
)
partition of views.rows FOR VALUES IN ('partner-inbox');

--- table: views.rows
create table views.rows (
    projection text not null,
    generation integer not null,
    key text collate "C" not null,
    compartment text collate "C" not null,
    kind text collate "C" not null,
    sort text collate "C" not null,
    status text,
    due timestamp with time zone,
    doc jsonb not null,
    person text collate "C",
    party text collate "C",
    purpose text collate "C"
)
partition by LIST (projection);

--- table: views.survivor_ledger
create table views.survivor_ledger (
    projection text not null,
    generation integer not null,
    key text collate "C" not null,
    compartment text collate "C" not null,
    kind text collate "C" not null,
    sort text collate "C" not null,
    status text,
    due timestamp with time zone,
    doc jsonb not null,
    person text collate "C",
    party text collate "C",
    purpose text collate "C"
)
partition of views.rows FOR VALUES IN ('survivor-ledger');

--- table: webhooks.outbox
create table webhooks.outbox (
    agency text collate "C" not null,
    endpoint uuid not null,
    sequence bigint not null,
    message text collate "C" not null,
    type text collate "C" not null,
    body text,
    state text not null,
    waiting_since timestamp with time zone not null,
    next_at timestamp with time zone not null,
    attempts integer not null default 0,
    asked_for integer not null default 0,
    ended_at timestamp with time zone,
    failure text,
    status integer
);

--- table: wolverine.wolverine_agent_restrictions
create table wolverine.wolverine_agent_restrictions (
    id uuid not null,
    uri character varying not null,
    type character varying not null,
    node integer not null default 0
);

--- table: wolverine.wolverine_control_queue
create table wolverine.wolverine_control_queue (
    id uuid not null,
    message_type character varying not null,
    node_id uuid not null,
    body bytea not null,
    posted timestamp with time zone not null default now(),
    expires timestamp with time zone
);

--- table: wolverine.wolverine_dead_letter_history
create table wolverine.wolverine_dead_letter_history (
    id uuid not null,
    replay_count integer,
    last_replayed_at timestamp with time zone,
    first_failed_at timestamp with time zone
);

--- table: wolverine.wolverine_dead_letters
create table wolverine.wolverine_dead_letters (
    id uuid not null,
    execution_time timestamp with time zone,
    body bytea not null,
    message_type character varying not null,
    received_at character varying,
    source character varying,
    exception_type character varying,
    exception_message character varying,
    sent_at timestamp with time zone,
    replayable boolean,
    failure_group character varying(100),
    failure_title character varying(500),
    failed_at timestamp with time zone,
    first_failed_at timestamp with time zone,
    replay_count integer,
    last_replayed_at timestamp with time zone,
    archived_at timestamp with time zone
);

--- table: wolverine.wolverine_incoming_envelopes
create table wolverine.wolverine_incoming_envelopes (
    id uuid not null,
    status character varying not null,
    owner_id integer not null,
    execution_time timestamp with time zone,
    attempts integer default 0,
    body bytea not null,
    message_type character varying not null,
    received_at character varying,
    keep_until timestamp with time zone,
    "timestamp" timestamp with time zone default now()
);

--- table: wolverine.wolverine_node_assignments
create table wolverine.wolverine_node_assignments (
    id character varying not null,
    node_id uuid,
    started timestamp with time zone not null default now()
);

--- table: wolverine.wolverine_node_records
create table wolverine.wolverine_node_records (
    id integer not null default nextval('wolverine.wolverine_node_records_id_seq'::regclass),
    node_number integer not null,
    event_name character varying not null,
    "timestamp" timestamp with time zone not null default now(),
    description character varying
);

--- table: wolverine.wolverine_node_records_id_seq
create sequence wolverine.wolverine_node_records_id_seq as integer increment 1 start 1;

--- table: wolverine.wolverine_nodes
create table wolverine.wolverine_nodes (
    id uuid not null,
    node_number integer not null default nextval('wolverine.wolverine_nodes_node_number_seq'::regclass),
    description character varying not null,
    uri character varying not null,
    started timestamp with time zone not null default now(),
    health_check timestamp with time zone not null default now(),
    version character varying,
    capabilities text[]
);

--- table: wolverine.wolverine_nodes_node_number_seq
create sequence wolverine.wolverine_nodes_node_number_seq as integer increment 1 start 1;

--- table: wolverine.wolverine_outgoing_envelopes
create table wolverine.wolverine_outgoing_envelopes (
    id uuid not null,
    owner_id integer not null,
    destination character varying not null,
    deliver_by timestamp with time zone,
    body bytea not null,
    attempts integer default 0,
    message_type character varying not null
);

--- constraint: checkpoints_pkey on transparency.checkpoints
alter table transparency.checkpoints add constraint checkpoints_pkey PRIMARY KEY (size);

--- constraint: fkey_mt_events_stream_id on events.mt_events
alter table events.mt_events add constraint fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES events.mt_streams(id) ON DELETE CASCADE;

--- constraint: fkey_wolverine_node_assignments_node_id on wolverine.wolverine_node_assignments
alter table wolverine.wolverine_node_assignments add constraint fkey_wolverine_node_assignments_node_id FOREIGN KEY (node_id) REFERENCES wolverine.wolverine_nodes(id) ON DELETE CASCADE;

--- constraint: generations_check on views.generations
alter table views.generations add constraint generations_check CHECK ((serving <= latest));

--- constraint: generations_pkey on views.generations
alter table views.generations add constraint generations_pkey PRIMARY KEY (projection);

--- constraint: idempotency_keys_pkey on coordination.idempotency_keys
alter table coordination.idempotency_keys add constraint idempotency_keys_pkey PRIMARY KEY (subject, key);

--- constraint: leases_pkey on views.leases
alter table views.leases add constraint leases_pkey PRIMARY KEY (name);

--- constraint: migrations_pkey on coordination.migrations
alter table coordination.migrations add constraint migrations_pkey PRIMARY KEY (number);

--- constraint: outbox_check on webhooks.outbox
alter table webhooks.outbox add constraint outbox_check CHECK (((state = 'sent'::text) OR (body IS NOT NULL)));

--- constraint: outbox_check1 on webhooks.outbox
alter table webhooks.outbox add constraint outbox_check1 CHECK (((state = 'waiting'::text) = (ended_at IS NULL)));

--- constraint: outbox_endpoint_message_key on webhooks.outbox
alter table webhooks.outbox add constraint outbox_endpoint_message_key UNIQUE (endpoint, message);

--- constraint: outbox_pkey on webhooks.outbox
alter table webhooks.outbox add constraint outbox_pkey PRIMARY KEY (endpoint, sequence);

--- constraint: outbox_sequence_check on webhooks.outbox
alter table webhooks.outbox add constraint outbox_sequence_check CHECK ((sequence > 0));

--- constraint: outbox_state_check on webhooks.outbox
alter table webhooks.outbox add constraint outbox_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'dead'::text])));

--- constraint: pk_mt_event_progression on events.mt_event_progression
alter table events.mt_event_progression add constraint pk_mt_event_progression PRIMARY KEY (name);

--- constraint: pkey_mt_doc_deadletterevent_id on events.mt_doc_deadletterevent
alter table events.mt_doc_deadletterevent add constraint pkey_mt_doc_deadletterevent_id PRIMARY KEY (id);

--- constraint: pkey_mt_event_projection_floors_name_tenant_id on events.mt_event_projection_floors
alter table events.mt_event_projection_floors add constraint pkey_mt_event_projection_floors_name_tenant_id PRIMARY KEY (name, tenant_id);

--- constraint: pkey_mt_events_seq_id on events.mt_events
alter table events.mt_events add constraint pkey_mt_events_seq_id PRIMARY KEY (seq_id);

--- constraint: pkey_mt_high_water_skips_ending_sequence on events.mt_high_water_skips
alter table events.mt_high_water_skips add constraint pkey_mt_high_water_skips_ending_sequence PRIMARY KEY (ending_sequence);

--- constraint: pkey_mt_streams_id on events.mt_streams
alter table events.mt_streams add constraint pkey_mt_streams_id PRIMARY KEY (id);

--- constraint: pkey_wolverine_agent_restrictions_id on wolverine.wolverine_agent_restrictions
alter table wolverine.wolverine_agent_restrictions add constraint pkey_wolverine_agent_restrictions_id PRIMARY KEY (id);

--- constraint: pkey_wolverine_control_queue_id on wolverine.wolverine_control_queue
alter table wolverine.wolverine_control_queue add constraint pkey_wolverine_control_queue_id PRIMARY KEY (id);

--- constraint: pkey_wolverine_dead_letter_history_id on wolverine.wolverine_dead_letter_history
alter table wolverine.wolverine_dead_letter_history add constraint pkey_wolverine_dead_letter_history_id PRIMARY KEY (id);

--- constraint: pkey_wolverine_dead_letters_id on wolverine.wolverine_dead_letters
alter table wolverine.wolverine_dead_letters add constraint pkey_wolverine_dead_letters_id PRIMARY KEY (id);

--- constraint: pkey_wolverine_incoming_envelopes_id on wolverine.wolverine_incoming_envelopes
alter table wolverine.wolverine_incoming_envelopes add constraint pkey_wolverine_incoming_envelopes_id PRIMARY KEY (id);

--- constraint: pkey_wolverine_node_assignments_id on wolverine.wolverine_node_assignments
alter table wolverine.wolverine_node_assignments add constraint pkey_wolverine_node_assignments_id PRIMARY KEY (id);

--- constraint: pkey_wolverine_node_records_id on wolverine.wolverine_node_records
alter table wolverine.wolverine_node_records add constraint pkey_wolverine_node_records_id PRIMARY KEY (id);

--- constraint: pkey_wolverine_nodes_id on wolverine.wolverine_nodes
alter table wolverine.wolverine_nodes add constraint pkey_wolverine_nodes_id PRIMARY KEY (id);

--- constraint: pkey_wolverine_outgoing_envelopes_id on wolverine.wolverine_outgoing_envelopes
alter table wolverine.wolverine_outgoing_envelopes add constraint pkey_wolverine_outgoing_envelopes_id PRIMARY KEY (id);

--- constraint: rows_pkey on views.rows
alter table views.rows add constraint rows_pkey PRIMARY KEY (projection, generation, key);

--- constraint: tiles_hashes_check on transparency.tiles
alter table transparency.tiles add constraint tiles_hashes_check CHECK ((((length(hashes) >= 32) AND (length(hashes) <= 8192)) AND ((length(hashes) % 32) = 0)));

--- constraint: tiles_index_check on transparency.tiles
alter table transparency.tiles add constraint tiles_index_check CHECK ((index >= 0));

--- constraint: tiles_level_check on transparency.tiles
alter table transparency.tiles add constraint tiles_level_check CHECK (((level >= 0) AND (level <= 63)));

--- constraint: tiles_pkey on transparency.tiles
alter table transparency.tiles add constraint tiles_pkey PRIMARY KEY (level, index);

--- constraint: tree_only_one_check on transparency.tree
alter table transparency.tree add constraint tree_only_one_check CHECK (only_one);

--- constraint: tree_pkey on transparency.tree
alter table transparency.tree add constraint tree_pkey PRIMARY KEY (only_one);

--- constraint: tree_size_check on transparency.tree
alter table transparency.tree add constraint tree_size_check CHECK ((size >= 0));

--- index: events.pk_mt_events_stream_and_version
CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON events.mt_events USING btree (stream_id, version);

--- index: transparency.checkpoints_cosigned
CREATE INDEX checkpoints_cosigned ON transparency.checkpoints USING btree (cosignatures, size);

--- index: transparency.checkpoints_in_time
CREATE INDEX checkpoints_in_time ON transparency.checkpoints USING btree (signed_at, size);

--- index: views.accountability_by_status
CREATE INDEX accountability_by_status ON views.accountability USING btree (generation, compartment, kind, status, sort, key);

--- index: views.advocate_caseload_by_due
CREATE INDEX advocate_caseload_by_due ON views.advocate_caseload USING btree (generation, compartment, kind, due, key) WHERE (due IS NOT NULL);

--- index: views.advocate_caseload_by_status
CREATE INDEX advocate_caseload_by_status ON views.advocate_caseload USING btree (generation, compartment, kind, status, sort, key) WHERE (status IS NOT NULL);

--- index: views.auditor_timeline_by_stream
CREATE INDEX auditor_timeline_by_stream ON views.auditor_timeline USING btree (generation, status, sort);

--- index: views.coordinator_board_by_status
CREATE INDEX coordinator_board_by_status ON views.coordinator_board USING btree (generation, compartment, kind, status, sort, key);

--- index: views.lookups_by_due
CREATE INDEX lookups_by_due ON views.lookups USING btree (generation, compartment, kind, due, key) WHERE (due IS NOT NULL);

--- index: views.partner_inbox_by_due
CREATE INDEX partner_inbox_by_due ON views.partner_inbox USING btree (generation, compartment, kind, due, key) WHERE (due IS NOT NULL);

--- index: views.partner_inbox_by_status
CREATE INDEX partner_inbox_by_status ON views.partner_inbox USING btree (generation, compartment, kind, status, sort, key) WHERE (status IS NOT NULL);

--- index: views.rows_in_order
CREATE INDEX rows_in_order ON views.rows USING btree (projection, generation, compartment, kind, sort, key);

--- index: webhooks.outbox_that_died
CREATE INDEX outbox_that_died ON webhooks.outbox USING btree (endpoint, sequence) WHERE (state = 'dead'::text);

--- index: webhooks.outbox_that_waits
CREATE INDEX outbox_that_waits ON webhooks.outbox USING btree (endpoint, sequence) WHERE (state = 'waiting'::text);

--- index: wolverine.idx_wolverine_dead_letter_history_last_replayed_at
CREATE INDEX idx_wolverine_dead_letter_history_last_replayed_at ON wolverine.wolverine_dead_letter_history USING btree (last_replayed_at);

--- index: wolverine.idx_wolverine_dead_letters_failure_group
CREATE INDEX idx_wolverine_dead_letters_failure_group ON wolverine.wolverine_dead_letters USING btree (failure_group);

--- index: wolverine.idx_wolverine_dead_letters_replayable
CREATE INDEX idx_wolverine_dead_letters_replayable ON wolverine.wolverine_dead_letters USING btree (replayable) WHERE (replayable = true);

--- index: wolverine.idx_wolverine_incoming_envelopes_keep_until
CREATE INDEX idx_wolverine_incoming_envelopes_keep_until ON wolverine.wolverine_incoming_envelopes USING btree (keep_until) WHERE ((status)::text = 'Handled'::text);

--- index: wolverine.idx_wolverine_incoming_envelopes_owner
CREATE INDEX idx_wolverine_incoming_envelopes_owner ON wolverine.wolverine_incoming_envelopes USING btree (owner_id) WHERE (owner_id <> 0);

--- index: wolverine.idx_wolverine_incoming_envelopes_recover
CREATE INDEX idx_wolverine_incoming_envelopes_recover ON wolverine.wolverine_incoming_envelopes USING btree (received_at) WHERE (((status)::text = 'Incoming'::text) AND (owner_id = 0));

--- index: wolverine.idx_wolverine_incoming_envelopes_scheduled
CREATE INDEX idx_wolverine_incoming_envelopes_scheduled ON wolverine.wolverine_incoming_envelopes USING btree (execution_time) WHERE ((status)::text = 'Scheduled'::text);

--- index: wolverine.idx_wolverine_outgoing_envelopes_owner
CREATE INDEX idx_wolverine_outgoing_envelopes_owner ON wolverine.wolverine_outgoing_envelopes USING btree (owner_id) WHERE (owner_id <> 0);

--- index: wolverine.idx_wolverine_outgoing_envelopes_recover
CREATE INDEX idx_wolverine_outgoing_envelopes_recover ON wolverine.wolverine_outgoing_envelopes USING btree (destination) WHERE (owner_id = 0);

--- column: statistics of views.accountability.compartment
alter table views.accountability alter column compartment set statistics 0;

--- column: statistics of views.accountability.doc
alter table views.accountability alter column doc set statistics 0;

--- column: statistics of views.accountability.key
alter table views.accountability alter column key set statistics 0;

--- column: statistics of views.accountability.party
alter table views.accountability alter column party set statistics 0;

--- column: statistics of views.accountability.person
alter table views.accountability alter column person set statistics 0;

--- column: statistics of views.accountability.purpose
alter table views.accountability alter column purpose set statistics 0;

--- column: statistics of views.accountability.sort
alter table views.accountability alter column sort set statistics 0;

--- column: statistics of views.advocate_caseload.compartment
alter table views.advocate_caseload alter column compartment set statistics 0;

--- column: statistics of views.advocate_caseload.doc
alter table views.advocate_caseload alter column doc set statistics 0;

--- column: statistics of views.advocate_caseload.key
alter table views.advocate_caseload alter column key set statistics 0;

--- column: statistics of views.advocate_caseload.party
alter table views.advocate_caseload alter column party set statistics 0;

--- column: statistics of views.advocate_caseload.person
alter table views.advocate_caseload alter column person set statistics 0;

--- column: statistics of views.advocate_caseload.purpose
alter table views.advocate_caseload alter column purpose set statistics 0;

--- column: statistics of views.advocate_caseload.sort
alter table views.advocate_caseload alter column sort set statistics 0;

--- column: statistics of views.agency_kinds.compartment
alter table views.agency_kinds alter column compartment set statistics 0;

--- column: statistics of views.agency_kinds.doc
alter table views.agency_kinds alter column doc set statistics 0;

--- column: statistics of views.agency_kinds.key
alter table views.agency_kinds alter column key set statistics 0;

--- column: statistics of views.agency_kinds.party
alter table views.agency_kinds alter column party set statistics 0;

--- column: statistics of views.agency_kinds.person
alter table views.agency_kinds alter column person set statistics 0;

--- column: statistics of views.agency_kinds.purpose
alter table views.agency_kinds alter column purpose set statistics 0;

--- column: statistics of views.agency_kinds.sort
alter table views.agency_kinds alter column sort set statistics 0;

--- column: statistics of views.auditor_timeline.compartment
alter table views.auditor_timeline alter column compartment set statistics 0;

--- column: statistics of views.auditor_timeline.doc
alter table views.auditor_timeline alter column doc set statistics 0;

--- column: statistics of views.auditor_timeline.key
alter table views.auditor_timeline alter column key set statistics 0;

--- column: statistics of views.auditor_timeline.party
alter table views.auditor_timeline alter column party set statistics 0;

--- column: statistics of views.auditor_timeline.person
alter table views.auditor_timeline alter column person set statistics 0;

--- column: statistics of views.auditor_timeline.purpose
alter table views.auditor_timeline alter column purpose set statistics 0;

--- column: statistics of views.auditor_timeline.sort
alter table views.auditor_timeline alter column sort set statistics 0;

--- column: statistics of views.coordinator_board.compartment
alter table views.coordinator_board alter column compartment set statistics 0;

--- column: statistics of views.coordinator_board.doc
alter table views.coordinator_board alter column doc set statistics 0;

--- column: statistics of views.coordinator_board.key
alter table views.coordinator_board alter column key set statistics 0;

--- column: statistics of views.coordinator_board.party
alter table views.coordinator_board alter column party set statistics 0;

--- column: statistics of views.coordinator_board.person
alter table views.coordinator_board alter column person set statistics 0;

--- column: statistics of views.coordinator_board.purpose
alter table views.coordinator_board alter column purpose set statistics 0;

--- column: statistics of views.coordinator_board.sort
alter table views.coordinator_board alter column sort set statistics 0;

--- column: statistics of views.lookups.compartment
alter table views.lookups alter column compartment set statistics 0;

--- column: statistics of views.lookups.doc
alter table views.lookups alter column doc set statistics 0;

--- column: statistics of views.lookups.key
alter table views.lookups alter column key set statistics 0;

--- column: statistics of views.lookups.party
alter table views.lookups alter column party set statistics 0;

--- column: statistics of views.lookups.person
alter table views.lookups alter column person set statistics 0;

--- column: statistics of views.lookups.purpose
alter table views.lookups alter column purpose set statistics 0;

--- column: statistics of views.lookups.sort
alter table views.lookups alter column sort set statistics 0;

--- column: statistics of views.outcomes.compartment
alter table views.outcomes alter column compartment set statistics 0;

--- column: statistics of views.outcomes.doc
alter table views.outcomes alter column doc set statistics 0;

--- column: statistics of views.outcomes.key
alter table views.outcomes alter column key set statistics 0;

--- column: statistics of views.outcomes.party
alter table views.outcomes alter column party set statistics 0;

--- column: statistics of views.outcomes.person
alter table views.outcomes alter column person set statistics 0;

--- column: statistics of views.outcomes.purpose
alter table views.outcomes alter column purpose set statistics 0;

--- column: statistics of views.outcomes.sort
alter table views.outcomes alter column sort set statistics 0;

--- column: statistics of views.partner_inbox.compartment
alter table views.partner_inbox alter column compartment set statistics 0;

--- column: statistics of views.partner_inbox.doc
alter table views.partner_inbox alter column doc set statistics 0;

--- column: statistics of views.partner_inbox.key
alter table views.partner_inbox alter column key set statistics 0;

--- column: statistics of views.partner_inbox.party
alter table views.partner_inbox alter column party set statistics 0;

--- column: statistics of views.partner_inbox.person
alter table views.partner_inbox alter column person set statistics 0;

--- column: statistics of views.partner_inbox.purpose
alter table views.partner_inbox alter column purpose set statistics 0;

--- column: statistics of views.partner_inbox.sort
alter table views.partner_inbox alter column sort set statistics 0;

--- column: statistics of views.survivor_ledger.compartment
alter table views.survivor_ledger alter column compartment set statistics 0;

--- column: statistics of views.survivor_ledger.doc
alter table views.survivor_ledger alter column doc set statistics 0;

--- column: statistics of views.survivor_ledger.key
alter table views.survivor_ledger alter column key set statistics 0;

--- column: statistics of views.survivor_ledger.party
alter table views.survivor_ledger alter column party set statistics 0;

--- column: statistics of views.survivor_ledger.person
alter table views.survivor_ledger alter column person set statistics 0;

--- column: statistics of views.survivor_ledger.purpose
alter table views.survivor_ledger alter column purpose set statistics 0;

--- column: statistics of views.survivor_ledger.sort
alter table views.survivor_ledger alter column sort set statistics 0;

--- column: storage of coordination.write_probe.filling
alter table coordination.write_probe alter column filling set storage external;

--- column: storage of transparency.tiles.hashes
alter table transparency.tiles alter column hashes set storage external;

--- function: coordination.append(integer[],integer[],bigint[],integer[],text[],text[],integer[],uuid[],text[],jsonb[],jsonb[],text[],text[],text[],integer[],text[],text[],bytea[],bytea[])
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

--- function: coordination.append(integer[],integer[],bigint[],integer[],text[],text[],integer[],uuid[],text[],jsonb[],jsonb[],text[],text[],text[],integer[],text[],text[],bytea[],bytea[],integer[],uuid[],text[],integer[],timestamp with time zone[],bytea[],text[],text[])
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

--- function: coordination.kinds_of_agencies()
CREATE OR REPLACE FUNCTION coordination.kinds_of_agencies()
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    select unnest(array['victimServices', 'lawEnforcement', 'prosecution', 'medical', 'legal', 'housingAndServices', 'coordinating', 'childWelfare', 'funder'])
$function$;

--- function: coordination.probe_write()
CREATE OR REPLACE FUNCTION coordination.probe_write()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    truncate coordination.write_probe;
    insert into coordination.write_probe (filling) values (decode(repeat('00', 131072), 'hex'));
    raise exception using errcode = 'CW001', message = 'it can be written';
exception when sqlstate 'CW001' then
    return;
end
$function$;

--- function: coordination.reader_of(text,text)
CREATE OR REPLACE FUNCTION coordination.reader_of(_view text, _kind text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$ select 'coordination_reads_' || _view || '_' || lower(regexp_replace(_kind, '([A-Z])', '_\1', 'g')) $function$;

--- function: coordination.refuse_change()
CREATE OR REPLACE FUNCTION coordination.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    raise exception '% of %.% is refused: what was recorded is not changed', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege', hint = 'Record another event that corrects it.';
end
$function$;

--- function: coordination.serve_rows(text)
CREATE OR REPLACE PROCEDURE coordination.serve_rows(IN _partition text)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $procedure$
begin
    execute format('create or replace view views.%I with (security_invoker = true, security_barrier = true) as '
        'select r.compartment, r.person, r.kind, r.sort, r.key, r.status, r.due, r.doc, r.party, r.purpose from views.%I r '
        'where r.projection = %L and r.generation = (select g.serving from views.generations g where g.projection = %L)',
        'serving_' || _partition, _partition, replace(_partition, '_', '-'), replace(_partition, '_', '-'));
    execute format('revoke all on views.%I from coordination_projector', 'serving_' || _partition);
end
$procedure$;

--- function: coordination.tell_nothing_by_statistics(text)
CREATE OR REPLACE PROCEDURE coordination.tell_nothing_by_statistics(IN _partition text)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $procedure$
declare
    col text;
begin
    foreach col in array array['compartment', 'person', 'key', 'sort', 'party', 'purpose', 'doc'] loop
        execute format('alter table views.%I alter column %I set statistics 0', _partition, col);
    end loop;
end
$procedure$;

--- function: coordination.wall_off(text,text)
CREATE OR REPLACE PROCEDURE coordination.wall_off(IN _partition text, IN _login text)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $procedure$
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

--- function: coordination.wall_off_by_kind(text,text)
CREATE OR REPLACE PROCEDURE coordination.wall_off_by_kind(IN _partition text, IN _view text)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $procedure$
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

--- function: events.mt_archive_stream(character varying)
CREATE OR REPLACE FUNCTION events.mt_archive_stream(streamid character varying)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  update events.mt_streams set is_archived = TRUE where id = streamid ;
  update events.mt_events set is_archived = TRUE where stream_id = streamid ;
END;
$function$;

--- function: events.mt_grams_array(text,boolean)
CREATE OR REPLACE FUNCTION events.mt_grams_array(words text, use_unaccent boolean DEFAULT false)
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

--- function: events.mt_grams_query(text,boolean)
CREATE OR REPLACE FUNCTION events.mt_grams_query(text, use_unaccent boolean DEFAULT false)
 RETURNS tsquery
 LANGUAGE plpgsql
 IMMUTABLE STRICT
AS $function$
BEGIN
RETURN (SELECT array_to_string(events.mt_grams_array($1, use_unaccent), ' & ') ::tsquery);
END
$function$;

--- function: events.mt_grams_vector(text,boolean)
CREATE OR REPLACE FUNCTION events.mt_grams_vector(text, use_unaccent boolean DEFAULT false)
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE STRICT
AS $function$
BEGIN
RETURN (SELECT array_to_string(events.mt_grams_array($1, use_unaccent), ' ') ::tsvector);
END
$function$;

--- function: events.mt_immutable_date(text)
CREATE OR REPLACE FUNCTION events.mt_immutable_date(value text)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE
AS $function$
select value::date

$function$;

--- function: events.mt_immutable_time(text)
CREATE OR REPLACE FUNCTION events.mt_immutable_time(value text)
 RETURNS time without time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
select value::time

$function$;

--- function: events.mt_immutable_timestamp(text)
CREATE OR REPLACE FUNCTION events.mt_immutable_timestamp(value text)
 RETURNS timestamp without time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
select value::timestamp

$function$;

--- function: events.mt_immutable_timestamptz(text)
CREATE OR REPLACE FUNCTION events.mt_immutable_timestamptz(value text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
select value::timestamptz

$function$;

--- function: events.mt_jsonb_append(jsonb,text[],jsonb,boolean,jsonb)
CREATE OR REPLACE FUNCTION events.mt_jsonb_append(jsonb, text[], jsonb, boolean, jsonb DEFAULT NULL::jsonb)
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

--- function: events.mt_jsonb_append_key_value(jsonb,text[],jsonb,boolean)
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

--- function: events.mt_jsonb_copy(jsonb,text[],text[])
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

--- function: events.mt_jsonb_duplicate(jsonb,text[],jsonb)
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

--- function: events.mt_jsonb_fix_null_parent(jsonb,text[])
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

--- function: events.mt_jsonb_increment(jsonb,text[],numeric)
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

--- function: events.mt_jsonb_insert(jsonb,text[],jsonb,integer,boolean,jsonb)
CREATE OR REPLACE FUNCTION events.mt_jsonb_insert(jsonb, text[], jsonb, integer, boolean, jsonb DEFAULT NULL::jsonb)
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

--- function: events.mt_jsonb_move(jsonb,text[],text)
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

--- function: events.mt_jsonb_patch(jsonb,jsonb)
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

--- function: events.mt_jsonb_path_to_array(text,character)
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

--- function: events.mt_jsonb_remove(jsonb,text[],jsonb)
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

--- function: events.mt_jsonb_remove_key(jsonb,text[],text)
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

--- function: events.mt_mark_event_progression(character varying,bigint)
CREATE OR REPLACE FUNCTION events.mt_mark_event_progression(name character varying, last_encountered bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
INSERT INTO events.mt_event_progression (name, last_seq_id, last_updated)
VALUES (name, last_encountered, transaction_timestamp())
ON CONFLICT ON CONSTRAINT pk_mt_event_progression
    DO
UPDATE SET last_seq_id = last_encountered, last_updated = transaction_timestamp();

END;

$function$;

--- function: events.mt_mark_progression_with_skip(character varying,bigint,bigint)
CREATE OR REPLACE FUNCTION events.mt_mark_progression_with_skip(shard_name character varying, ending_sequence bigint, starting_sequence bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
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
$function$;

--- function: events.mt_quick_append_events(character varying,character varying,character varying,uuid[],character varying[],character varying[],jsonb[],bytea[],character varying[],character varying[],jsonb[],character varying[],timestamp with time zone[],bigint)
CREATE OR REPLACE FUNCTION events.mt_quick_append_events(stream character varying, stream_type character varying, tenantid character varying, event_ids uuid[], event_types character varying[], dotnet_types character varying[], bodies jsonb[], bdatas bytea[], causation_ids character varying[], correlation_ids character varying[], headers jsonb[], user_names character varying[], timestamps timestamp with time zone[], expected_version bigint DEFAULT NULL::bigint)
 RETURNS bigint[]
 LANGUAGE plpgsql
AS $function$
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
$function$;

--- function: events.mt_safe_unaccent(boolean,text)
CREATE OR REPLACE FUNCTION events.mt_safe_unaccent(use_unaccent boolean, word text)
 RETURNS text
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

--- function: transparency.add_signatures(bigint,text,text,integer)
CREATE OR REPLACE FUNCTION transparency.add_signatures(_size bigint, _before text, _lines text, _cosignatures integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    update transparency.checkpoints set note = note || _lines, cosignatures = cosignatures + _cosignatures
        where size = _size and note = _before and _cosignatures >= 0;
    return found;
end
$function$;

--- function: transparency.grow(bigint,bigint,integer[],bigint[],bytea[],text)
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

--- function: transparency.grow(bigint,bigint,integer[],bigint[],bytea[],text,text,bigint,interval)
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

--- function: views.advance(text,bigint,bigint,text,bigint,interval)
CREATE OR REPLACE FUNCTION views.advance(_checkpoint text, _from bigint, _to bigint, _lease text, _token bigint, _time interval)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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

--- function: views.switch_to(text,integer,text,bigint)
CREATE OR REPLACE FUNCTION views.switch_to(_projection text, _generation integer, _lease text, _token bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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

--- function: webhooks.under_lease(text,bigint)
CREATE OR REPLACE FUNCTION webhooks.under_lease(_lease text, _token bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
    perform from views.leases where name = _lease and token = _token for share;
    if not found then
        raise exception 'the lease % was taken over', _lease using errcode = 'CV001';
    end if;
end
$function$;

--- trigger: answers_are_immutable on coordination.idempotency_keys
CREATE TRIGGER answers_are_immutable BEFORE UPDATE OR TRUNCATE ON coordination.idempotency_keys FOR EACH STATEMENT EXECUTE FUNCTION coordination.refuse_change();
alter table coordination.idempotency_keys enable always trigger answers_are_immutable;

--- trigger: events_are_immutable on events.mt_events
CREATE TRIGGER events_are_immutable BEFORE DELETE OR UPDATE OR TRUNCATE ON events.mt_events FOR EACH STATEMENT EXECUTE FUNCTION coordination.refuse_change();
alter table events.mt_events enable always trigger events_are_immutable;

--- trigger: streams_are_not_removed on events.mt_streams
CREATE TRIGGER streams_are_not_removed BEFORE DELETE OR TRUNCATE ON events.mt_streams FOR EACH STATEMENT EXECUTE FUNCTION coordination.refuse_change();
alter table events.mt_streams enable always trigger streams_are_not_removed;

--- trigger: streams_only_move_forward on events.mt_streams
CREATE TRIGGER streams_only_move_forward BEFORE UPDATE ON events.mt_streams FOR EACH ROW WHEN (((new.version <= old.version) OR ((new.id)::text <> (old.id)::text) OR ((new.type)::text IS DISTINCT FROM (old.type)::text))) EXECUTE FUNCTION coordination.refuse_change();
alter table events.mt_streams enable always trigger streams_only_move_forward;

--- view: views.serving_accountability
create or replace view views.serving_accountability with (security_barrier=true, security_invoker=true) as
 SELECT r.compartment,
    r.person,
    r.kind,
    r.sort,
    r.key,
    r.status,
    r.due,
    r.doc,
    r.party,
    r.purpose
   FROM views.accountability r
  WHERE ((r.projection = 'accountability'::text) AND (r.generation = ( SELECT g.serving
           FROM views.generations g
          WHERE (g.projection = 'accountability'::text))));

--- view: views.serving_advocate_caseload
create or replace view views.serving_advocate_caseload with (security_barrier=true, security_invoker=true) as
 SELECT r.compartment,
    r.person,
    r.kind,
    r.sort,
    r.key,
    r.status,
    r.due,
    r.doc,
    r.party,
    r.purpose
   FROM views.advocate_caseload r
  WHERE ((r.projection = 'advocate-caseload'::text) AND (r.generation = ( SELECT g.serving
           FROM views.generations g
          WHERE (g.projection = 'advocate-caseload'::text))));

--- view: views.serving_agency_kinds
create or replace view views.serving_agency_kinds with (security_barrier=true, security_invoker=true) as
 SELECT r.compartment AS agency,
    r.status AS kind
   FROM views.agency_kinds r
  WHERE (r.generation = ( SELECT g.serving
           FROM views.generations g
          WHERE (g.projection = r.projection)));

--- view: views.serving_auditor_timeline
create or replace view views.serving_auditor_timeline with (security_barrier=true, security_invoker=true) as
 SELECT r.compartment,
    r.person,
    r.kind,
    r.sort,
    r.key,
    r.status,
    r.due,
    r.doc,
    r.party,
    r.purpose
   FROM views.auditor_timeline r
  WHERE ((r.projection = 'auditor-timeline'::text) AND (r.generation = ( SELECT g.serving
           FROM views.generations g
          WHERE (g.projection = 'auditor-timeline'::text))));

--- view: views.serving_coordinator_board
create or replace view views.serving_coordinator_board with (security_barrier=true, security_invoker=true) as
 SELECT r.compartment,
    r.person,
    r.kind,
    r.sort,
    r.key,
    r.status,
    r.due,
    r.doc,
    r.party,
    r.purpose
   FROM views.coordinator_board r
  WHERE ((r.projection = 'coordinator-board'::text) AND (r.generation = ( SELECT g.serving
           FROM views.generations g
          WHERE (g.projection = 'coordinator-board'::text))));

--- view: views.serving_outcomes
create or replace view views.serving_outcomes with (security_barrier=true, security_invoker=true) as
 SELECT r.compartment,
    r.person,
    r.kind,
    r.sort,
    r.key,
    r.status,
    r.due,
    r.doc,
    r.party,
    r.purpose
   FROM views.outcomes r
  WHERE ((r.projection = 'outcomes'::text) AND (r.generation = ( SELECT g.serving
           FROM views.generations g
          WHERE (g.projection = 'outcomes'::text))));

--- view: views.serving_partner_inbox
create or replace view views.serving_partner_inbox with (security_barrier=true, security_invoker=true) as
 SELECT r.compartment,
    r.person,
    r.kind,
    r.sort,
    r.key,
    r.status,
    r.due,
    r.doc,
    r.party,
    r.purpose
   FROM views.partner_inbox r
  WHERE ((r.projection = 'partner-inbox'::text) AND (r.generation = ( SELECT g.serving
           FROM views.generations g
          WHERE (g.projection = 'partner-inbox'::text))));

--- view: views.serving_survivor_ledger
create or replace view views.serving_survivor_ledger with (security_barrier=true, security_invoker=true) as
 SELECT r.compartment,
    r.person,
    r.kind,
    r.sort,
    r.key,
    r.status,
    r.due,
    r.doc,
    r.party,
    r.purpose
   FROM views.survivor_ledger r
  WHERE ((r.projection = 'survivor-ledger'::text) AND (r.generation = ( SELECT g.serving
           FROM views.generations g
          WHERE (g.projection = 'survivor-ledger'::text))));

--- row security: views.accountability
alter table views.accountability enable row level security;
alter table views.accountability force row level security;

--- row security: views.advocate_caseload
alter table views.advocate_caseload enable row level security;
alter table views.advocate_caseload force row level security;

--- row security: views.agency_kinds
alter table views.agency_kinds enable row level security;
alter table views.agency_kinds force row level security;

--- row security: views.auditor_timeline
alter table views.auditor_timeline enable row level security;
alter table views.auditor_timeline force row level security;

--- row security: views.coordinator_board
alter table views.coordinator_board enable row level security;
alter table views.coordinator_board force row level security;

--- row security: views.lookups
alter table views.lookups enable row level security;
alter table views.lookups force row level security;

--- row security: views.outcomes
alter table views.outcomes enable row level security;
alter table views.outcomes force row level security;

--- row security: views.partner_inbox
alter table views.partner_inbox enable row level security;
alter table views.partner_inbox force row level security;

--- row security: views.survivor_ledger
alter table views.survivor_ledger enable row level security;
alter table views.survivor_ledger force row level security;

--- row security: webhooks.outbox
alter table webhooks.outbox enable row level security;
alter table webhooks.outbox force row level security;

--- policy: carried on webhooks.outbox
create policy carried on webhooks.outbox for all to coordination_courier using (true) with check (true);

--- policy: coordination_reads_caseload_child_welfare on views.advocate_caseload
create policy coordination_reads_caseload_child_welfare on views.advocate_caseload for select to coordination_reads_caseload_child_welfare using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'childWelfare'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_caseload_child_welfare on views.agency_kinds
create policy coordination_reads_caseload_child_welfare on views.agency_kinds for select to coordination_reads_caseload_child_welfare using ((status = 'childWelfare'::text));

--- policy: coordination_reads_caseload_coordinating on views.advocate_caseload
create policy coordination_reads_caseload_coordinating on views.advocate_caseload for select to coordination_reads_caseload_coordinating using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'coordinating'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_caseload_coordinating on views.agency_kinds
create policy coordination_reads_caseload_coordinating on views.agency_kinds for select to coordination_reads_caseload_coordinating using ((status = 'coordinating'::text));

--- policy: coordination_reads_caseload_funder on views.advocate_caseload
create policy coordination_reads_caseload_funder on views.advocate_caseload for select to coordination_reads_caseload_funder using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'funder'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_caseload_funder on views.agency_kinds
create policy coordination_reads_caseload_funder on views.agency_kinds for select to coordination_reads_caseload_funder using ((status = 'funder'::text));

--- policy: coordination_reads_caseload_housing_and_services on views.advocate_caseload
create policy coordination_reads_caseload_housing_and_services on views.advocate_caseload for select to coordination_reads_caseload_housing_and_services using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'housingAndServices'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_caseload_housing_and_services on views.agency_kinds
create policy coordination_reads_caseload_housing_and_services on views.agency_kinds for select to coordination_reads_caseload_housing_and_services using ((status = 'housingAndServices'::text));

--- policy: coordination_reads_caseload_law_enforcement on views.advocate_caseload
create policy coordination_reads_caseload_law_enforcement on views.advocate_caseload for select to coordination_reads_caseload_law_enforcement using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'lawEnforcement'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_caseload_law_enforcement on views.agency_kinds
create policy coordination_reads_caseload_law_enforcement on views.agency_kinds for select to coordination_reads_caseload_law_enforcement using ((status = 'lawEnforcement'::text));

--- policy: coordination_reads_caseload_legal on views.advocate_caseload
create policy coordination_reads_caseload_legal on views.advocate_caseload for select to coordination_reads_caseload_legal using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'legal'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_caseload_legal on views.agency_kinds
create policy coordination_reads_caseload_legal on views.agency_kinds for select to coordination_reads_caseload_legal using ((status = 'legal'::text));

--- policy: coordination_reads_caseload_medical on views.advocate_caseload
create policy coordination_reads_caseload_medical on views.advocate_caseload for select to coordination_reads_caseload_medical using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'medical'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_caseload_medical on views.agency_kinds
create policy coordination_reads_caseload_medical on views.agency_kinds for select to coordination_reads_caseload_medical using ((status = 'medical'::text));

--- policy: coordination_reads_caseload_prosecution on views.advocate_caseload
create policy coordination_reads_caseload_prosecution on views.advocate_caseload for select to coordination_reads_caseload_prosecution using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'prosecution'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_caseload_prosecution on views.agency_kinds
create policy coordination_reads_caseload_prosecution on views.agency_kinds for select to coordination_reads_caseload_prosecution using ((status = 'prosecution'::text));

--- policy: coordination_reads_caseload_victim_services on views.advocate_caseload
create policy coordination_reads_caseload_victim_services on views.advocate_caseload for select to coordination_reads_caseload_victim_services using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'victimServices'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_caseload_victim_services on views.agency_kinds
create policy coordination_reads_caseload_victim_services on views.agency_kinds for select to coordination_reads_caseload_victim_services using ((status = 'victimServices'::text));

--- policy: coordination_reads_inbox_child_welfare on views.agency_kinds
create policy coordination_reads_inbox_child_welfare on views.agency_kinds for select to coordination_reads_inbox_child_welfare using ((status = 'childWelfare'::text));

--- policy: coordination_reads_inbox_child_welfare on views.partner_inbox
create policy coordination_reads_inbox_child_welfare on views.partner_inbox for select to coordination_reads_inbox_child_welfare using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'childWelfare'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_inbox_coordinating on views.agency_kinds
create policy coordination_reads_inbox_coordinating on views.agency_kinds for select to coordination_reads_inbox_coordinating using ((status = 'coordinating'::text));

--- policy: coordination_reads_inbox_coordinating on views.partner_inbox
create policy coordination_reads_inbox_coordinating on views.partner_inbox for select to coordination_reads_inbox_coordinating using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'coordinating'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_inbox_funder on views.agency_kinds
create policy coordination_reads_inbox_funder on views.agency_kinds for select to coordination_reads_inbox_funder using ((status = 'funder'::text));

--- policy: coordination_reads_inbox_funder on views.partner_inbox
create policy coordination_reads_inbox_funder on views.partner_inbox for select to coordination_reads_inbox_funder using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'funder'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_inbox_housing_and_services on views.agency_kinds
create policy coordination_reads_inbox_housing_and_services on views.agency_kinds for select to coordination_reads_inbox_housing_and_services using ((status = 'housingAndServices'::text));

--- policy: coordination_reads_inbox_housing_and_services on views.partner_inbox
create policy coordination_reads_inbox_housing_and_services on views.partner_inbox for select to coordination_reads_inbox_housing_and_services using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'housingAndServices'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_inbox_law_enforcement on views.agency_kinds
create policy coordination_reads_inbox_law_enforcement on views.agency_kinds for select to coordination_reads_inbox_law_enforcement using ((status = 'lawEnforcement'::text));

--- policy: coordination_reads_inbox_law_enforcement on views.partner_inbox
create policy coordination_reads_inbox_law_enforcement on views.partner_inbox for select to coordination_reads_inbox_law_enforcement using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'lawEnforcement'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_inbox_legal on views.agency_kinds
create policy coordination_reads_inbox_legal on views.agency_kinds for select to coordination_reads_inbox_legal using ((status = 'legal'::text));

--- policy: coordination_reads_inbox_legal on views.partner_inbox
create policy coordination_reads_inbox_legal on views.partner_inbox for select to coordination_reads_inbox_legal using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'legal'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_inbox_medical on views.agency_kinds
create policy coordination_reads_inbox_medical on views.agency_kinds for select to coordination_reads_inbox_medical using ((status = 'medical'::text));

--- policy: coordination_reads_inbox_medical on views.partner_inbox
create policy coordination_reads_inbox_medical on views.partner_inbox for select to coordination_reads_inbox_medical using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'medical'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_inbox_prosecution on views.agency_kinds
create policy coordination_reads_inbox_prosecution on views.agency_kinds for select to coordination_reads_inbox_prosecution using ((status = 'prosecution'::text));

--- policy: coordination_reads_inbox_prosecution on views.partner_inbox
create policy coordination_reads_inbox_prosecution on views.partner_inbox for select to coordination_reads_inbox_prosecution using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'prosecution'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: coordination_reads_inbox_victim_services on views.agency_kinds
create policy coordination_reads_inbox_victim_services on views.agency_kinds for select to coordination_reads_inbox_victim_services using ((status = 'victimServices'::text));

--- policy: coordination_reads_inbox_victim_services on views.partner_inbox
create policy coordination_reads_inbox_victim_services on views.partner_inbox for select to coordination_reads_inbox_victim_services using (((compartment = ( SELECT k.agency FROM views.serving_agency_kinds k WHERE ((k.agency = current_setting('coordination.compartment'::text, true)) AND (k.kind = 'victimServices'::text)))) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: own_agency on webhooks.outbox
create policy own_agency on webhooks.outbox for select to coordination_outbox_reader using ((agency = current_setting('coordination.compartment'::text, true)));

--- policy: own_compartment on views.accountability
create policy own_compartment on views.accountability for select to coordination_reads_board using (((compartment = current_setting('coordination.compartment'::text, true)) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: own_compartment on views.auditor_timeline
create policy own_compartment on views.auditor_timeline for select to coordination_reads_audit using (((compartment = current_setting('coordination.compartment'::text, true)) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: own_compartment on views.coordinator_board
create policy own_compartment on views.coordinator_board for select to coordination_reads_board using (((compartment = current_setting('coordination.compartment'::text, true)) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: own_compartment on views.outcomes
create policy own_compartment on views.outcomes for select to coordination_reads_outcomes using (((compartment = current_setting('coordination.compartment'::text, true)) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- policy: own_compartment on views.survivor_ledger
create policy own_compartment on views.survivor_ledger for select to coordination_reads_own using (((compartment = current_setting('coordination.compartment'::text, true)) AND ((person IS NULL) OR (person = current_setting('coordination.person'::text, true)))));

--- grant: on function coordination.append(integer[],integer[],bigint[],integer[],text[],text[],integer[],uuid[],text[],jsonb[],jsonb[],text[],text[],text[],integer[],text[],text[],bytea[],bytea[]) to coordination_writer
grant execute on function coordination.append(integer[],integer[],bigint[],integer[],text[],text[],integer[],uuid[],text[],jsonb[],jsonb[],text[],text[],text[],integer[],text[],text[],bytea[],bytea[]) to coordination_writer;

--- grant: on function coordination.append(integer[],integer[],bigint[],integer[],text[],text[],integer[],uuid[],text[],jsonb[],jsonb[],text[],text[],text[],integer[],text[],text[],bytea[],bytea[],integer[],uuid[],text[],integer[],timestamp with time zone[],bytea[],text[],text[]) to coordination_writer
grant execute on function coordination.append(integer[],integer[],bigint[],integer[],text[],text[],integer[],uuid[],text[],jsonb[],jsonb[],text[],text[],text[],integer[],text[],text[],bytea[],bytea[],integer[],uuid[],text[],integer[],timestamp with time zone[],bytea[],text[],text[]) to coordination_writer;

--- grant: on function coordination.probe_write() to coordination_writer
grant execute on function coordination.probe_write() to coordination_writer;

--- grant: on function events.mt_mark_event_progression(character varying,bigint) to coordination_projector
grant execute on function events.mt_mark_event_progression(character varying,bigint) to coordination_projector;

--- grant: on function transparency.add_signatures(bigint,text,text,integer) to coordination_integrator
grant execute on function transparency.add_signatures(bigint,text,text,integer) to coordination_integrator;

--- grant: on function transparency.grow(bigint,bigint,integer[],bigint[],bytea[],text) to coordination_integrator
grant execute on function transparency.grow(bigint,bigint,integer[],bigint[],bytea[],text) to coordination_integrator;

--- grant: on function transparency.grow(bigint,bigint,integer[],bigint[],bytea[],text,text,bigint,interval) to coordination_integrator
grant execute on function transparency.grow(bigint,bigint,integer[],bigint[],bytea[],text,text,bigint,interval) to coordination_integrator;

--- grant: on function views.advance(text,bigint,bigint,text,bigint,interval) to coordination_projector
grant execute on function views.advance(text,bigint,bigint,text,bigint,interval) to coordination_projector;

--- grant: on function views.switch_to(text,integer,text,bigint) to coordination_projector
grant execute on function views.switch_to(text,integer,text,bigint) to coordination_projector;

--- grant: on function webhooks.under_lease(text,bigint) to coordination_courier
grant execute on function webhooks.under_lease(text,bigint) to coordination_courier;

--- grant: on schema coordination to coordination_writer
grant usage on schema coordination to coordination_writer;

--- grant: on schema events to coordination_integrator
grant usage on schema events to coordination_integrator;

--- grant: on schema events to coordination_projector
grant usage on schema events to coordination_projector;

--- grant: on schema events to coordination_writer
grant usage on schema events to coordination_writer;

--- grant: on schema transparency to coordination_integrator
grant usage on schema transparency to coordination_integrator;

--- grant: on schema transparency to coordination_writer
grant usage on schema transparency to coordination_writer;

--- grant: on schema views to coordination_projector
grant usage on schema views to coordination_projector;

--- grant: on schema views to coordination_reads_audit
grant usage on schema views to coordination_reads_audit;

--- grant: on schema views to coordination_reads_board
grant usage on schema views to coordination_reads_board;

--- grant: on schema views to coordination_reads_caseload_child_welfare
grant usage on schema views to coordination_reads_caseload_child_welfare;

--- grant: on schema views to coordination_reads_caseload_coordinating
grant usage on schema views to coordination_reads_caseload_coordinating;

--- grant: on schema views to coordination_reads_caseload_funder
grant usage on schema views to coordination_reads_caseload_funder;

--- grant: on schema views to coordination_reads_caseload_housing_and_services
grant usage on schema views to coordination_reads_caseload_housing_and_services;

--- grant: on schema views to coordination_reads_caseload_law_enforcement
grant usage on schema views to coordination_reads_caseload_law_enforcement;

--- grant: on schema views to coordination_reads_caseload_legal
grant usage on schema views to coordination_reads_caseload_legal;

--- grant: on schema views to coordination_reads_caseload_medical
grant usage on schema views to coordination_reads_caseload_medical;

--- grant: on schema views to coordination_reads_caseload_prosecution
grant usage on schema views to coordination_reads_caseload_prosecution;

--- grant: on schema views to coordination_reads_caseload_victim_services
grant usage on schema views to coordination_reads_caseload_victim_services;

--- grant: on schema views to coordination_reads_inbox_child_welfare
grant usage on schema views to coordination_reads_inbox_child_welfare;

--- grant: on schema views to coordination_reads_inbox_coordinating
grant usage on schema views to coordination_reads_inbox_coordinating;

--- grant: on schema views to coordination_reads_inbox_funder
grant usage on schema views to coordination_reads_inbox_funder;

--- grant: on schema views to coordination_reads_inbox_housing_and_services
grant usage on schema views to coordination_reads_inbox_housing_and_services;

--- grant: on schema views to coordination_reads_inbox_law_enforcement
grant usage on schema views to coordination_reads_inbox_law_enforcement;

--- grant: on schema views to coordination_reads_inbox_legal
grant usage on schema views to coordination_reads_inbox_legal;

--- grant: on schema views to coordination_reads_inbox_medical
grant usage on schema views to coordination_reads_inbox_medical;

--- grant: on schema views to coordination_reads_inbox_prosecution
grant usage on schema views to coordination_reads_inbox_prosecution;

--- grant: on schema views to coordination_reads_inbox_victim_services
grant usage on schema views to coordination_reads_inbox_victim_services;

--- grant: on schema views to coordination_reads_outcomes
grant usage on schema views to coordination_reads_outcomes;

--- grant: on schema views to coordination_reads_own
grant usage on schema views to coordination_reads_own;

--- grant: on schema webhooks to coordination_courier
grant usage on schema webhooks to coordination_courier;

--- grant: on schema webhooks to coordination_outbox_reader
grant usage on schema webhooks to coordination_outbox_reader;

--- grant: on schema wolverine to coordination_messenger
grant usage on schema wolverine to coordination_messenger;

--- grant: on sequence events.mt_events_sequence to coordination_projector
grant select on sequence events.mt_events_sequence to coordination_projector;

--- grant: on sequence wolverine.wolverine_node_records_id_seq to coordination_messenger
grant usage on sequence wolverine.wolverine_node_records_id_seq to coordination_messenger;

--- grant: on sequence wolverine.wolverine_nodes_node_number_seq to coordination_messenger
grant usage on sequence wolverine.wolverine_nodes_node_number_seq to coordination_messenger;

--- grant: on table coordination.idempotency_keys to coordination_writer
grant select on table coordination.idempotency_keys to coordination_writer;

--- grant: on table coordination.migrations to coordination_writer
grant select on table coordination.migrations to coordination_writer;

--- grant: on table events.mt_event_progression to coordination_projector
grant delete, insert, select, update on table events.mt_event_progression to coordination_projector;

--- grant: on table events.mt_event_projection_floors to coordination_projector
grant select on table events.mt_event_projection_floors to coordination_projector;

--- grant: on table events.mt_events to coordination_integrator
grant select on table events.mt_events to coordination_integrator;

--- grant: on table events.mt_events to coordination_projector
grant select on table events.mt_events to coordination_projector;

--- grant: on table events.mt_events to coordination_writer
grant select on table events.mt_events to coordination_writer;

--- grant: on table events.mt_streams to coordination_projector
grant select on table events.mt_streams to coordination_projector;

--- grant: on table events.mt_streams to coordination_writer
grant select on table events.mt_streams to coordination_writer;

--- grant: on table transparency.checkpoints to coordination_integrator
grant select on table transparency.checkpoints to coordination_integrator;

--- grant: on table transparency.checkpoints to coordination_writer
grant select on table transparency.checkpoints to coordination_writer;

--- grant: on table transparency.tiles to coordination_integrator
grant select on table transparency.tiles to coordination_integrator;

--- grant: on table transparency.tiles to coordination_writer
grant select on table transparency.tiles to coordination_writer;

--- grant: on table transparency.tree to coordination_integrator
grant select on table transparency.tree to coordination_integrator;

--- grant: on table transparency.tree to coordination_writer
grant select on table transparency.tree to coordination_writer;

--- grant: on table views.accountability to coordination_projector
grant delete, insert, select, truncate, update on table views.accountability to coordination_projector;

--- grant: on table views.accountability to coordination_reads_board
grant select on table views.accountability to coordination_reads_board;

--- grant: on table views.advocate_caseload to coordination_projector
grant delete, insert, select, truncate, update on table views.advocate_caseload to coordination_projector;

--- grant: on table views.advocate_caseload to coordination_reads_caseload_child_welfare
grant select on table views.advocate_caseload to coordination_reads_caseload_child_welfare;

--- grant: on table views.advocate_caseload to coordination_reads_caseload_coordinating
grant select on table views.advocate_caseload to coordination_reads_caseload_coordinating;

--- grant: on table views.advocate_caseload to coordination_reads_caseload_funder
grant select on table views.advocate_caseload to coordination_reads_caseload_funder;

--- grant: on table views.advocate_caseload to coordination_reads_caseload_housing_and_services
grant select on table views.advocate_caseload to coordination_reads_caseload_housing_and_services;

--- grant: on table views.advocate_caseload to coordination_reads_caseload_law_enforcement
grant select on table views.advocate_caseload to coordination_reads_caseload_law_enforcement;

--- grant: on table views.advocate_caseload to coordination_reads_caseload_legal
grant select on table views.advocate_caseload to coordination_reads_caseload_legal;

--- grant: on table views.advocate_caseload to coordination_reads_caseload_medical
grant select on table views.advocate_caseload to coordination_reads_caseload_medical;

--- grant: on table views.advocate_caseload to coordination_reads_caseload_prosecution
grant select on table views.advocate_caseload to coordination_reads_caseload_prosecution;

--- grant: on table views.advocate_caseload to coordination_reads_caseload_victim_services
grant select on table views.advocate_caseload to coordination_reads_caseload_victim_services;

--- grant: on table views.agency_kinds to coordination_projector
grant delete, insert, select, truncate, update on table views.agency_kinds to coordination_projector;

--- grant: on table views.agency_kinds to coordination_reads_caseload_child_welfare
grant select on table views.agency_kinds to coordination_reads_caseload_child_welfare;

--- grant: on table views.agency_kinds to coordination_reads_caseload_coordinating
grant select on table views.agency_kinds to coordination_reads_caseload_coordinating;

--- grant: on table views.agency_kinds to coordination_reads_caseload_funder
grant select on table views.agency_kinds to coordination_reads_caseload_funder;

--- grant: on table views.agency_kinds to coordination_reads_caseload_housing_and_services
grant select on table views.agency_kinds to coordination_reads_caseload_housing_and_services;

--- grant: on table views.agency_kinds to coordination_reads_caseload_law_enforcement
grant select on table views.agency_kinds to coordination_reads_caseload_law_enforcement;

--- grant: on table views.agency_kinds to coordination_reads_caseload_legal
grant select on table views.agency_kinds to coordination_reads_caseload_legal;

--- grant: on table views.agency_kinds to coordination_reads_caseload_medical
grant select on table views.agency_kinds to coordination_reads_caseload_medical;

--- grant: on table views.agency_kinds to coordination_reads_caseload_prosecution
grant select on table views.agency_kinds to coordination_reads_caseload_prosecution;

--- grant: on table views.agency_kinds to coordination_reads_caseload_victim_services
grant select on table views.agency_kinds to coordination_reads_caseload_victim_services;

--- grant: on table views.agency_kinds to coordination_reads_inbox_child_welfare
grant select on table views.agency_kinds to coordination_reads_inbox_child_welfare;

--- grant: on table views.agency_kinds to coordination_reads_inbox_coordinating
grant select on table views.agency_kinds to coordination_reads_inbox_coordinating;

--- grant: on table views.agency_kinds to coordination_reads_inbox_funder
grant select on table views.agency_kinds to coordination_reads_inbox_funder;

--- grant: on table views.agency_kinds to coordination_reads_inbox_housing_and_services
grant select on table views.agency_kinds to coordination_reads_inbox_housing_and_services;

--- grant: on table views.agency_kinds to coordination_reads_inbox_law_enforcement
grant select on table views.agency_kinds to coordination_reads_inbox_law_enforcement;

--- grant: on table views.agency_kinds to coordination_reads_inbox_legal
grant select on table views.agency_kinds to coordination_reads_inbox_legal;

--- grant: on table views.agency_kinds to coordination_reads_inbox_medical
grant select on table views.agency_kinds to coordination_reads_inbox_medical;

--- grant: on table views.agency_kinds to coordination_reads_inbox_prosecution
grant select on table views.agency_kinds to coordination_reads_inbox_prosecution;

--- grant: on table views.agency_kinds to coordination_reads_inbox_victim_services
grant select on table views.agency_kinds to coordination_reads_inbox_victim_services;

--- grant: on table views.auditor_timeline to coordination_projector
grant delete, insert, select, truncate, update on table views.auditor_timeline to coordination_projector;

--- grant: on table views.auditor_timeline to coordination_reads_audit
grant select on table views.auditor_timeline to coordination_reads_audit;

--- grant: on table views.coordinator_board to coordination_projector
grant delete, insert, select, truncate, update on table views.coordinator_board to coordination_projector;

--- grant: on table views.coordinator_board to coordination_reads_board
grant select on table views.coordinator_board to coordination_reads_board;

--- grant: on table views.generations to coordination_projector
grant delete, insert, select, truncate, update on table views.generations to coordination_projector;

--- grant: on table views.generations to coordination_reads_audit
grant select on table views.generations to coordination_reads_audit;

--- grant: on table views.generations to coordination_reads_board
grant select on table views.generations to coordination_reads_board;

--- grant: on table views.generations to coordination_reads_caseload_child_welfare
grant select on table views.generations to coordination_reads_caseload_child_welfare;

--- grant: on table views.generations to coordination_reads_caseload_coordinating
grant select on table views.generations to coordination_reads_caseload_coordinating;

--- grant: on table views.generations to coordination_reads_caseload_funder
grant select on table views.generations to coordination_reads_caseload_funder;

--- grant: on table views.generations to coordination_reads_caseload_housing_and_services
grant select on table views.generations to coordination_reads_caseload_housing_and_services;

--- grant: on table views.generations to coordination_reads_caseload_law_enforcement
grant select on table views.generations to coordination_reads_caseload_law_enforcement;

--- grant: on table views.generations to coordination_reads_caseload_legal
grant select on table views.generations to coordination_reads_caseload_legal;

--- grant: on table views.generations to coordination_reads_caseload_medical
grant select on table views.generations to coordination_reads_caseload_medical;

--- grant: on table views.generations to coordination_reads_caseload_prosecution
grant select on table views.generations to coordination_reads_caseload_prosecution;

--- grant: on table views.generations to coordination_reads_caseload_victim_services
grant select on table views.generations to coordination_reads_caseload_victim_services;

--- grant: on table views.generations to coordination_reads_inbox_child_welfare
grant select on table views.generations to coordination_reads_inbox_child_welfare;

--- grant: on table views.generations to coordination_reads_inbox_coordinating
grant select on table views.generations to coordination_reads_inbox_coordinating;

--- grant: on table views.generations to coordination_reads_inbox_funder
grant select on table views.generations to coordination_reads_inbox_funder;

--- grant: on table views.generations to coordination_reads_inbox_housing_and_services
grant select on table views.generations to coordination_reads_inbox_housing_and_services;

--- grant: on table views.generations to coordination_reads_inbox_law_enforcement
grant select on table views.generations to coordination_reads_inbox_law_enforcement;

--- grant: on table views.generations to coordination_reads_inbox_legal
grant select on table views.generations to coordination_reads_inbox_legal;

--- grant: on table views.generations to coordination_reads_inbox_medical
grant select on table views.generations to coordination_reads_inbox_medical;

--- grant: on table views.generations to coordination_reads_inbox_prosecution
grant select on table views.generations to coordination_reads_inbox_prosecution;

--- grant: on table views.generations to coordination_reads_inbox_victim_services
grant select on table views.generations to coordination_reads_inbox_victim_services;

--- grant: on table views.generations to coordination_reads_outcomes
grant select on table views.generations to coordination_reads_outcomes;

--- grant: on table views.generations to coordination_reads_own
grant select on table views.generations to coordination_reads_own;

--- grant: on table views.leases to coordination_projector
grant delete, insert, select, truncate, update on table views.leases to coordination_projector;

--- grant: on table views.lookups to coordination_projector
grant delete, insert, select, truncate, update on table views.lookups to coordination_projector;

--- grant: on table views.outcomes to coordination_projector
grant delete, insert, select, truncate, update on table views.outcomes to coordination_projector;

--- grant: on table views.outcomes to coordination_reads_outcomes
grant select on table views.outcomes to coordination_reads_outcomes;

--- grant: on table views.partner_inbox to coordination_projector
grant delete, insert, select, truncate, update on table views.partner_inbox to coordination_projector;

--- grant: on table views.partner_inbox to coordination_reads_inbox_child_welfare
grant select on table views.partner_inbox to coordination_reads_inbox_child_welfare;

--- grant: on table views.partner_inbox to coordination_reads_inbox_coordinating
grant select on table views.partner_inbox to coordination_reads_inbox_coordinating;

--- grant: on table views.partner_inbox to coordination_reads_inbox_funder
grant select on table views.partner_inbox to coordination_reads_inbox_funder;

--- grant: on table views.partner_inbox to coordination_reads_inbox_housing_and_services
grant select on table views.partner_inbox to coordination_reads_inbox_housing_and_services;

--- grant: on table views.partner_inbox to coordination_reads_inbox_law_enforcement
grant select on table views.partner_inbox to coordination_reads_inbox_law_enforcement;

--- grant: on table views.partner_inbox to coordination_reads_inbox_legal
grant select on table views.partner_inbox to coordination_reads_inbox_legal;

--- grant: on table views.partner_inbox to coordination_reads_inbox_medical
grant select on table views.partner_inbox to coordination_reads_inbox_medical;

--- grant: on table views.partner_inbox to coordination_reads_inbox_prosecution
grant select on table views.partner_inbox to coordination_reads_inbox_prosecution;

--- grant: on table views.partner_inbox to coordination_reads_inbox_victim_services
grant select on table views.partner_inbox to coordination_reads_inbox_victim_services;

--- grant: on table views.rows to coordination_projector
grant delete, insert, select, truncate, update on table views.rows to coordination_projector;

--- grant: on table views.serving_accountability to coordination_reads_board
grant select on table views.serving_accountability to coordination_reads_board;

--- grant: on table views.serving_advocate_caseload to coordination_reads_caseload_child_welfare
grant select on table views.serving_advocate_caseload to coordination_reads_caseload_child_welfare;

--- grant: on table views.serving_advocate_caseload to coordination_reads_caseload_coordinating
grant select on table views.serving_advocate_caseload to coordination_reads_caseload_coordinating;

--- grant: on table views.serving_advocate_caseload to coordination_reads_caseload_funder
grant select on table views.serving_advocate_caseload to coordination_reads_caseload_funder;

--- grant: on table views.serving_advocate_caseload to coordination_reads_caseload_housing_and_services
grant select on table views.serving_advocate_caseload to coordination_reads_caseload_housing_and_services;

--- grant: on table views.serving_advocate_caseload to coordination_reads_caseload_law_enforcement
grant select on table views.serving_advocate_caseload to coordination_reads_caseload_law_enforcement;

--- grant: on table views.serving_advocate_caseload to coordination_reads_caseload_legal
grant select on table views.serving_advocate_caseload to coordination_reads_caseload_legal;

--- grant: on table views.serving_advocate_caseload to coordination_reads_caseload_medical
grant select on table views.serving_advocate_caseload to coordination_reads_caseload_medical;

--- grant: on table views.serving_advocate_caseload to coordination_reads_caseload_prosecution
grant select on table views.serving_advocate_caseload to coordination_reads_caseload_prosecution;

--- grant: on table views.serving_advocate_caseload to coordination_reads_caseload_victim_services
grant select on table views.serving_advocate_caseload to coordination_reads_caseload_victim_services;

--- grant: on table views.serving_agency_kinds to coordination_reads_caseload_child_welfare
grant select on table views.serving_agency_kinds to coordination_reads_caseload_child_welfare;

--- grant: on table views.serving_agency_kinds to coordination_reads_caseload_coordinating
grant select on table views.serving_agency_kinds to coordination_reads_caseload_coordinating;

--- grant: on table views.serving_agency_kinds to coordination_reads_caseload_funder
grant select on table views.serving_agency_kinds to coordination_reads_caseload_funder;

--- grant: on table views.serving_agency_kinds to coordination_reads_caseload_housing_and_services
grant select on table views.serving_agency_kinds to coordination_reads_caseload_housing_and_services;

--- grant: on table views.serving_agency_kinds to coordination_reads_caseload_law_enforcement
grant select on table views.serving_agency_kinds to coordination_reads_caseload_law_enforcement;

--- grant: on table views.serving_agency_kinds to coordination_reads_caseload_legal
grant select on table views.serving_agency_kinds to coordination_reads_caseload_legal;

--- grant: on table views.serving_agency_kinds to coordination_reads_caseload_medical
grant select on table views.serving_agency_kinds to coordination_reads_caseload_medical;

--- grant: on table views.serving_agency_kinds to coordination_reads_caseload_prosecution
grant select on table views.serving_agency_kinds to coordination_reads_caseload_prosecution;

--- grant: on table views.serving_agency_kinds to coordination_reads_caseload_victim_services
grant select on table views.serving_agency_kinds to coordination_reads_caseload_victim_services;

--- grant: on table views.serving_agency_kinds to coordination_reads_inbox_child_welfare
grant select on table views.serving_agency_kinds to coordination_reads_inbox_child_welfare;

--- grant: on table views.serving_agency_kinds to coordination_reads_inbox_coordinating
grant select on table views.serving_agency_kinds to coordination_reads_inbox_coordinating;

--- grant: on table views.serving_agency_kinds to coordination_reads_inbox_funder
grant select on table views.serving_agency_kinds to coordination_reads_inbox_funder;

--- grant: on table views.serving_agency_kinds to coordination_reads_inbox_housing_and_services
grant select on table views.serving_agency_kinds to coordination_reads_inbox_housing_and_services;

--- grant: on table views.serving_agency_kinds to coordination_reads_inbox_law_enforcement
grant select on table views.serving_agency_kinds to coordination_reads_inbox_law_enforcement;

--- grant: on table views.serving_agency_kinds to coordination_reads_inbox_legal
grant select on table views.serving_agency_kinds to coordination_reads_inbox_legal;

--- grant: on table views.serving_agency_kinds to coordination_reads_inbox_medical
grant select on table views.serving_agency_kinds to coordination_reads_inbox_medical;

--- grant: on table views.serving_agency_kinds to coordination_reads_inbox_prosecution
grant select on table views.serving_agency_kinds to coordination_reads_inbox_prosecution;

--- grant: on table views.serving_agency_kinds to coordination_reads_inbox_victim_services
grant select on table views.serving_agency_kinds to coordination_reads_inbox_victim_services;

--- grant: on table views.serving_auditor_timeline to coordination_reads_audit
grant select on table views.serving_auditor_timeline to coordination_reads_audit;

--- grant: on table views.serving_coordinator_board to coordination_reads_board
grant select on table views.serving_coordinator_board to coordination_reads_board;

--- grant: on table views.serving_outcomes to coordination_reads_outcomes
grant select on table views.serving_outcomes to coordination_reads_outcomes;

--- grant: on table views.serving_partner_inbox to coordination_reads_inbox_child_welfare
grant select on table views.serving_partner_inbox to coordination_reads_inbox_child_welfare;

--- grant: on table views.serving_partner_inbox to coordination_reads_inbox_coordinating
grant select on table views.serving_partner_inbox to coordination_reads_inbox_coordinating;

--- grant: on table views.serving_partner_inbox to coordination_reads_inbox_funder
grant select on table views.serving_partner_inbox to coordination_reads_inbox_funder;

--- grant: on table views.serving_partner_inbox to coordination_reads_inbox_housing_and_services
grant select on table views.serving_partner_inbox to coordination_reads_inbox_housing_and_services;

--- grant: on table views.serving_partner_inbox to coordination_reads_inbox_law_enforcement
grant select on table views.serving_partner_inbox to coordination_reads_inbox_law_enforcement;

--- grant: on table views.serving_partner_inbox to coordination_reads_inbox_legal
grant select on table views.serving_partner_inbox to coordination_reads_inbox_legal;

--- grant: on table views.serving_partner_inbox to coordination_reads_inbox_medical
grant select on table views.serving_partner_inbox to coordination_reads_inbox_medical;

--- grant: on table views.serving_partner_inbox to coordination_reads_inbox_prosecution
grant select on table views.serving_partner_inbox to coordination_reads_inbox_prosecution;

--- grant: on table views.serving_partner_inbox to coordination_reads_inbox_victim_services
grant select on table views.serving_partner_inbox to coordination_reads_inbox_victim_services;

--- grant: on table views.serving_survivor_ledger to coordination_reads_own
grant select on table views.serving_survivor_ledger to coordination_reads_own;

--- grant: on table views.survivor_ledger to coordination_projector
grant delete, insert, select, truncate, update on table views.survivor_ledger to coordination_projector;

--- grant: on table views.survivor_ledger to coordination_reads_own
grant select on table views.survivor_ledger to coordination_reads_own;

--- grant: on table webhooks.outbox to coordination_courier
grant delete, insert, select, update on table webhooks.outbox to coordination_courier;

--- grant: on table webhooks.outbox to coordination_outbox_reader
grant select (agency, endpoint, sequence, message, type, state, waiting_since, next_at, attempts, ended_at, failure, status) on table webhooks.outbox to coordination_outbox_reader;

--- grant: on table wolverine.wolverine_agent_restrictions to coordination_messenger
grant select on table wolverine.wolverine_agent_restrictions to coordination_messenger;

--- grant: on table wolverine.wolverine_control_queue to coordination_messenger
grant delete, insert, select, update on table wolverine.wolverine_control_queue to coordination_messenger;

--- grant: on table wolverine.wolverine_dead_letter_history to coordination_messenger
grant delete, insert, select, update on table wolverine.wolverine_dead_letter_history to coordination_messenger;

--- grant: on table wolverine.wolverine_dead_letters to coordination_messenger
grant delete, insert, select, update on table wolverine.wolverine_dead_letters to coordination_messenger;

--- grant: on table wolverine.wolverine_incoming_envelopes to coordination_messenger
grant delete, insert, select, update on table wolverine.wolverine_incoming_envelopes to coordination_messenger;

--- grant: on table wolverine.wolverine_node_assignments to coordination_messenger
grant delete, insert, select, update on table wolverine.wolverine_node_assignments to coordination_messenger;

--- grant: on table wolverine.wolverine_node_records to coordination_messenger
grant delete, insert, select, update on table wolverine.wolverine_node_records to coordination_messenger;

--- grant: on table wolverine.wolverine_nodes to coordination_messenger
grant delete, insert, select, update on table wolverine.wolverine_nodes to coordination_messenger;

--- grant: on table wolverine.wolverine_outgoing_envelopes to coordination_messenger
grant delete, insert, select, update on table wolverine.wolverine_outgoing_envelopes to coordination_messenger;

--- default grant: functions of coordination_owner in any schema
-- coordination_owner: execute

--- default grant: sequences of coordination_owner in views
-- coordination_projector: select, usage

--- default grant: tables of coordination_owner in views
-- coordination_projector: delete, insert, select, truncate, update
