-- Part of a bar's volume that no trade was told for: after a gap the venue's own list of minutes told of it. It is neither active
-- buying nor active selling.
alter table bars add column filled_volume bigint default 0;

create or replace view latest_bars as
select *
from bars
qualify row_number() over (partition by symbol, interval_ms, start order by seq desc, revision desc) = 1;
