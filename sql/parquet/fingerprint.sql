-- What rows come to: how many, how far, a checksum over each value and each row's place, and how many do not stand in the order
-- of the log.
select
  count(*) as row_count,
  max(seq) as last_seq,
  bit_xor(hash(row_hash, place)) as checksum,
  count(*) filter (seq < seq_before) as disordered
from (
  select
    seq,
    hash({names}) as row_hash,
    row_number() over () as place,
    lag(seq) over () as seq_before
  from ({rows})
)
