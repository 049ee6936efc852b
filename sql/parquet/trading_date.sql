-- The trading date of an instant: the day rolls at 08:30 in Vietnam, as it does for all running totals.
create or replace macro history.trading_date(instant) as
  (timezone('Asia/Ho_Chi_Minh', instant) - interval '8 hours 30 minutes')::date;
