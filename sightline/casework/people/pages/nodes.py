"""Whom and what connections are between, and what analysts add to them, as pages show them.

Nobody has a part of concern by standing on a record; children stand as children.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.model.people_counts import PeopleCount, count_people
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _

CHILD, ADULT, UNIDENTIFIED = "child", "adult", "unidentified"


@dataclass(frozen=True, slots=True)
class Node:
    """A child, an adult, a vehicle, a phone, a place, a group, or something that an analyst added (`added`).

    `as_kind`: of something added, what it is: person, vehicle, phone, place or account. `said`: of somebody whom no
    record names, the words that describe them; the label has the day of these. `ages`: how old a person is by each
    birth date on record, on charts that can be read.
    """

    kind: str
    node_id: str
    label: str = field(repr=False)
    as_kind: str = ""
    said: str = field(default="", repr=False)
    ages: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class AnalystEntryLine:
    """What an analyst added, apart from records: who, when, how graded, what; and why it was taken back, if it was.

    `at` is when it was added; `from_on` and `until_on` are the days that it is about, None where nobody said.
    """

    sequence: int
    kind: str
    by: str
    at: str
    source_grade: str
    information_grade: str
    handling: str
    words: str = field(repr=False)
    ends: tuple[Node, ...]
    record_ids: tuple[str, ...]
    from_on: date | None = None
    until_on: date | None = None
    taken_back_by: str = ""
    taken_back_at: str = ""
    taken_back_because: str = field(default="", repr=False)
    mine: bool = False


def spell_alike(label: str) -> str:
    """A name or description without capitals, quotation marks and spare spaces, to compare it with another."""
    return " ".join(label.casefold().strip("“”").split())


def count_members(kinds: Mapping[str, str], same: Iterable[tuple[str, str]]) -> PeopleCount:
    """How many are in a group, people and things: fewer, where two may be one or several are not identified."""
    found = PeopleCount(0, 0)
    for each in _counts(kinds, tuple(same)).values():
        found = PeopleCount(found.fewest + each.fewest, found.most + each.most)
    return found


def _counts(kinds: Mapping[str, str], same: Sequence[tuple[str, str]]) -> dict[str, PeopleCount]:
    """How many of each kind are in a group. `same`: the open possible matches. Those not identified may all be one."""
    members: dict[str, list[str]] = {CHILD: [], ADULT: [], UNIDENTIFIED: []}
    for one, kind in kinds.items():
        members.setdefault(kind, []).append(one)
    counts = {kind: count_people(some, same) for kind, some in members.items()}
    several = counts[UNIDENTIFIED].most
    return counts | {UNIDENTIFIED: PeopleCount(min(several, 1), several)}


def call_group(kinds: Mapping[str, str], same: Iterable[tuple[str, str]]) -> str:
    """What a group is called: by how many of each kind are in it, `4 to 7 children and 2 adults`.

    `kinds` is by member, `same` the open possible matches. Several who are not identified may be fewer people.
    """
    counts = _counts(kinds, tuple(same))
    parts, others = [counts[CHILD].in_words("child")], counts[UNIDENTIFIED].most
    parts += [counts[ADULT].in_words("adult")] if counts[ADULT].most else []
    said = _("up to %(n)s not identified") if others > 1 else _("%(n)s not identified")
    parts += [said % {"n": others}] if others else []
    if len(parts) == 1:
        return parts[0]
    return _("%(others)s and %(last)s") % {"others": join_shown(", ", parts[:-1]), "last": parts[-1]}


@dataclass(frozen=True, slots=True)
class RemovalDecision:
    """The named decision that took somebody or something off lists and pictures: no_longer, or removed as wrong.

    `kind` is that of the file. `is_off`: it holds for this reader. `may_know_who`: they may know by whom and when;
    else both are empty. `is_kept`: they keep what is at an end, and see it everywhere; `file_id` is for them.
    `new_records`: how many that were not known then put it together with children.
    """

    kind: str
    word: str
    on: date | None
    by: str
    file_id: str
    is_off: bool
    may_know_who: bool
    is_kept: bool
    new_records: int
