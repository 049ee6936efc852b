-- How much of a trading date is stored, a security each.
--
-- $date         trading date, `2026-11-20`
--
-- total_volume  the day's volume by the venue's own count, as far as it was told: the sum over its counts, when it began anew
-- stored        volume of the trades that are kept
-- missing       volume that is known to be lost (the sum of the gaps)
-- unexplained   what is neither kept nor known to be lost: 0, or the store itself lost rows; null where trades do not tell the count
-- complete      nothing is missing and nothing is unexplained
with told as (
  select symbol, venue, seq, restart, volume, 0 as missing, total_volume
  from trades
  where date = $date::date
  union all
  select symbol, venue, seq, restart, 0, missing_volume, null
  from gaps
  where date = $date::date
),
counted as (
  select
    *,
    -- A gap and the trade behind it, of one frame, both say that the venue counts anew: that is one new count.
    count(distinct case when restart then seq end) over (partition by symbol order by seq) as count_no
  from told
),
counts as (
  select
    symbol,
    any_value(venue) as venue,
    count(*) filter (volume > 0) as trades,
    count(*) filter (missing <> 0) as gaps,
    sum(volume) as stored,
    sum(missing) as missing,
    case count(*) filter (volume > 0) when 0 then sum(missing) else max(total_volume) end as total
  from counted
  group by symbol, count_no
),
days as (
  select
    symbol,
    any_value(venue)::varchar as venue,
    sum(trades)::bigint as trades,
    sum(stored)::bigint as stored,
    sum(gaps)::bigint as gaps,
    sum(missing)::bigint as missing,
    case when count(total) = count(*) then sum(total)::bigint end as total_volume
  from counts
  group by symbol
)
select
  *,
  total_volume - stored - missing as unexplained,
  missing = 0 and unexplained = 0 as complete
from days
order by symbol;
