"""Puts beside each profile of a child who is named there as a parent, and who came along: some evidence of who it is.

One mother has many children. Her name is one more comparison of a pair, and nothing is joined through her; a name that
many people bear says nothing.
"""

from collections.abc import Iterable

import pyarrow as pa

from sightline.linkage.normal_forms.names import read_names
from sightline.linkage.normal_forms.touched_profiles import keep_relatives
from sightline.linkage.settings import Settings
from sightline.store import Engine
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
WORKING = ("share_of_first", "share_of_last", "relative_named")


def find_relatives(*, engine: Engine, settings: Settings, goes_on: bool = False) -> None:
    """Make `relative_of_profile` from `profile_mention`, with `parents` and `companions`.

    Both are names with bars between; parents are in both. A run that `goes_on` works them out for `anew_profile` alone.
    """
    for column in ("first", "last"):
        rows = settings.name_frequencies[f"{column}_name"]
        names = {"name": [row[f"{column}_name"] for row in rows], "share": [float(row["share"]) for row in rows]}
        engine.load(f"share_of_{column}", pa.table(names, schema=SHARES))
    within = "mention_id IN (SELECT mention_id FROM profile_mention SEMI JOIN anew_profile USING (profile_id))"
    engine.make("relative_named", _write_named_sql(settings, within=within if goes_on else "true"))
    kept = f" UNION ALL {keep_relatives()}" if goes_on else ""
    engine.make("relative_of_profile", SQL.fill("relative_of_profile") + kept)
    for name in WORKING:
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")


SHARES = pa.schema([("name", pa.string()), ("share", pa.float64())])


def _write_named_sql(settings: Settings, *, within: str) -> str:
    """SQL: each naming of a relative or companion beside a child in one row; restricted records tell nothing."""
    known = settings.relatives
    return SQL.fill(
        "relative_named",
        parents=known.parents,
        named_slots=(*known.companions, *known.related),
        companions=known.companions,
        commonest=settings.commonest_parent,
        within=Fragment(within),
    )


def read_relatives(*, names: Iterable[str], settings: Settings) -> str | None:
    """Names as written, of one mention's parents or companions, as a profile has them; None where they say nothing."""
    if not (every := tuple(names)):
        return None
    shares = {
        column: {row[column]: float(row["share"]) for row in settings.name_frequencies[column]}
        for column in ("first_name", "last_name")
    }
    found = set()
    for written in every:
        read = read_names(surname="", forename="", whole=written, placeholders=settings.placeholders)
        share = shares["first_name"].get(read.first, 0.0) * shares["last_name"].get(read.last, 0.0)
        if read.first and read.last and share <= settings.commonest_parent:
            found.add(f"{read.first} {read.last}")
    return "|".join(sorted(found)) or None
