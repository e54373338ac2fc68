"""Chronology: a person's page, single records, their history of joining and splitting, and the export."""
