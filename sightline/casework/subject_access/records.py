"""Finds the records of a controller that name the person of a request, and leaves out of each what a decision says."""

import json
import re
from collections.abc import Sequence

from sightline.casework.accounts.governance_scope import bodies_known
from sightline.casework.concerns.models import Concern
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.selectors import list_beside
from sightline.casework.protection.free_text import Texts
from sightline.casework.subject_access.conclusions import Conclusion, find_conclusions
from sightline.casework.subject_access.controllers import Controller
from sightline.casework.subject_access.histories import RequestHistory
from sightline.casework.subject_access.models import AccessRequestEntry
from sightline.casework.subject_access.pages import FoundRecord, Redaction, RequestWord
from sightline.casework.subject_access.row_versions import part_versions
from sightline.casework.subject_access.sent_rows import find_sent_rows
from sightline.casework.subject_access.undivided_reads import boxes_entered, entered_since, whole
from sightline.casework.subject_access.writings import HeldWriting, find_writings
from sightline.model.nouns import Precision
from sightline.model.rows.records import ServedFullRecord
from sightline.translation.messages import lazy as _

LEFT_OUT, FIRST = "[{}]", 1
BESIDE = _("Said beside it %(number)s")


def person_of(session: ReaderSession, found: RequestHistory) -> str:
    """The person whom a request is about, as matched now; empty before that is decided."""
    if not found.mention_id:
        return ""
    with whole(session).open_current() as opened:
        people = opened[1].people_of(mention_ids=[found.mention_id]) if opened else {}
    return people.get(found.mention_id, "")


def find_records(session: ReaderSession, found: RequestHistory) -> tuple[FoundRecord, ...]:
    """The controller's records that name the person, then what Sightline concluded from them, then what it holds.

    Each the oldest first. A decision about an older version does not count.
    """
    person_id = person_of(session, found)
    if not person_id:
        return ()
    session, decided = whole(session), found.decisions()
    controller = Controller(bodies_known(actor=session.actor), found.received.agency, found.received.organisation)
    with session.need_current() as (_, store):
        record_ids = store.records_naming(person_id=person_id, sight=session.sight)
        held = store.records(record_ids=record_ids, sight=session.sight)
    entered = {one.record_id: one for one in entered_since(session, person_id=person_id, controller=controller)}
    own = [versions[0] for versions in held.values() if controller.provided(versions[0])]
    rows = [_as_found(row, decided.get(row["record_id"])) for row in own if row["record_id"] not in entered]
    rows += [_as_entered(one, decided.get(one.record_id)) for one in entered.values()]
    rows += find_sent_rows(session, person_id=person_id, controller=controller, decided=decided)
    concluded = find_conclusions(session, person_id=person_id, controller=controller)
    held_here = find_writings(session, person_id=person_id, controller=controller)
    return (
        *sorted(rows, key=lambda one: (one.occurred_from or "", one.record_id)),
        *(_as_concluded(one, decided.get(one.conclusion_id)) for one in concluded),
        *(_as_written(one, decided.get(one.writing_id)) for one in held_here),
    )


def _as_found(row: ServedFullRecord, decision: AccessRequestEntry | None) -> FoundRecord:
    counts = decision is not None and decision.version == row["version"]
    return FoundRecord(
        record_id=row["record_id"],
        kind=row["kind"],
        version=row["version"],
        occurred_from=row["occurred_from"],
        occurred_to=row["occurred_to"],
        date_precision=row["date_precision"],
        outcome=decision.word if decision and counts else "",
        applies=tuple(decision.applies) if decision and counts else (),
    )


def _as_entered(concern: Concern, decision: AccessRequestEntry | None) -> FoundRecord:
    counts = decision is not None and decision.version == FIRST
    return FoundRecord(
        record_id=concern.record_id,
        kind=f"{concern.layout}/{'correction' if concern.corrects else 'concern'}",
        version=FIRST,
        occurred_from=concern.entered_at,
        occurred_to=None,
        date_precision=Precision.EXACT,
        outcome=decision.word if decision and counts else "",
        applies=tuple(decision.applies) if decision and counts else (),
    )


