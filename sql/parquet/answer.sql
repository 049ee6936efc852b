-- The answer to a query as a file that keeps its types. Sums of whole numbers are wider than Parquet has whole numbers.
copy (select * replace ({wide}) from ({query}
)) to '{file}' (format parquet, compression zstd)
