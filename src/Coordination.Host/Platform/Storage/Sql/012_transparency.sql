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
