"""Word index: keyed words of what people write in Sightline, looked up by full text on SQLite and PostgreSQL."""
