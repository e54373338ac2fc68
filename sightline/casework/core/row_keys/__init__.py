"""Seals what people type in rows that are never changed, each row under a key of its own that can be destroyed."""
