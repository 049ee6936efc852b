-- Securities that traded over trading dates, and where, by name; of one that moved to another venue, where it traded last.
--
-- $symbol, $alias, $other  one security by its names: as it is asked for, and both codes of a future; nulls for all
-- $from, $until    trading dates, both included
-- $after           where to begin, a symbol; null for the first
-- $descending      from the last one on
-- $limit, $skip    most rows, and rows to leave out
select symbol, arg_max(venue, (date, seq))::varchar as exchange
from trades
where
  date between $from::date and $until::date
  and ($symbol::varchar is null or symbol in ($symbol, $alias, $other))
  and ($after::varchar is null or case when $descending then symbol <= $after else symbol >= $after end)
group by symbol
order by case when $descending then symbol end desc, symbol
limit $limit offset $skip;
