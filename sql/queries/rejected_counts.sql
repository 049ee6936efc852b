-- What could not be read, a kind of reason and trading date each. A store keeps what came of one source.
--
-- $from, $until trading dates, both included
--
-- reason        the reason without the data in it: `LastPrice: "abc" is not a number` is of the kind `LastPrice`
-- example       the first reason of its kind, as it stands
select
  date,
  coalesce(nullif(trim(regexp_extract(reason, '^[A-Za-z][A-Za-z ]*')), ''), 'other') as reason,
  count(*) as count,
  arg_min(reason, seq) as example,
  min(seq) as first_seq,
  max(seq) as last_seq
from rejected
where date between $from::date and $until::date
group by all
order by date, count desc, reason;
