-- Everything in here is derived from the log and can be built again. Tables that later migrations put here are the projector's to fill.
create schema views;
grant usage on schema views to coordination_projector;
alter default privileges in schema views grant select, insert, update, delete, truncate on tables to coordination_projector;
alter default privileges in schema views grant usage, select on sequences to coordination_projector;
