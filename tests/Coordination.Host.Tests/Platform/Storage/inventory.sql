-- Every role, schema, relation, policy, function, trigger and default right of a migrated database, and who may do what with it.
with ours as (select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')),
rights as (
    select 'schema ' || n.nspname as what, n.nspacl as acl from pg_namespace n where n.oid in (select oid from ours) or n.nspname = 'public'
    union all
    select case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view' when 'S' then 'sequence' when 'i' then 'index' when 'I' then 'index' else c.relkind::text end
        || ' ' || ours.nspname || '.' || c.relname || ' of ' || pg_get_userbyid(c.relowner)
        || case when c.relrowsecurity then ', row security' else '' end || case when c.relforcerowsecurity then ' forced' else '' end
        || coalesce(', ' || array_to_string(c.reloptions, ' '), ''), c.relacl
    from pg_class c join ours on ours.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'S', 'm', 'f')
    union all
    select 'function ' || ours.nspname || '.' || p.proname || ' of ' || pg_get_userbyid(p.proowner) || case when p.prosecdef then ', as its owner' else '' end
        || coalesce(', ' || array_to_string(p.proconfig, ' '), ''), p.proacl
    from pg_proc p join ours on ours.oid = p.pronamespace
)
select line from (
    select 'role ' || rolname || case when rolcanlogin then ', logs in' else ', cannot log in' end || case when rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls then ', POWERFUL' else '' end
        || coalesce((select ', member of ' || string_agg(pg_get_userbyid(m.roleid), ' ' order by 1) from pg_auth_members m where m.member = r.oid), '') as line
    from pg_roles r where rolname like 'coordination%'
    union all
    select what || coalesce(': ' || (
        select string_agg(who || ' ' || rights_of, '; ' order by who) from (
            select case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee) end as who, string_agg(lower(a.privilege_type), ',' order by a.privilege_type) as rights_of
            from aclexplode(acl) a where pg_get_userbyid(a.grantee) <> 'coordination_owner' and pg_get_userbyid(a.grantee) not in ('postgres', 'pg_database_owner') group by 1) by_whom), '')
    from rights
    union all
    select 'policy ' || p.schemaname || '.' || p.tablename || ' ' || p.policyname || ' for ' || lower(p.cmd) || ' to ' || array_to_string(p.roles, ',') || ': ' || regexp_replace(p.qual, '\s+', ' ', 'g')
    from pg_policies p where p.schemaname in (select nspname from ours)
    union all
    select 'trigger ' || t.tgname || ' on ' || t.tgrelid::regclass || ', ' || t.tgenabled::text from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace in (select oid from ours) and not t.tgisinternal
    union all
    select 'default right of ' || pg_get_userbyid(d.defaclrole) || ' in ' || coalesce(d.defaclnamespace::regnamespace::text, 'any schema') || ' on ' || d.defaclobjtype::text || ': ' || d.defaclacl::text from pg_default_acl d
) lines order by line collate "C"
