-- What a trading day leaves behind, as the pipelines gave it. Rows stand in the order of the log.
--
-- seq            the frame of the log that a row comes from; order is seq, never time
-- exchange_time  what the venue says
-- received_time  when the frame arrived here
-- Prices are VND, or points of an index, exact to the hundredth; values are VND; volumes are shares or contracts.
-- Times are instants: shown in Vietnam's time zone, whatever the machine's.

create type venue as enum ('HOSE', 'HNX', 'UPCOM', 'DERIVATIVES');
create type trade_phase as enum ('ato', 'continuous', 'atc', 'plo', 'putThrough', 'other');
create type side as enum ('buy', 'sell', 'neutral');
create type side_basis as enum ('feed', 'quote', 'tick', 'none');

create table trades (
  seq bigint not null,
  exchange_time timestamptz not null,
  received_time timestamptz not null,
  symbol varchar not null,
  venue venue not null,
  price decimal(18, 2) not null check (price > 0),
  volume bigint not null check (volume > 0),
  value bigint not null,
  side side not null,
  -- What decided the side.
  basis side_basis not null,
  phase trade_phase not null,
  -- The best limit prices that stood before the trade.
  bid_price decimal(18, 2),
  ask_price decimal(18, 2),
  -- The feed began to count the day's volume anew before it.
  restart boolean not null
);

create table foreign_flow (
  seq bigint not null,
  exchange_time timestamptz not null,
  received_time timestamptz not null,
  symbol varchar not null,
  -- Running totals of the trading day.
  buy_volume bigint not null,
  sell_volume bigint not null,
  net_volume bigint not null,
  buy_value bigint not null,
  sell_value bigint not null,
  net_value bigint not null,
  total_room bigint,
  current_room bigint,
  -- Shares a minute, and shares a minute per minute.
  buy_speed_per_min double not null,
  sell_speed_per_min double not null,
  buy_acceleration double not null,
  sell_acceleration double not null,
  rebased boolean not null
);

create table index_values (
  seq bigint not null,
  exchange_time timestamptz not null,
  received_time timestamptz not null,
  index_id varchar not null,
  value decimal(18, 2) not null check (value > 0),
  prior_value decimal(18, 2),
  total_volume bigint not null,
  total_value bigint not null,
  advances bigint not null,
  declines bigint not null,
  no_changes bigint not null
);

create table basis (
  seq bigint not null,
  exchange_time timestamptz not null,
  received_time timestamptz not null,
  futures_symbol varchar not null,
  futures_price decimal(18, 2) not null check (futures_price > 0),
  spot_value decimal(18, 2) not null check (spot_value > 0),
  basis decimal(18, 2) not null check (basis = futures_price - spot_value),
  -- Percent of the spot.
  basis_pct double not null,
  state varchar not null
);

create table bars (
  seq bigint not null,
  exchange_time timestamptz not null,
  received_time timestamptz not null,
  symbol varchar not null,
  interval_ms bigint not null check (interval_ms > 0),
  start timestamptz not null,
  open decimal(18, 2) not null,
  high decimal(18, 2) not null,
  low decimal(18, 2) not null check (low > 0),
  close decimal(18, 2) not null,
  volume bigint not null,
  active_buy_volume bigint not null,
  active_sell_volume bigint not null,
  revision bigint not null,
  complete boolean not null,
  check (low <= least(open, close) and high >= greatest(open, close))
);

-- Each bar as it was told last: a late trade, or the end of a run, makes an earlier row of the same bar void.
create view latest_bars as
select *
from bars
qualify row_number() over (partition by symbol, interval_ms, start order by seq desc, revision desc) = 1;

create table alerts (
  seq bigint not null,
  exchange_time timestamptz not null,
  received_time timestamptz not null,
  id varchar not null,
  alert_type varchar not null,
  severity varchar not null,
  symbol varchar not null,
  message varchar not null,
  data json not null
);

create table gaps (
  seq bigint not null,
  exchange_time timestamptz not null,
  received_time timestamptz not null,
  symbol varchar not null,
  venue venue not null,
  from_time timestamptz,
  to_time timestamptz not null,
  missing_volume bigint not null check (missing_volume <> 0),
  reason varchar not null,
  restart boolean not null
);

create table rejected (
  seq bigint not null,
  -- What cannot be read says no time.
  exchange_time timestamptz,
  received_time timestamptz not null,
  reason varchar not null,
  raw varchar not null
);

-- How far each table has come: written in the same transaction as its rows, so that after a crash each row is there once.
create table progress (
  stream varchar primary key,
  seq bigint not null
);
