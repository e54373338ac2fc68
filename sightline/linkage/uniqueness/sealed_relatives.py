"""Adds to the rivals of a parent whoever sealed rows name at the home of that parent or of the child.

As in open records: somebody of the same or a like name, old enough to have come with the child.
"""

from datetime import date
from typing import TypedDict

import pyarrow as pa
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from sightline.linkage.live.name_keys import alike_key, whole_key
from sightline.linkage.uniqueness.sealed_names import Profile, SealedNames, SealedPerson, read_profiles
from sightline.store import Engine
from sightline.store.sql.rows import read_rows

RIVAL = pa.schema([(name, pa.string()) for name in ("name", "child", "parent")])
FAMILIES = """
SELECT c.name, c.child, c.parent, any_value(p.first_name) AS first_name, any_value(p.last_name) AS last_name,
       max(c.last_on) AS last_on
FROM parent_candidate c JOIN profile p ON p.profile_id = c.parents_profile GROUP BY ALL ORDER BY ALL
"""
PEOPLE = "SELECT unnest([parent, child]) FROM parent_candidate"
WHOLE_WORDS, ONE_WORD = 26, 13  # of the hashes of a home's words: the last two, of which the first is of all words
SHORT, LIKE = 6, 0.88


class FamilyRow(TypedDict):
    """A child and a parent, the parent's name, and when somebody of that name last came with the child."""

    name: str
    child: str
    parent: str
    first_name: str
    last_name: str
    last_on: date


def add_sealed_rivals(*, engine: Engine, sealed: SealedNames, grown_years: int) -> None:
    """Put those families into `parent_rival` in which sealed rows name somebody who may be meant."""
    families = read_rows(engine, FamilyRow, FAMILIES)
    if not families:
        return
    profiles = read_profiles(engine, people=PEOPLE)
    texts = {
        text
        for one in families
        for text in (alike_key(one["first_name"], one["last_name"]), whole_key(one["first_name"], one["last_name"]))
    }
    homes: dict[str, set[str]] = {}
    for one in profiles:
        homes.setdefault(one["person_id"], set()).update(_homes(one))
    people = sealed.find(texts, open_profiles=profiles)
    rivals = [
        {"name": one["name"], "child": one["child"], "parent": one["parent"]}
        for one in families
        if any(_may_have_come(other, one, homes, grown_years) for other in people)
    ]
    if rivals:
        engine.load("sealed_rival", pa.Table.from_pylist(rivals, schema=RIVAL))
        engine.make("parent_rival", "SELECT * FROM parent_rival UNION SELECT * FROM sealed_rival")


def _may_have_come(other: SealedPerson, family: FamilyRow, homes: dict[str, set[str]], grown_years: int) -> bool:
    """Whether somebody who is neither has such a name, was old enough, and lives where one of them does."""
    born = other.profile["birth_date"]
    return (
        other.person_id not in (family["parent"], family["child"])
        and _are_alike(other, family)
        and born is not None
        and born.year + grown_years <= family["last_on"].year
        and not _homes(other.profile).isdisjoint(homes[family["parent"]] | homes[family["child"]])
    )


def _homes(profile: Profile) -> set[str]:
    words = (profile["address_words"] or "")[-WHOLE_WORDS:][:ONE_WORD]
    house = f"{profile['postcode']}{profile['house']}" if profile["postcode"] and profile["house"] else ""
    return {words, house} - {""}


def _are_alike(other: SealedPerson, family: FamilyRow) -> bool:
    """Whether it has the parent's name, or one written like it, as `touched_names.NEARLY` says in SQL."""
    first, wanted = other.profile["first_name"], family["first_name"]
    if other.name == family["name"]:
        return True
    if not first or other.profile["last_name"] != family["last_name"] or first[:1] != wanted[:1]:
        return False
    near = DamerauLevenshtein.distance(first, wanted) <= (1 if len(wanted) < SHORT else 2)
    longer = first.startswith(wanted) or wanted.startswith(first)
    return near or longer or JaroWinkler.similarity(first, wanted) >= LIKE
