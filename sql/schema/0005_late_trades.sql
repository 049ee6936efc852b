-- A trade of a later place in the day was told before it: it counts as any other, and its price is not the last one. A replay of the
-- stored trades needs to know.
alter table trades add column late boolean;
