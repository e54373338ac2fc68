"""Columns that many tables share: what the visibility filter reads, and where a row came from.

A table that is shown carries all five of VISIBILITY, or its basis table does.
"""

from sightline.model.tables import Column, Type

C = Column

# Every row that can be shown carries these five: the one filter in `sharing` reads nothing else.
VISIBILITY = (
    C("agency", Type.TEXT, "The agency whose layout the row came in."),
    C(
        "organisation",
        Type.TEXT,
        "The school, clinic or other body within the agency; the agency's id where none is given.",
    ),
    C("layout", Type.TEXT, "The layout that the row came in, e.g. police_missing."),
    C("restricted", Type.BOOL, "Restricted is Y in the export, or the row carries any Sightline Marking."),
    C("markings", Type.TEXTS, "Sightline Markings of the row, in the order of model.nouns.Marking."),
)

SOURCE = (
    C("batch", Type.INT, "The number of the ingest command that took it in, from 1."),
    C("source_file", Type.TEXT, "Base name of the received file."),
    C("sheet", Type.TEXT, "Sheet of a workbook; empty text for CSV."),
    C("source_row", Type.INT, "1-based data row: the first below the heading is 1."),
)
