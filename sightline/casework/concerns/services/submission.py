"""Sends concerns: what somebody wrote becomes a record that stands, with its decision and its audit in one transaction.

A concern is never changed. A correction is a concern of its own that names the first; where it is about another child,
the first is no longer taken to be about the child that was chosen then.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.concerns.models import Concern, ConcernDraft
from sightline.casework.concerns.pages.concerns import Draft
from sightline.casework.concerns.pages.form_schema import (
    CATEGORIES,
    KNOWN,
    YES,
    Said,
    child_identification,
    find_first_missing,
    hash_said,
    read_said,
)
from sightline.casework.concerns.passages import try_passages
from sightline.casework.concerns.rights import check_enters
from sightline.casework.concerns.rows import cells_of, layout_of, make_ids, works_for
from sightline.casework.concerns.services.drafts import DraftGone, begin_draft, own_draft
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.selectors import may_open, summarise_one
from sightline.casework.same_person.answer_history import ENTERED, ENTERED_CORRECTED, UNDONE, pair_of, read_answers
from sightline.casework.word_index.models import TextSource
from sightline.casework.word_index.services import index_text
from sightline.model.errors import Refused
from sightline.model.judgements import PairAnswer
from sightline.model.rows.people import ServedSaidOfPerson
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

# Who is told that the words of a concern, and of its corrections before, were corrected: the records of these.
CORRECTED: Registry[Callable[[ReaderSession, Sequence[str], Trail], None]] = Registry("told of a corrected concern")


@dataclass(frozen=True, slots=True)
class ChosenPerson:
    """The person who was chosen: the mention that a concern is tied to, and the name that stood on the page."""

    mention_id: str
    name: str = field(repr=False)


NOBODY = ChosenPerson("", "")


class Incomplete(Refused):
    """Something is missing without which a concern cannot be sent; `page` says where it is asked."""

    def __init__(self, page: str, says: str) -> None:
        super().__init__(
            f"{says}.", code="concern_incomplete", what_to_do=_("Go back to that page. What you wrote is saved.")
        )
        self.page, self.says = page, says


def send_concern(session: ReaderSession, *, number: str) -> str:
    """Send the draft of that number; return the concern's id. Sent twice, it counts once. Reads its words at once."""
    with audited(session, action="enter_concern") as trail:
        check_enters(actor=session.actor)
        trail.add("concern", [number])
        with transaction.atomic():
            try:
                draft = own_draft(actor=session.actor, number=number)
            except DraftGone:
                if Concern.objects.of_account(session.actor.account_id).filter(concern_id=number).exists():
                    return number
                raise
            missing = find_first_missing(draft.boxes, today=clock.today())
            if missing:
                raise Incomplete(*missing)
            chosen = _chosen(session, draft.boxes)
            concern = _enter(session, draft, read_said(draft.boxes, child=chosen.name), chosen)
            index_text(source=TextSource.CONCERN, source_id=concern.concern_id, texts=cells_of(concern).values())
            trail.add("record", [concern.record_id])
            trail.add("decision", [str(concern.sequence)])
            if concern.corrects:
                for tell in CORRECTED.all():
                    tell(session, _records_before(concern), trail)
            append_entry(actor=session.actor, action="enter_concern", trail=trail)
            draft.delete()
        try_passages(session, concern)  # only now: what is read stands by itself, and what was sent stands already
    return number


def _records_before(concern: Concern) -> list[str]:
    """The records of the concern that this one corrects, and of its corrections before."""
    chain = Concern.objects.filter(Q(concern_id=concern.corrects) | Q(corrects=concern.corrects))
    return list(chain.exclude(concern_id=concern.concern_id).values_list("record_id", flat=True))


def begin_about(session: ReaderSession, *, person_id: str, on_one_page: bool = True) -> Draft:
    """Begin a concern about a person whose page is open; a draft that was begun before is gone on with as it is."""
    with audited(session, action="choose_child") as trail:
        check_enters(actor=session.actor)
        trail.add("person", [person_id])
        chosen = choose_person(session, person_id=person_id)
    return begin_draft(session, person_id=person_id, name=chosen.name, on_one_page=on_one_page)


def choose_person(session: ReaderSession, *, person_id: str) -> ChosenPerson:
    """The mention by which a concern is tied to a person; Refused where the reader may not open them (any more)."""
    sight = session.sight
    with session.open_current() as opened:
        found = _find_mention(opened[1], session.actor, person_id, sight) if opened else None
    if found is None:
        raise Incomplete("choose", _("You can no longer open the person you chose. Choose again"))
    return found


