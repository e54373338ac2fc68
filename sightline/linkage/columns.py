"""More columns that a workspace compares: an e-mail address, a town, an employer, each read from cells of its rows.

The text of a cell is compared in a working table and is kept in no snapshot. A record of a protected address gives
nothing. One new mention, looked up live, is compared without these columns.
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import pyarrow as pa

from sightline.model.errors import BadInput
from sightline.model.nouns import HandlingMarking
from sightline.rulebook.schema import Text, Written, read_table
from sightline.store import Engine

Name = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z_]{1,29}$")]
WRITTEN_DATE = "written_date"
# What a column of each kind begins with, before anything is learned: m and u of each level.
SHARES = {"same": (0.8, 0.01), "slip": (0.06, 0.001), "alike": (0.04, 0.005), "different": (0.1, 0.98)}
# The same for e-mail addresses of people whose names are alike: an address is often made of the name.
ALIKE_SHARES = {"same": (0.8, 0.1), "slip": (0.06, 0.05), "different": (0.14, 0.85)}
SURNAME = "coalesce(jaro_winkler_similarity(last_name_l, last_name_r) >= 0.88, false)"
INITIAL = "coalesce(left(first_name_l, 1) = left(first_name_r, 1), false)"
# Comparisons of e-mail addresses: what their names and labels add to the column's, and of which pairs each is.
EMAILS = (
    ("", "", f"NOT {SURNAME} AND NOT {INITIAL}"),
    ("_of_namesakes", " (similar names)", f"{SURNAME} AND {INITIAL}"),
    ("_of_surname", " (similar surnames)", f"{SURNAME} AND NOT {INITIAL}"),
    ("_of_initial", " (same initial)", f"{INITIAL} AND NOT {SURNAME}"),
)


class ExtraColumn(Written, frozen=True):
    """A column beside those that every workspace has. `says` is what links call it; `headings` are of the exports.

    `kind`: a code is the same or not; words may have a slip of the pen; of an e-mail address (or a user name) the part
    before the @ may be the same; a written date is the birth date as written, compared where one of the two is no date.
    """

    name: Name
    kind: Literal["code", "words", "email", "written_date"]
    says: Text
    headings: tuple[Text, ...] = ()


def check_columns(columns: Iterable[ExtraColumn], *, taken: Iterable[str], where: str) -> tuple[ExtraColumn, ...]:
    """The columns; BadInput where a name is used twice or is another column's, or where no heading gives the cells."""
    seen = set(taken)
    for column in columns:
        if seen.intersection(compared_as(column)):
            raise _bad(f"Column {column.name} is compared already.", "Give the column another name.", where)
        if not column.headings and column.kind != WRITTEN_DATE:
            raise _bad(f"Column {column.name} has no headings.", "List the headings of its cells.", where)
        if any('"' in heading for heading in column.headings):
            raise _bad(f"A heading of column {column.name} has a quotation mark.", "Rename the heading.", where)
        seen.update(compared_as(column))
    return tuple(columns)


class WrittenColumns(Written, frozen=True):
    """What `linkage.toml` of a workspace says."""

    column: tuple[ExtraColumn, ...] = ()


def read_columns(path: Path) -> tuple[ExtraColumn, ...]:
    """The columns of a workspace's file; none where there is no file, BadInput where it cannot be used."""
    if not path.is_file():
        return ()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _bad(f"The file cannot be read: {error}.", "Correct it.", path.name) from error
    return read_table(WrittenColumns, table, where=path.name, refuse=_refuse).column


def _refuse(what: str, where: str) -> BadInput:
    return _bad(f"The file cannot be used: {what}.", "Correct it.", where)


def _bad(what: str, what_to_do: str, where: str) -> BadInput:
    return BadInput(what, code="bad_linkage_columns", where=where, what_to_do=what_to_do)


