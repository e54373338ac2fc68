"""What rested on a withdrawn rule, or on what is recognised no more, for those who decided it: until somebody says.

Nothing is undone by a withdrawal or a run. An answer stands until it is undone where it was given. And a rule that is
brought back takes nothing off this list that somebody has said already.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.concerns.subjects import summaries
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.identity import LOOK_FOR_OTHERS
from sightline.casework.dependants.pages import LOOKED, PatternReview
from sightline.casework.dependants.patterns import BECAUSE, ITEM, MEETING, WORKING_FILE, waiting_for_review
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.selectors import lines_of
from sightline.casework.meetings.models import Meeting
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.same_person.services.answers import read_why
from sightline.casework.subject_files.models import SubjectFile
from sightline.sharing import can_see_people

ABOUT: dict[str, tuple[Any, str]] = {
    ITEM: (Item, "item_id"), MEETING: (Meeting, "meeting_id"), WORKING_FILE: (SubjectFile, "file_id")
}  # fmt: skip
STANDS, STANDS_NO_LONGER = "still_stands", "no_longer_stands"


def list_pattern_reviews(session: ReaderSession) -> tuple[PatternReview, ...]:
    """What this account decided, or looks after, that rests on nothing now, and nobody has looked at since."""
    with audited(session, action="list_rested_again") as trail:
        check_people(actor=session.actor)
        found = _with_names(session, tuple(_open(session)))
        trail.add("item", [one.key for one in found if one.kind == ITEM])
    return found


def count_pattern_reviews(session: ReaderSession) -> int:
    """How much the list holds. Part of the first page, audited there."""
    return sum(1 for _ in _open(session)) if can_see_people(reader=session.actor.reader) else 0


def keep_pattern_review(session: ReaderSession, *, decision: int, key: str, stands: bool, why: str) -> int:
    """Say that something still stands, or that it no longer does and why; the decision's number."""
    with audited(session, action="look_at_rested") as trail:
        check_people(actor=session.actor)
        words = why.strip() if stands and not why.strip() else read_why(why)
        with transaction.atomic(durable=True):
            hash_chain.hold_lock(Decision)
            one = next((one for one in _open(session) if (one.decision, one.key) == (decision, key)), None)
            if one is None:
                raise NotHere
            body = {BECAUSE[one.why]: decision, "rule_id": one.rule_id, "of": one.kind, "key": key,
                    "answer": STANDS if stands else STANDS_NO_LONGER}  # fmt: skip
            made = hash_chain.append(
                Decision,
                kind=LOOKED,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            trail.add("decision", [str(made.sequence)])
            append_entry(actor=session.actor, action="look_at_rested", trail=trail)
    return made.sequence


def _with_names(session: ReaderSession, found: Sequence[PatternReview]) -> tuple[PatternReview, ...]:
    """With those whom each is about: of what is the reader's own, or an item of which they may see all."""
    shown = _seen(session, [one.key for one in found if one.kind == ITEM], whole=True)
    named = [one for one in found if one.by == session.actor.reader.username or one.key in shown]
    mentions: dict[str, list[str]] = {}
    for kind, (table, column) in ABOUT.items():
        keys = [one.key for one in named if one.kind == kind]
        mentions |= dict(table.objects.filter(**{f"{column}__in": keys}).values_list(column, "mention_ids"))
    with session.open_current() as opened:
        if opened is None:
            return tuple(found)
        people = opened[1].people_of(mention_ids=sorted({one for some in mentions.values() for one in some}))
        names = summaries(opened[1], people.values(), session.sight)
    whom = {
        key: tuple(dict.fromkeys(names[people[one]].name for one in some if people.get(one) in names))
        for key, some in mentions.items()
    }
    return tuple(replace(one, whom=tuple(name for name in whom.get(one.key, ()) if name)) for one in found)


def _open(session: ReaderSession) -> Iterable[PatternReview]:
    waiting = [
        one
        for one in waiting_for_review(session)
        if one.by == session.actor.reader.username or session.actor.reader.is_one_of(LOOK_FOR_OTHERS)
    ]
    others = [one.key for one in waiting if one.kind == ITEM and one.by != session.actor.reader.username]
    seen = _seen(session, others) if others else frozenset()
    for one in waiting:
        if one.by == session.actor.reader.username or (one.kind == ITEM and one.key in seen):
            yield one


def _seen(session: ReaderSession, keys: list[str], *, whole: bool = False) -> frozenset[str]:
    """Of these items those that the account may know of; with `whole`, whose records it may see."""
    held = posts_held(session, on=clock.today())
    items = list(Item.objects.filter(item_id__in=keys))
    lines = lines_of(session, items=items, held=held)
    return frozenset(line.item_id for line in lines if line.shown or not whole)