def _chosen(session: ReaderSession, boxes: Mapping[str, str]) -> ChosenPerson:
    if child_identification(boxes) != KNOWN:
        return NOBODY
    return choose_person(session, person_id=boxes["about"])


def _find_mention(store: SnapshotReader, actor: Actor, person_id: str, sight: RowFilter) -> ChosenPerson | None:
    """A mention on a record that the author may see: of their own agency first, then the newest that says a name."""
    said = store.said(person_ids=[person_id], sight=sight)
    if not said or not may_open(store, person_id, sight):
        return None
    ordered = sorted((row for row in said if row["what"] in ("birth date", "name")), key=_newest, reverse=True)
    ordered.sort(key=lambda row: (row["agency"] != actor.reader.agency, row["what"] != "birth date"))
    for row in ordered:
        for naming in store.record_namings(record_id=row["record_id"], sight=sight):
            if naming["person_id"] == person_id:
                return ChosenPerson(naming["mention_id"], summarise_one(person_id, said, 0).name)
    return None


def _newest(row: ServedSaidOfPerson) -> tuple[str, str]:
    return row["last_on"] or "", row["record_id"]


def _enter(session: ReaderSession, draft: ConcernDraft, said: Said, chosen: ChosenPerson) -> Concern:
    """The decision takes the number, under the chain's lock; the concern stands under that number."""
    layout = layout_of(said)
    agency, organisation = works_for(session.actor.reader.agency, session.actor.reader.organisation)
    record_id, mention_id = make_ids(
        layout=layout, agency=agency, organisation=organisation, concern_id=draft.number
    )  # fmt: skip
    body: dict[str, Any] = {
        "concern_id": draft.number, "record_id": record_id, "mention_id": mention_id, "corrects": draft.corrects,
        "said_sha256": hash_said(said), "marks": [category for category in CATEGORIES if said[category] == YES],
        "referral": said["referral"] == YES,
    }  # fmt: skip
    if chosen.mention_id:
        a, b = sorted((mention_id, chosen.mention_id))
        body |= {"mention_id_a": a, "mention_id_b": b, "answer": str(PairAnswer.SAME)}
    row = hash_chain.append(
        Decision, kind=ENTERED_CORRECTED if draft.corrects else ENTERED, by=session.actor.reader.username,
        os_name=session.actor.os_name, body=body,
    )  # fmt: skip
    _untie(session, draft.corrects, chosen)
    return Concern.objects.create(
        concern_id=draft.number,
        sequence=row.sequence,
        entered_at=row.at,
        begun_at=draft.begun_at,
        account_id=check_enters(actor=session.actor),
        author=session.actor.reader.username,
        agency=agency,
        organisation=organisation,
        layout=layout,
        restricted=YES in (said["own_agency_only"], said["about_professional"]),
        record_id=record_id,
        mention_id=mention_id,
        about_mention_id=chosen.mention_id,
        corrects=draft.corrects,
        referral=said["referral"] == YES,
        about_professional=said["about_professional"] == YES,
        said=said,
        said_sha256=body["said_sha256"],
    )


def _untie(session: ReaderSession, corrects: str, chosen: ChosenPerson) -> None:
    """Where a correction is about somebody else than the concern it corrects, that one's tie to a person is undone."""
    first = Concern.objects.by_id(corrects) if corrects else None
    if first is None or not first.about_mention_id or _is_one(session, first.about_mention_id, chosen.mention_id):
        return
    answers = read_answers()
    given = next((one for one in answers.given if one.sequence == first.sequence), None)
    if given is None or given.sequence in answers.undone_at:
        return
    a, b = pair_of(given)
    hash_chain.append(
        Decision, kind=UNDONE, by=session.actor.reader.username, os_name=session.actor.os_name,
        why="Corrected by the author.", body={"undoes": given.sequence, "mention_id_a": a, "mention_id_b": b},
    )  # fmt: skip


def _is_one(session: ReaderSession, mention_id: str, other: str) -> bool:
    """Whether two mentions are of one person as things stand; they are where they are one mention."""
    if mention_id == other or not other:
        return mention_id == other
    with session.open_current() as opened:
        people = opened[1].people_of(mention_ids=[mention_id, other]) if opened else {}
    return mention_id in people and people[mention_id] == people.get(other)
