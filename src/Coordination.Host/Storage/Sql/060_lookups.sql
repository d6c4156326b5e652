-- What the host looks up by key, as of the log. No login of a reader has these rows: no policy names any.
create table views.lookups partition of views.rows for values in ('lookups');
alter table views.lookups enable row level security;
alter table views.lookups force row level security;
create index lookups_by_due on views.lookups (generation, compartment, kind, due, key) where due is not null;
call coordination.tell_nothing_by_statistics('lookups');
