-- The first answer to each idempotency key, written in the transaction of the append that it belongs to.
create table coordination.idempotency_keys (
    subject      text        collate "C" not null,
    key          text        collate "C" not null,
    fingerprint  bytea       not null,
    body         bytea       not null,
    answered_at  timestamptz not null,
    constraint idempotency_keys_pkey primary key (subject, key)
);
