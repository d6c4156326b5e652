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
