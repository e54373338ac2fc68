"""One new mention in the form in which it is compared: `normal_forms.mentions` makes it of a whole table, this of one.

Homes and telephones are hashed with the workspace's own key here as there. Another key finds nobody's home.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sightline.linkage.normal_forms.addresses import read_address
from sightline.linkage.normal_forms.ages import MAY_BE_AGE, BirthRange, read_written_age
from sightline.linkage.normal_forms.hashes import hash_address, hash_text
from sightline.linkage.normal_forms.mentions import HASHED, NUMBERS, write_names
from sightline.linkage.normal_forms.names import read_names
from sightline.linkage.relatives import read_relatives
from sightline.linkage.settings import Settings
from sightline.model.nouns import HandlingMarking
from sightline.model.schema import COMPARED
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot, write_over


def write_compared(*, engine: Engine, earlier: EarlierSnapshot | None = None) -> None:
    """Keep what the mentions of this run were compared by, for the index in which one new mention is looked up.

    `earlier` is a snapshot whose profiles mostly have the numbers of this run. A mention of a known profile stands as
    it stood there.
    """
    columns = ", ".join(column.name for column in COMPARED.columns)
    rows = f"""SELECT {columns} FROM person_mention JOIN profile_mention USING (mention_id)
        JOIN (SELECT profile_id, parents, companions FROM profile) USING (profile_id)
        WHERE NOT sealed"""
    if earlier:
        engine.make("changed_mention", CHANGED_MENTION)
    if earlier and earlier.is_part(engine=engine, touched="changed_mention", every="compared"):
        rows += " AND mention_id IN (SELECT mention_id FROM changed_mention)"
        earlier.patch(engine=engine, table=COMPARED, rows=rows, column="mention_id", touched="changed_mention")
    else:
        write_over(engine=engine, earlier=earlier, table=COMPARED, rows=rows, order="profile_id, mention_id")


# Mentions that are new or gone, or whose profile is not as it was or has another number.
CHANGED_MENTION = """
SELECT mention_id
FROM (SELECT p.mention_id, p.profile_id, k.before FROM profile_mention p JOIN profile USING (profile_id)
      LEFT JOIN known_profile k USING (profile_id) WHERE NOT sealed) AS now
FULL JOIN (SELECT mention_id, profile_id FROM compared) AS kept USING (mention_id)
WHERE now.profile_id IS DISTINCT FROM kept.profile_id OR now.before IS DISTINCT FROM kept.profile_id
"""


def read_profile(*, mention: Mapping[str, Any], settings: Settings, secret: bytes) -> dict[str, Any]:
    """A mention's cells (columns of model.schema.MENTION; any may be left out) in one form; None where not known.

    `parents` and `companions`, names as written, may be given besides.
    """
    profile = {**_read_names(mention, settings), **_read_home(mention, settings, secret)}
    for column, reader in NUMBERS.items():
        written = mention.get(column) or ""
        clean = written and reader(written, placeholders=settings.placeholders)
        profile[column] = hash_text(kind=column, text=clean, key=secret) if column in HASHED else clean or None
    kind = f"{mention.get('agency', '')}/{mention.get('local_id_kind', '')}"
    profile["local_id_kind"] = kind if profile["local_id"] else None
    born: date | None = mention.get("birth_date")
    parents: Sequence[str] = mention.get("parents", ())
    no_date = born is None or born.isoformat() in settings.placeholders.birth_dates
    span = _read_age(mention) if born is None else None
    return profile | {
        "birth_date": None if no_date else born,
        "born_first": span.first if span else None,
        "born_last": span.last if span else None,
        "sex": mention.get("sex") or None,
        "parents": read_relatives(names=parents, settings=settings),
        "companions": read_relatives(names=(*parents, *mention.get("companions", ())), settings=settings),
        "first_seen_on": mention.get("occurred_on"),
    }


def _read_names(mention: Mapping[str, Any], settings: Settings) -> dict[str, str | None]:
    names = read_names(
        surname=mention.get("surname", ""),
        forename=mention.get("forename", ""),
        whole=mention.get("name_as_written", ""),
        others=mention.get("other_names", ()),
        placeholders=settings.placeholders,
    )
    return write_names(names, settings)


def _read_age(mention: Mapping[str, Any]) -> BirthRange | None:
    """The span of births by an age in the birth date's cell, or else behind the name."""
    written, seen = (
        mention.get("birth_date_as_written") or mention.get("name_as_written", ""),
        mention.get("occurred_on"),
    )
    return read_written_age(written, on=seen) if seen and MAY_BE_AGE.search(written) else None


def _read_home(mention: Mapping[str, Any], settings: Settings, secret: bytes) -> dict[str, str | None]:
    home = read_address(
        text=mention.get("address", ""),
        postcode=mention.get("postcode", ""),
        street_words=settings.street_words,
        placeholders=settings.placeholders,
    )
    protected = HandlingMarking.PROTECTED_ADDRESS in mention.get("markings", ())
    return hash_address(address=home, protected=protected, key=secret)
