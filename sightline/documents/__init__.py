"""Writes a document as Word, Excel or PDF: one writer a form, all from the same blocks, and no network or clock."""
