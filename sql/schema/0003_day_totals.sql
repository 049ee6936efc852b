-- The day's volume with the trade, as the venue counts it: its place among the trades of its security, and what a day is complete by.
alter table trades add column total_volume bigint;
