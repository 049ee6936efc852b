-- Order books, a row each time one is told.
create table quotes (
  seq bigint not null,
  exchange_time timestamptz not null,
  received_time timestamptz not null,
  symbol varchar not null,
  venue venue not null,
  -- The best limit orders of each side; null where nobody waits.
  bid_price decimal(18, 2),
  bid_volume bigint,
  ask_price decimal(18, 2),
  ask_volume bigint,
  -- Up to ten levels, best first: `26500x1200 26450x300`. `book_levels(bids)` has them as a list.
  bids varchar not null,
  asks varchar not null,
  -- Interest without a price (ATO and ATC orders).
  auction_bid_volume bigint,
  auction_ask_volume bigint,
  -- The day's limits, as they were known at the time.
  reference decimal(18, 2),
  ceiling decimal(18, 2),
  floor decimal(18, 2)
);

-- A side of an order book as a list of {price, volume}, best first.
create macro book_levels(side) as
  list_transform(
    list_filter(string_split(side, ' '), lambda level: level <> ''),
    lambda level: {
      'price': split_part(level, 'x', 1)::decimal(18, 2),
      'volume': split_part(level, 'x', 2)::bigint
    }
  );
