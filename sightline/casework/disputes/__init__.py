"""Disputes and statements: what readers, and people named in records, say beside a record, and what is decided."""
