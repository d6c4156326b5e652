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
