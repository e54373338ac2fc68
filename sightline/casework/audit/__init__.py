"""Audit: one row for each thing done or refused, in chains that show an edit or a cut."""
