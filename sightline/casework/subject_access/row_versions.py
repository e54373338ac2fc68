"""Tells which rows of a record stand and which were replaced: each row of a record has versions of its own."""

from collections.abc import Iterable

from sightline.model.rows.records import ServedFullRecordRow


def part_versions(
    rows: Iterable[ServedFullRecordRow],
) -> tuple[list[ServedFullRecordRow], list[ServedFullRecordRow]]:
    """The newest version of each row of one record, and all earlier versions, both in the order given."""
    every, newest = list(rows), dict[str, int]()
    for one in every:
        newest[one["row_id"]] = max(one["row_version"], newest.get(one["row_id"], 0))
    stand = [one for one in every if one["row_version"] == newest[one["row_id"]]]
    return stand, [one for one in every if one["row_version"] < newest[one["row_id"]]]
