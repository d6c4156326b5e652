-- What survivors read of their own, and what agencies answer for.
create table views.survivor_ledger partition of views.rows for values in ('survivor-ledger');
create table views.accountability  partition of views.rows for values in ('accountability');
call coordination.wall_off('survivor_ledger', 'coordination_reads_own');
call coordination.wall_off('accountability', 'coordination_reads_board');
