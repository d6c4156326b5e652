-- What the catalog says of the objects of our schemas, each as the statement that makes it. Every login may read the catalog. One statement for
-- each part of the model, in the order in which a database is made; each answers with names and definitions.

--- role
select rolname::text, format('create role %I %s;', rolname, case when rolcanlogin then 'login' else 'nologin' end)
    || coalesce((select string_agg(format(E'\nalter role %I set %s = %L;', rolname, split_part(setting, '=', 1), substr(setting, position('=' in setting) + 1)), '' order by setting) from unnest(rolconfig) setting), '')
from pg_catalog.pg_roles where rolname like 'coordination\_%';

--- schema
select nspname::text, format('create schema %I;', nspname) from pg_catalog.pg_namespace where nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine');

--- table
select format('%I.%I', n.nspname, c.relname),
    case when c.relkind = 'S' then format('create sequence %I.%I as %s increment %s start %s%s;', n.nspname, c.relname, s.seqtypid::regtype, s.seqincrement, s.seqstart, case when s.seqcycle then ' cycle' else '' end)
    else format(E'create table %I.%I (\n%s\n)%s%s;', n.nspname, c.relname,
        (select string_agg(format('    %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                case when a.attcollation <> t.typcollation then ' collate ' || a.attcollation::regcollation::text else '' end,
                case when a.attnotnull then ' not null' else '' end,
                coalesce(case when a.attgenerated = '' then ' default ' else ' generated always as ' end || pg_get_expr(d.adbin, d.adrelid), '')), E',\n' order by a.attnum)
            from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
        case when c.relkind = 'p' then E'\npartition by ' || pg_get_partkeydef(c.oid) when c.relispartition then E'\npartition of ' || i.inhparent::regclass || ' ' || pg_get_expr(c.relpartbound, c.oid) else '' end
            || case c.relpersistence when 'p' then '' when 'u' then E'\nunlogged' else E'\ntemporary' end,
        coalesce(E'\nwith (' || (select string_agg(option, ', ' order by option) from unnest(c.reloptions) option) || ')', ''))
    end
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    left join pg_catalog.pg_sequence s on s.seqrelid = c.oid left join pg_catalog.pg_inherits i on i.inhrelid = c.oid and c.relispartition
where n.nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine') and c.relkind in ('r', 'p', 'S', 'f', 'm');

--- constraint
select format('%I on %s', k.conname, k.conrelid::regclass), format('alter table %s add constraint %I %s;', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine') and k.contype in ('p', 'u', 'f', 'c', 'x') and k.conislocal and k.conparentid = 0;

--- index
select i.indexrelid::regclass::text, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') || ';' || case when i.indisvalid then '' else ' -- not valid' end
from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine') and not c.relispartition
    and not exists (select from pg_catalog.pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'));

--- column
select format('%s of %s', part.what, a.attrelid::regclass || '.' || quote_ident(a.attname)), format('alter table %s alter column %I set %s;', a.attrelid::regclass, a.attname, part.setting)
from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_type t on t.oid = a.atttypid
    cross join lateral (
        select 'statistics' as what, 'statistics ' || a.attstattarget as setting where a.attstattarget >= 0
        union all
        select 'storage', 'storage ' || case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end where a.attstorage <> t.typstorage) part
where n.nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped;

--- function
select p.oid::regprocedure::text, rtrim(pg_get_functiondef(p.oid), E'\n') || ';'
from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where n.nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine') and p.prokind in ('f', 'p');

--- trigger
select format('%I on %s', t.tgname, t.tgrelid::regclass), pg_get_triggerdef(t.oid) || ';'
    || case t.tgenabled when 'A' then format(E'\nalter table %s enable always trigger %I;', t.tgrelid::regclass, t.tgname) when 'R' then format(E'\nalter table %s enable replica trigger %I;', t.tgrelid::regclass, t.tgname)
        when 'D' then format(E'\nalter table %s disable trigger %I;', t.tgrelid::regclass, t.tgname) else '' end
from pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = t.tgrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine') and not t.tgisinternal;

--- view
select c.oid::regclass::text, format(E'create or replace view %s%s as\n%s', c.oid::regclass,
    coalesce(' with (' || (select string_agg(option, ', ' order by option) from unnest(c.reloptions) option) || ')', ''), pg_get_viewdef(c.oid))
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine') and c.relkind = 'v';

--- rule
select format('%I on %s', r.rulename, r.ev_class::regclass), pg_get_ruledef(r.oid)
from pg_catalog.pg_rewrite r join pg_catalog.pg_class c on c.oid = r.ev_class join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine') and r.rulename <> '_RETURN';

--- row security
select c.oid::regclass::text, case when c.relrowsecurity then format('alter table %s enable row level security;', c.oid::regclass) else '' end
    || case when c.relforcerowsecurity then format(E'\nalter table %s force row level security;', c.oid::regclass) else '' end
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine') and (c.relrowsecurity or c.relforcerowsecurity);

--- policy
select format('%I on %s', p.polname, p.polrelid::regclass), format('create policy %I on %s%s for %s to %s%s%s;', p.polname, p.polrelid::regclass, case when p.polpermissive then '' else ' as restrictive' end,
    case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
    (select string_agg(case r when 0 then 'public' else quote_ident(pg_get_userbyid(r)) end, ', ' order by 1) from unnest(p.polroles) r),
    coalesce(' using (' || regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\s+', ' ', 'g') || ')', ''), coalesce(' with check (' || regexp_replace(pg_get_expr(p.polwithcheck, p.polrelid), '\s+', ' ', 'g') || ')', ''))
from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine');

--- grant
with ours as (select oid, nspname from pg_catalog.pg_namespace where nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine')),
rights as (
    select format('schema %I', nspname) as object, nspowner as owner, acl.* from pg_catalog.pg_namespace n join ours using (oid, nspname) cross join lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) acl
    union all
    select case c.relkind when 'S' then 'sequence ' else 'table ' end || c.oid::regclass, c.relowner, acl.* from pg_catalog.pg_class c join ours on ours.oid = c.relnamespace
        cross join lateral aclexplode(coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))) acl where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
    union all
    select case p.prokind when 'p' then 'procedure ' else 'function ' end || p.oid::regprocedure, p.proowner, acl.* from pg_catalog.pg_proc p join ours on ours.oid = p.pronamespace
        cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl),
of_columns as (
    select 'table ' || c.oid::regclass as object, c.relowner as owner, acl.grantor, acl.grantee, lower(acl.privilege_type) || ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')' as privilege_type, acl.is_grantable
    from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid join ours on ours.oid = c.relnamespace cross join lateral aclexplode(a.attacl) acl
    where a.attacl is not null group by c.oid, c.relowner, acl.grantor, acl.grantee, acl.privilege_type, acl.is_grantable),
of_all as (select object, owner, grantee, lower(privilege_type) as privilege, is_grantable from rights union all select object, owner, grantee, privilege_type, is_grantable from of_columns)
select 'on ' || object || ' to ' || case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
    format('grant %s on %s to %s%s;', string_agg(privilege, ', ' order by privilege), object, case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end, case when bool_or(is_grantable) then ' with grant option' else '' end)
from of_all where grantee <> owner group by object, grantee;

--- default grant
select format('%s of %s in %s', case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types' else 'schemas' end, pg_get_userbyid(d.defaclrole), coalesce(n.nspname, 'any schema')),
    '-- ' || (select coalesce(string_agg(privileges, '; ' order by privileges), 'nothing') from (select case grantee when 0 then 'public' else pg_get_userbyid(grantee) end || ': ' || string_agg(lower(privilege_type), ', ' order by privilege_type) as privileges from aclexplode(d.defaclacl) group by grantee) who)
from pg_catalog.pg_default_acl d left join pg_catalog.pg_namespace n on n.oid = d.defaclnamespace
where d.defaclnamespace = 0 and pg_get_userbyid(d.defaclrole) = 'coordination_owner' or n.nspname in ('coordination', 'events', 'transparency', 'views', 'webhooks', 'wolverine');