def add_columns(*, engine: Engine, columns: tuple[ExtraColumn, ...]) -> None:
    """Give `profile` the columns, each with what the oldest of its mentions says that says anything."""
    if not columns:
        return
    cells = engine.query(f"""
        SELECT m.mention_id, {", ".join(f"{_cell(one)} AS {one.name}" for one in columns)}
        FROM mention m LEFT JOIN source_row s USING (row_id, row_version)
        WHERE m.entity_kind = 'person' AND NOT list_contains(m.markings, '{HandlingMarking.PROTECTED_ADDRESS}')""")
    read = {"mention_id": cells.column("mention_id")}
    for one in columns:
        read[one.name] = pa.array([clean(text) for text in cells.column(one.name).to_pylist()], pa.string())
    engine.load("extra_cell", pa.table(read))
    first = ", ".join(
        f"arg_min(c.{one.name}, (p.batch, p.mention_id)) FILTER (c.{one.name} IS NOT NULL) AS {one.name}"
        for one in columns
    )
    engine.make(
        "extra_of_profile",
        f"""SELECT p.profile_id, {first} FROM profile_mention p JOIN extra_cell c USING (mention_id)
            GROUP BY p.profile_id""",
    )
    names = ", ".join(f"e.{one.name}" for one in columns)
    engine.make(
        "profile",
        f"SELECT p.*, {names} FROM profile p LEFT JOIN extra_of_profile e USING (profile_id) ORDER BY profile_id",
    )
    for name in ("extra_cell", "extra_of_profile"):
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")


def _cell(column: ExtraColumn) -> str:
    """SQL: the cell as written, of the first heading that the row has."""
    if column.kind == WRITTEN_DATE:
        return "m.birth_date_as_written"
    parts = (heading.replace("'", "''") for heading in column.headings)
    cells = (f"json_extract_string(s.original, '$.\"{part}\"')" for part in parts)
    return f"coalesce({', '.join(cells)}, '')"


def clean(text: str | None) -> str | None:
    """A cell in small letters with single spaces; None where it says nothing."""
    words = " ".join((text or "").lower().split())
    return words if any(letter.isalnum() for letter in words) and words not in NOTHING else None


NOTHING = frozenset({"unknown", "none", "n/a", "na", "not known", "not recorded", "nil", "null"})


def compared_as(column: ExtraColumn) -> tuple[str, ...]:
    """The names of the column's comparisons."""
    return tuple(f"{column.name}{more}" for more, _, _ in EMAILS) if column.kind == "email" else (column.name,)


def comparisons_of(column: ExtraColumn) -> list[dict[str, Any]]:
    """How two profiles are compared by the column, as the model writes comparisons.

    To a pair one of those of e-mail addresses applies, by how alike the names are. What the same name says is counted
    once, by the names, and not again by an address that is made of them.
    """
    unknown = f"{column.name}_l IS NULL OR {column.name}_r IS NULL"
    if column.kind == WRITTEN_DATE:
        unknown = f"{unknown} OR (birth_date_l IS NOT NULL AND birth_date_r IS NOT NULL)"
    if column.kind != "email":
        return [_comparison(column, column.name, unknown)]
    return [
        _comparison(column, column.name + more, f"{unknown} OR NOT ({of})", names=label) for more, label, of in EMAILS
    ]


def _comparison(column: ExtraColumn, output: str, unknown: str, *, names: str = "") -> dict[str, Any]:
    left, right = f"{column.name}_l", f"{column.name}_r"
    shares = ALIKE_SHARES if names else SHARES

    def level(condition: str, label: str, share: str) -> dict[str, Any]:
        m, u = shares[share]
        return {"sql_condition": condition, "label_for_charts": f"{column.says} {label}{names}", "m_probability": m,
                "u_probability": u, "fix_m_probability": False, "fix_u_probability": False}  # fmt: skip

    same = level(f"{left} = {right}", "the same", "same")
    if column.kind == "words":
        same |= {"tf_adjustment_column": column.name, "tf_minimum_u_value": 0.0001, "tf_adjustment_weight": 1.0}
    levels = [{"sql_condition": unknown, "label_for_charts": "not known", "is_null_level": True}, same]
    if column.kind == "email":
        before = f"split_part({left}, '@', 1) = split_part({right}, '@', 1)"
        levels.append(level(before, "the same before the @", "slip"))
    # Where nothing of the names is alike, addresses that are nearly the same are of other people: gsmith, hsmith.
    if column.kind in ("words", WRITTEN_DATE) or names:
        levels.append(level(f"damerau_levenshtein({left}, {right}) <= 1", "with one slip", "slip"))
    if column.kind in ("words", WRITTEN_DATE):
        alike = f"jaro_winkler_similarity({left}, {right}) >= 0.88"
        if column.kind == WRITTEN_DATE:
            alike = f"damerau_levenshtein({left}, {right}) = 2"
        levels.append(level(alike, "alike", "alike"))
    levels.append(level("ELSE", "different", "different"))
    return {"output_column_name": output, "comparison_levels": levels}
