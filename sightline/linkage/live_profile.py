"""One new mention in the form in which linking compares it: what `normalise` makes of a whole table, of one.

A newcomer would get this wrong: a home is kept for comparing only as words hashed with the workspace's own key, in the
index and here alike. Whether two homes are the same can be told from them; where anybody lives cannot.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sightline.linkage.addresses import read_address
from sightline.linkage.names import read_names
from sightline.linkage.normalise import find_near_names, one_text
from sightline.linkage.numbers import read_local_id, read_nhs_number, read_phone, read_upn
from sightline.linkage.settings import Settings
from sightline.model.schema import COMPARED
from sightline.store import Engine
from sightline.store.live_build import FIGURES, HOMES

NUMBERS: Mapping[str, Callable[..., str]] = {
    "nhs_number": read_nhs_number, "upn": read_upn, "local_id": read_local_id, "phone": read_phone,
}  # fmt: skip


def write_compared(*, engine: Engine) -> None:
    """Keep what the mentions of this run were compared by, for the index in which one new mention is looked up."""
    columns = ", ".join(column.name for column in COMPARED.columns)
    engine.write(
        COMPARED,
        f"""SELECT {columns} FROM person_mention JOIN profile_mention USING (mention_id)
            WHERE NOT sealed ORDER BY profile_id, mention_id""",
    )


def read_profile(*, mention: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """A mention's cells (columns of model.schema.MENTION; any may be left out) in one form; None where not known."""
    profile = {**_read_names(mention, settings), **_read_home(mention, settings)}
    for column, reader in NUMBERS.items():
        written = mention.get(column) or ""
        profile[column] = (written and reader(written, placeholders=settings.placeholders)) or None
    kind = f"{mention.get('agency', '')}/{mention.get('local_id_kind', '')}"
    profile["local_id_kind"] = kind if profile["local_id"] else None
    born: date | None = mention.get("birth_date")
    no_date = born is None or born.isoformat() in settings.placeholders.birth_dates
    return profile | {
        "birth_date": None if no_date else born,
        "sex": mention.get("sex") or None,
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
    return {
        "first_name": names.first or None,
        "last_name": names.last or None,
        "given_names": one_text(names.given),
        "last_names": one_text(names.lasts),
        "near_names": one_text(find_near_names(names.firsts, settings)),
    }


def _read_home(mention: Mapping[str, Any], settings: Settings) -> dict[str, str | None]:
    home = read_address(
        text=mention.get("address", ""),
        postcode=mention.get("postcode", ""),
        street_words=settings.street_words,
        placeholders=settings.placeholders,
    )
    return {"address_words": home.words or None, "house": home.house or None, "postcode": home.postcode or None}


def hash_home(*, profile: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The profile with its home hashed word by word, so that one address can still be the beginning of another."""
    return {**profile, **{name: hash_words(text=profile[name], key=key) for name in HOMES}}


def hash_words(*, text: str | None, key: str) -> str | None:
    """Each word of a text hashed with the key; None where there is no text. `store.live_build` does so in SQL."""
    if text is None:
        return None
    return " ".join(hashlib.sha256(f"{key}{word}".encode()).hexdigest()[:FIGURES] for word in text.split(" "))
