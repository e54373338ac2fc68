"""Chronology: a person's page, single records, the history of matches and splits, and the export."""
