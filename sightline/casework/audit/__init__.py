"""Audit log: one row for each thing done or refused, in hash chains that show an edit or a cut."""
