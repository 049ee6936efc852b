-- Files that cannot be read. The views refuse their dates with the message.
create or replace table history.damaged_partitions (
  table_name varchar not null,
  date date not null,
  file varchar not null,
  reason varchar not null,
  message varchar not null
)
