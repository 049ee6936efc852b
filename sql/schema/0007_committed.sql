-- How far each table has come, a row each time that rows are written, in the same transaction: the last one counts. Rows are added and never
-- changed, for while anybody reads, the database makes no checkpoint of a transaction that changed one: what is written stays in memory then.
create table committed (
  stream varchar not null,
  seq bigint not null
);

insert into committed select stream, seq from progress;

drop table progress;

create view progress as
select stream, max(seq) as seq
from committed
group by stream;
