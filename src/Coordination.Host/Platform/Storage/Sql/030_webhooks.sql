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
