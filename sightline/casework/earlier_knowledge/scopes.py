"""Whom somebody may ask about on an earlier day, in which data, and what of these they may see.

Where everybody is invented, who may open a child may ask. With real people a learning review must be open: its terms
say of which people, whose records and which period, and the data are those that it froze.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sightline.casework.audit.trail import OPENED_BY, Trail
from sightline.casework.bulk_exports.pages import ExportPurpose
from sightline.casework.bulk_exports.services import leave_page
from sightline.casework.core.agreements_in_force import takes_invented
from sightline.casework.core.errors import NotHere
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.agency_views import said_of
from sightline.casework.reviews.frozen_data import (
    OPENED_BY_REVIEW,
    as_reviewer,
    hidden_from,
    need_frozen,
    open_frozen,
)
from sightline.casework.reviews.histories import ReviewHistory, need_review
from sightline.casework.reviews.pages.labels import read_called
from sightline.casework.reviews.selectors.terms import count_named
from sightline.model.errors import Refused, Usage
from sightline.model.exports.lists import REVIEW_KNOWLEDGE
from sightline.model.visibility import RowFilter
from sightline.sharing.visibility import review_filter
from sightline.store.snapshots import Snapshot
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class KnowledgeScope:
    """A snapshot, a person in it, and what the reader may see of it: of these agencies, or all, in this period.

    `others`: how other children are counted, who are never named: everybody but `own`, by person id. `called`: how the
    review calls the person.
    `children` are mentions of its children, one of whom each record names.
    """

    snapshot: Snapshot
    person_id: str
    sight: RowFilter
    hidden: frozenset[str]
    others: RowFilter
    agencies: tuple[str, ...] = ()
    from_on: date = date.min
    to_on: date = date.max
    review_id: str = ""
    called: str = ""
    children: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()

    def holders(self, asked: Collection[str]) -> tuple[str, ...]:
        """The agencies whose knowledge is asked for, or those of the terms; Usage where one is not in the terms."""
        if self.agencies and not set(asked) <= set(self.agencies):
            raise Usage(
                _("The review does not read records of one of these agencies."),
                code="no_agency",
                what_to_do=_("Choose from: %(agencies)s.") % {"agencies": ", ".join(self.agencies)},
            )
        return tuple(sorted(asked or self.agencies))

    def is_in_period(self, first: date | None, last: date | None) -> bool:
        """Whether some of these days are in the period, or no day is known."""
        return first is None or (first <= self.to_on and (last or first) >= self.from_on)


def find_scope(
    session: ReaderSession, trail: Trail, *, person: str, review_id: str = "", leaves: bool = False
) -> KnowledgeScope:
    """What may be asked of a person, by id or as a review calls them; NotHere where the reader may not know of them.

    `leaves`: what may be passed on in a file for a learning review.
    """
    if review_id:
        return _of_review(session, trail, review_id, person, leaves=leaves)
    return _of_everybody(session.taking_away(purpose=ExportPurpose.REVIEW) if leaves else session, trail, person)


def find_scopes(
    session: ReaderSession, trail: Trail, *, people: Collection[str], review_id: str = "", leaves: bool = False
) -> list[KnowledgeScope]:
    """The same of several people, each once; of none: of every child of the review of whom the data show a record."""
    if people:
        scopes = [
            find_scope(session, trail, person=one, review_id=review_id, leaves=leaves) for one in dict.fromkeys(people)
        ]
        own = frozenset[str]().union(*(one.own for one in scopes))
        return [replace(one, own=own) for one in scopes]
    if not review_id:
        raise Usage(
            _("No person is named."),
            code="no_person",
            what_to_do=_("Name a person by id, or a review: then it is about all of its children."),
        )
    found: list[KnowledgeScope] = []
    for called in need_review(session, review_id=review_id).children:
        try:
            found.append(find_scope(session, trail, person=called, review_id=review_id, leaves=leaves))
        except NotHere:  # the frozen data show no record of this child
            continue
    if not found:
        raise NotHere
    return found


def scope_of_children(
    session: ReaderSession, trail: Trail, found: ReviewHistory, *, leaves: bool = False
) -> tuple[dict[str, str], KnowledgeScope | None]:
    """By letter the children whom the frozen data hold, and the scope of the review; none where they hold nobody.

    `leaves`: what may be passed on in a file.
    """
    with open_frozen(session, found, leaves=leaves) as frozen:
        people = {one: frozen.people[one] for one in found.children if frozen.people.get(one)}
    for called in people:
        try:
            return people, find_scope(session, trail, person=called, review_id=found.review_id, leaves=leaves)
        except NotHere:  # the frozen data show no record of this child
            continue
    return {}, None


def leave_knowledge(
    session: ReaderSession, trail: Trail, scopes: Sequence[KnowledgeScope], record_ids: Collection[str]
) -> str:
    """Let what was known of people leave in a file: its label. With a second person where it names many people."""
    review_id = scopes[0].review_id
    if review_id:
        people = count_named(session, need_review(session, review_id=review_id), record_ids)
    else:
        with session.need_current() as (_, store):
            named = store.people_on(record_ids=sorted(record_ids))
        people = len({one.person_id for one in scopes}.union(*named.values()) - {""})
    leave = leave_page(session, table=REVIEW_KNOWLEDGE, purpose=ExportPurpose.REVIEW, people=people)
    trail.details = {**trail.details, **leave.details}
    return leave.label


def _of_everybody(session: ReaderSession, trail: Trail, person_id: str) -> KnowledgeScope:
    trail.add("person", [person_id])
    if not takes_invented(current_workspace().root):
        raise Refused(
            _("A learning review must be open before anybody asks what was known."),
            code="needs_review",
            what_to_do=_("Name the review with --review, and the child as the review does: A."),
        )
    with session.need_current() as (snapshot, store):
        said_of(store, person_id, session.sight)  # the same door as the child's page
    own = frozenset({person_id})
    return KnowledgeScope(snapshot, person_id, session.sight, session.hidden, session.sight, own=own)


def _of_review(session: ReaderSession, trail: Trail, review_id: str, person: str, *, leaves: bool) -> KnowledgeScope:
    trail.add("learning_review", [review_id])
    trail.details = {**trail.details, OPENED_BY: OPENED_BY_REVIEW}
    found = need_review(session, review_id=review_id)
    called = (read_called(person) or ("",))[0]
    with open_frozen(session, found, leaves=leaves) as frozen:
        person_id = frozen.people.get(called, "")
        if not person_id:
            raise NotHere
        trail.add("person", [person_id])
        said_of(frozen.store, person_id, frozen.sight)
    scope = scope_of_review(session, found, sight=frozen.sight, leaves=leaves)
    own = frozenset(filter(None, frozen.people.values()))
    return replace(scope, person_id=person_id, called=called, own=own)


def scope_of_review(
    session: ReaderSession, found: ReviewHistory, *, sight: RowFilter, leaves: bool = False
) -> KnowledgeScope:
    """What the terms of a review open, of no one person: for what is audited by itself."""
    reader = as_reviewer(session, found, leaves=leaves)
    return KnowledgeScope(
        snapshot=need_frozen(found),
        person_id="",
        sight=sight,
        hidden=hidden_from(session, found, reader),
        others=replace(review_filter(reader=reader, holders=()), only_people_of=None, given=()),
        agencies=tuple(found.opened.agencies),
        from_on=found.from_on,
        to_on=found.to_on,
        review_id=found.review_id,
        children=tuple(found.children.values()),
    )
