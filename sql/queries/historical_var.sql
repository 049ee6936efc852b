-- Historical value at risk of a portfolio: a table `positions` (symbol, value) of VND held, beside the trades.
--
-- $from, $until trading dates, both included
-- $confidence   as 0.95
--
-- Each past date's returns, close to close, are put on today's positions by their weight; VaR is the loss that is not exceeded with the
-- confidence, and the expected shortfall the mean of the losses from there on. Losses are above 0. A close is the last price that was
-- matched; that of a trade that came late is not. A date counts when every position has a return on it: a portfolio with a hole in it is
-- another portfolio. A return is from the date before, of those on which any position has a close: over a hole there is none, for it would
-- be of more days than the others'. No date, no row but nulls.
with closes as (
  select symbol, date, coalesce(arg_max(price, seq) filter (late is not true), arg_max(price, seq)) as close
  from trades
  where phase <> 'putThrough' and date between $from::date and $until::date and symbol in (select symbol from positions)
  group by symbol, date
),
dates as (
  select date, lag(date) over (order by date) as before
  from (select distinct date from closes)
),
returns as (
  select now.symbol, now.date, now.close / earlier.close - 1 as change
  from closes as now
  join dates using (date)
  join closes as earlier on earlier.symbol = now.symbol and earlier.date = dates.before
),
weights as (
  select symbol, value / sum(value) over () as weight, sum(value) over () as total
  from positions
),
days as (
  select date, sum(weight * change) as change, any_value(total) as total
  from returns join weights using (symbol)
  group by date
  having count(*) = (select count(*) from positions)
),
tail as (
  select quantile_disc(change, 1 - $confidence::double) as change
  from days
)
select
  count(*) as days,
  any_value(total) as value,
  -any_value(tail.change) as var_pct,
  -any_value(tail.change) * any_value(total) as var,
  -avg(days.change) filter (days.change <= tail.change) as shortfall_pct,
  -avg(days.change) filter (days.change <= tail.change) * any_value(total) as shortfall
from days, tail;