def _as_concluded(one: Conclusion, decision: AccessRequestEntry | None) -> FoundRecord:
    return FoundRecord(
        record_id=one.conclusion_id,
        kind=one.label,
        version=1,
        occurred_from=one.since[:10],
        occurred_to=None,
        date_precision=Precision.DAY,
        outcome=decision.word if decision else "",
        applies=tuple(decision.applies) if decision else (),
        concluded=one.boxes(),
    )


def _as_written(one: HeldWriting, decision: AccessRequestEntry | None) -> FoundRecord:
    """Where it may be about somebody else, the first decision is whether it is about the person."""
    counts = decision is not None and decision.version == one.version
    word = decision.word if decision and counts else ""
    return FoundRecord(
        record_id=one.writing_id,
        kind=one.label,
        version=one.version,
        occurred_from=one.since[:10],
        occurred_to=None,
        date_precision=Precision.DAY,
        outcome="" if word == RequestWord.THEIRS else word,
        applies=tuple(decision.applies) if decision and counts else (),
        concluded=one.boxes,
        record_ids=one.record_ids,
        is_possible=one.is_possible and word in ("", RequestWord.OTHER),
    )


def boxes_of(
    session: ReaderSession, *, record_id: str, until: str = "", sent: tuple[tuple[str, str], ...] = ()
) -> tuple[tuple[str, str], ...]:
    """The boxes of each row of a record in its newest version, as they came: heading and text, without empty ones.

    What is said beside it is a box too, so that it is tested; `until` leaves out what was said after that moment.
    `sent` are those of a row that no snapshot holds.
    """
    session = whole(session)
    with session.need_current() as (_, store):
        rows = store.record_rows(record_id=record_id, sight=session.sight)
    newest, _replaced = part_versions(rows)
    held = [(heading, text) for row in newest for heading, text in row["original"].items() if text.strip()]
    came = sent or boxes_entered(session, record_id=record_id) or held
    beside = list_beside(session, record_ids=[record_id]).get(record_id, ())
    said = [line.words for line in beside if line.words and (not until or line.at <= until)]
    return (*came, *((str(BESIDE % {"number": place}), words) for place, words in enumerate(said, 1)))


def others_named(session: ReaderSession, *, found: FoundRecord, person_id: str) -> tuple[str, ...]:
    """The names of others on a record, or on those that something which Sightline holds speaks of."""
    session, record_ids = whole(session), found.record_ids or (found.record_id,)
    with session.need_current() as (_, store):
        namings = [row for one in record_ids for row in store.record_namings(record_id=one, sight=session.sight)]
    return tuple(
        dict.fromkeys(
            row["text"] for row in namings
            if row["entity_kind"] == "person" and row["person_id"] != person_id and row["text"]
        )
    )  # fmt: skip


def read_redactions(session: ReaderSession, decision: AccessRequestEntry) -> tuple[Redaction, ...]:
    """What a decision leaves out."""
    said = Texts(session, [decision.text_sha]).of(decision.text_sha).words if decision.text_sha else ""
    return tuple(Redaction(box, ground, words) for box, ground, words in json.loads(said or "[]"))


def write_redactions(redactions: Sequence[Redaction]) -> str:
    """The same as a text that can be erased."""
    return (
        json.dumps([[one.box, one.ground, one.words] for one in redactions], ensure_ascii=False) if redactions else ""
    )


def pattern_of(words: str) -> re.Pattern[str]:
    """The words wherever they are, in small or capital letters and across lines."""
    return re.compile(r"\s+".join(re.escape(one) for one in words.split()), re.IGNORECASE)


def is_in(boxes: Sequence[tuple[str, str]], one: Redaction) -> bool:
    """Whether there is what a redaction leaves out: its box, or its words in that box or in any."""
    texts = [text for heading, text in boxes if one.box in ("", heading)]
    return any(pattern_of(one.words).search(text) for text in texts) if one.words else bool(one.box and texts)


def leave_out(
    boxes: Sequence[tuple[str, str]], redactions: Sequence[Redaction], *, shown_as: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """The boxes as the person reads them: in place of what is left out, by what it is left out."""
    kept = []
    for heading, text in boxes:
        for one in redactions:
            instead = LEFT_OUT.format(shown_as[one.ground])
            if one.words and one.box in ("", heading):
                text = pattern_of(one.words).sub(lambda _, instead=instead: instead, text)  # type: ignore[misc]
            elif not one.words and one.box == heading:
                text = instead
        kept.append((heading, text))
    return tuple(kept)
