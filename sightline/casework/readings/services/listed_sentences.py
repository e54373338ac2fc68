"""Takes what a reader answers about a sentence that is listed for a sign: yes makes it a sign of its note.

What is asked about has an action of its own, which somebody must answer.
"""

from dataclasses import asdict

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.services.responses import SENTENCE_READ
from sightline.casework.people.selectors import may_open_record
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.sample import is_asked_about
from sightline.casework.readings.sentence_questions import about_sentence, place_of
from sightline.casework.word_index.word_hashes import need_key
from sightline.escalation import SENTENCE_QUESTION
from sightline.model.errors import Refused
from sightline.model.passages import Level
from sightline.model.rows.sentences import ServedWorthReading
from sightline.translation.messages import lazy as _

LISTED = "listed_sentence"


def answer_listed(session: ReaderSession, *, record_id: str, mark_id: str, answer: SentenceAnswer) -> int:
    """Say whether a listed sentence holds the sign; the decision's number. NotHere where the reader does not see it."""
    with audited(session, action="answer_listed_sentence") as trail, transaction.atomic():
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        row = _need_mark(session, record_id, mark_id)
        if is_asked_about(row):
            raise Refused(
                _("This sentence has an action of its own."),
                code="has_an_action",
                what_to_do=_("Answer that action. If you cannot see it, enter a concern."),
            )
        place = place_of(row, key=need_key())
        by = session.actor.reader.username
        body = {
            "about": LISTED, "about_id": about_sentence(row, place), "item_id": "", "rule_id": SENTENCE_QUESTION,
            "record_id": record_id, "mention_ids": [row["mention_id"]] if row["mention_id"] else [], "stage": "",
            "at": clock.now_at(), "text_sha256": "", "answer": answer.value, "label": row["indicator"],
            "agency": session.actor.reader.agency or row["agency"], "known_from": row["known_from"] or "",
            "answered_on": clock.today().isoformat(), "model_version": row["model_version"],
            "sentences": [asdict(place)],
            **{name: getattr(place, name) for name in ("source_file", "source_row", "field", "start", "end")},
        }  # fmt: skip
        decision = hash_chain.append(Decision, kind=SENTENCE_READ, by=by, os_name=session.actor.os_name, body=body)
        trail.add("decision", [str(decision.sequence)])
        append_entry(actor=session.actor, action="answer_listed_sentence", trail=trail)
    return decision.sequence


def _need_mark(session: ReaderSession, record_id: str, mark_id: str) -> ServedWorthReading:
    with session.open_current() as opened:
        if opened is None or not may_open_record(opened[1], record_id, session.sight):
            raise NotHere
        rows = opened[1].sentences.of_record(record_id=record_id, sight=session.sight)
    mark = next((row for row in rows if row["mark_id"] == mark_id and row["level"] != Level.SET_ASIDE), None)
    if mark is None:
        raise NotHere
    return mark
