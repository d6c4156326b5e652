-- What is addressed to one person of an agency is that person's to read, not every colleague's.
alter table views.rows add column person text null collate "C";
