-- What is counted of each survivor. What publishes the figures reads it, with a login of its own; nobody's view is made of these rows.
create table views.outcomes partition of views.rows for values in ('outcomes');
call coordination.wall_off('outcomes', 'coordination_reads_outcomes');
call coordination.tell_nothing_by_statistics('outcomes');
