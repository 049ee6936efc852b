-- The columns of each file, as a hash: files of one hash can be read as one.
select
  file_name,
  md5(string_agg(concat_ws(' ', name, type, type_length, converted_type, logical_type, "scale", "precision"), ',')) as columns
from parquet_schema([{files}])
group by file_name
