-- What the market was when an order was made, and what the order's price gave away: a table `orders` (order_id, symbol, side, price,
-- quantity, created_at) beside the trades.
--
-- Each order has a row: with the security's last trade of the same trading day at or before it, or with nulls when there was none.
-- Among trades of one instant it is the one that came last (by seq). Put-through deals are made at negotiated prices and stay out. Newest
-- orders first.
--
-- slippage      VND a share, or points: above 0 the order is worse than the market, for buyer and seller alike
-- age           seconds from the trade to the order
with asked as (
  select distinct symbol, created_at, trading_date(created_at) as date
  from orders
),
spans as (
  select
    symbol,
    count(distinct date) as dates,
    make_timestamptz(epoch_us(min(date)::timestamp) + 5400000000) as opening,
    max(created_at) as closing
  from asked
  group by symbol
),
-- Each security's dates are cut into slices of some ten trades, or of a second where those are more. A trading date, which begins at
-- 01:30 UTC, has a whole number of them.
counts as (
  select spans.symbol, count(*) as trades
  from spans
  join trades
    on spans.symbol = trades.symbol
    and spans.opening <= trades.exchange_time
    and spans.closing >= trades.exchange_time
  group by spans.symbol
),
cuts as (
  select
    symbol,
    list_max(list_filter(
      [1, 2, 5, 10, 20, 60, 120, 300, 900, 3600, 86400]::bigint[],
      lambda seconds: seconds = 1 or seconds * counts.trades <= 200000 * spans.dates
    )) * 1000000 as length
  from counts
  join spans using (symbol)
),
-- A left join, though nothing is missing: the trades are to meet the few cuts first, whatever else is joined.
sliced as (
  select trades.*, (epoch_us(trades.exchange_time) - 5400000000) // cuts.length as slice
  from trades
  left join cuts on trades.symbol = cuts.symbol
  where phase is distinct from 'putThrough'
),
instants as (
  select asked.*, cuts.length, (epoch_us(asked.created_at) - 5400000000) // cuts.length as slice
  from asked
  join cuts on asked.symbol = cuts.symbol
),
-- Most have a trade in their own slice or in the one before it, which is found without sorting trades.
sought as (
  select symbol, created_at, slice
  from instants
  union all
  select symbol, created_at, slice - 1
  from instants
  where slice * length % 86400000000 > 0
),
-- The last one by time and seq, which ASOF does not know: both as one number, for a seq is below 2^53.
near as (
  select
    sought.symbol,
    sought.created_at,
    max(sliced.exchange_time) as market_time,
    max(epoch_us(sliced.exchange_time) * 9007199254740992::hugeint + sliced.seq) as place,
    arg_max(sliced.price, epoch_us(sliced.exchange_time) * 9007199254740992::hugeint + sliced.seq) as price
  from sought
  join sliced
    on sought.symbol = sliced.symbol
    and sought.slice = sliced.slice
    and sought.created_at >= sliced.exchange_time
  group by sought.symbol, sought.created_at
),
-- For the others the last trades of slices are sorted, of their securities only.
others as (
  select instants.*
  from instants
  anti join near on instants.symbol = near.symbol and instants.created_at = near.created_at
),
wanted as (
  select
    symbol,
    any_value(length) as length,
    make_timestamptz(epoch_us(min(date)::timestamp) + 5400000000) as opening,
    max(created_at) as closing
  from others
  group by symbol
),
ends as (
  select
    trades.symbol,
    trades.date,
    max(trades.exchange_time) as market_time,
    max(epoch_us(trades.exchange_time) * 9007199254740992::hugeint + trades.seq) as place,
    arg_max(trades.price, epoch_us(trades.exchange_time) * 9007199254740992::hugeint + trades.seq) as price
  from wanted
  join trades
    on wanted.symbol = trades.symbol
    and wanted.opening <= trades.exchange_time
    and wanted.closing >= trades.exchange_time
  where phase is distinct from 'putThrough'
  group by trades.symbol, trades.date, (epoch_us(trades.exchange_time) - 5400000000) // wanted.length
),
found as (
  select symbol, created_at, market_time, place, price
  from near
  union all
  select others.symbol, others.created_at, ends.market_time, ends.place, ends.price
  from others
  asof join ends
    on others.symbol = ends.symbol
    and others.date = ends.date
    and others.created_at >= ends.market_time
)
select
  orders.order_id,
  orders.symbol,
  orders.side,
  orders.price,
  orders.quantity,
  orders.created_at,
  found.price as market_price,
  found.market_time,
  (found.place - epoch_us(found.market_time) * 9007199254740992::hugeint)::bigint as market_seq,
  case orders.side when 'buy' then orders.price - found.price when 'sell' then found.price - orders.price end as slippage,
  epoch(orders.created_at) - epoch(found.market_time) as age
from orders
left join found
  on orders.symbol = found.symbol
  and orders.created_at = found.created_at
order by orders.created_at desc, orders.order_id desc;
