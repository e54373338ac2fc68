"""Whom an act in the audit log shows: on pages of their own, in results of a search, and whom it is about.

Looks at one's own people and unusual reading both ask here, so that what counts as reading somebody is said once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sightline.casework.audit.page_rows import PageAct

PERSON, RECORD = "person:", "record:"
SEARCHES = ("find_", "open_search")
LISTS = ("list_", "count_", "offer_", "read_home", "read_team", "read_day_list", "read_governance_home")
EXPORTS = ("export_",)
READS = ("read_", "open_", "write_chronology", "compare_people", "explain_sentence", *EXPORTS)
OVERSIGHT = (
    "read_reading_question",
    "read_news_person",
    "read_watch",
    "read_looks",
    "read_audit",
)  # of others' reading
# Pages of one person, whom they name first. Relatives and neighbours follow.
OF_ONE_PERSON = frozenset({
    "read_person_frame", "read_overview", "read_person", "read_identity", "read_timeline", "read_family",
    "write_chronology", "read_who_knows", "read_network", "read_knowledge", "read_earliest", "read_opportunities",
    "read_shared_events",
})  # fmt: skip
FEW_RECORDS = 3  # an act that names no person and no more records than these shows whomever they name
FEW_PEOPLE = 3  # an act that names more people than these is a list of its first, save an export
NOBODY: Mapping[str, Iterable[str]] = {}


@dataclass(frozen=True, slots=True)
class ShownPeople:
    """Whom one act shows. `about` are those that it reads, in order: all of an export, and few of a page."""

    opened: tuple[str, ...] = field(default=(), repr=False)
    found: tuple[str, ...] = field(default=(), repr=False)
    about: tuple[str, ...] = field(default=(), repr=False)


def people_shown(act: PageAct, *, named: Mapping[str, Iterable[str]] = NOBODY) -> ShownPeople:
    """Whom an act shows; `named` has whom records name, for acts that name few records and no person."""
    if act.action.startswith(LISTS):
        return ShownPeople()
    people = _ids_of(act, PERSON) or [who for one in few_records(act) for who in named.get(one, ())]
    people = list(dict.fromkeys(people))
    if act.action.startswith(SEARCHES):
        return ShownPeople(found=tuple(people))
    return ShownPeople(opened=tuple(people), about=tuple(_about(act, people)))


def few_records(act: PageAct) -> list[str]:
    """The records of an act that names no person and few records."""
    if act.action.startswith((*SEARCHES, *LISTS)) or _ids_of(act, PERSON):
        return []
    records = _ids_of(act, RECORD)
    return records if len(records) <= FEW_RECORDS else []


def _about(act: PageAct, people: list[str]) -> list[str]:
    if act.action.startswith(OVERSIGHT) or not act.action.startswith(READS):
        return []
    if act.action.startswith(EXPORTS):
        return people
    return people[:1] if act.action in OF_ONE_PERSON or len(people) > FEW_PEOPLE else people


def _ids_of(act: PageAct, kind: str) -> list[str]:
    return [one.removeprefix(kind) for one in act.ids if one.startswith(kind)]
