"""Reads Word files, PDFs and e-mails in the process that reads workbooks, as tables with a row for each place.

`word`, `pdf` and `mail` give what a document says, place by place. `cover_sheet` finds what it says of itself and
of its children. `tables` makes the sheets.
"""
