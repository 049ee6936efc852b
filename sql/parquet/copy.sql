-- Rows to a file, in their order.
copy ({rows}) to '{file}' (format parquet, compression zstd, parquet_version v2, row_group_size {group})
