"""The tables of `analysis.duckdb` that rooms conclude: clocks, patterns, connections, namings and marked words."""
