"""Reads documents in the process that reads workbooks: Word files and e-mails, as tables with a row for each place.

`word` and `mail` give what a document says, place by place. `cover_sheet` finds what it says of itself and of its
children. `tables` makes the sheets.
"""
