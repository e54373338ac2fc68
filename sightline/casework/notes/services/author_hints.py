"""Hints on the words of a concern, or of an answer, for its author alone, after it is sent: why, and what to write.

Nothing in what was sent ever changes, and nobody else is shown a hint. There is none on words that are quoted, none on
the child's own words, and none where a child has told: a first account is evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.pages.form_schema import MOST_LONG, YES
from sightline.casework.concerns.passages import as_mark, try_passages
from sightline.casework.concerns.rights import is_author
from sightline.casework.concerns.wording_models import ConcernAddition, HintAnswer, HintDone
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.selectors import read_item
from sightline.casework.protection.free_text import keep_text
from sightline.model.errors import Usage
from sightline.model.passages import PassageKind, Polarity, Speaker
from sightline.model.rows.analysis_passages import PassageRow
from sightline.model.rows.arrivals import ServedMark
from sightline.translation.messages import lazy as _

ADDED_TO = "concern_added_to"
ACCOUNT = "account_given"


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that may blame the child, `why`, and what to `prefer` with its `source`: both empty where none is known."""

    passage_id: str
    label: str
    why: str
    prefer: str
    source: str
    words: str = field(repr=False)


def list_hints(session: ReaderSession, *, concern_id: str) -> tuple[Hint, ...]:
    """The hints that its author is not done with, in the order of the words; NotHere for everybody else."""
    with audited(session, action="list_hints") as trail:
        trail.add("concern", [concern_id])
        concern = _own(session.actor, concern_id)
        said = (_say(row["rule_id"], row["text"], row["passage_id"]) for row in open_hints(session, concern))
        return tuple(hint for hint in said if hint)


def list_answer_hints(session: ReaderSession, *, item_id: str) -> tuple[Hint, ...]:
    """Hints on the reader's own answers to an item; none on anybody else's. Nothing of it is kept."""
    from sightline.casenotes import Note, read_note  # not at the top: most pages read nothing
    from sightline.casenotes.readings.one_row import make_ready

    page = read_item(session, item_id=item_id)
    with audited(session, action="list_answer_hints") as trail:
        trail.add("item", [item_id])
        mine = [one for one in page.answers if one.by == session.actor.reader.username]
        texts = [text for one in mine for text in (one.what, one.words) if text]
        if not texts:
            return ()
        make_ready()
        found = [passage for text in texts for passage in read_note(Note(text))]
        blaming = [one for one in found if one.kind is PassageKind.WORDING and one.speaker == Speaker.PROFESSIONAL]
        different = {(one.rule_id, one.text): one for one in blaming}
        said = (_say(one.rule_id, one.text) for one in different.values())
        return tuple(hint for hint in said if hint)


def set_hint_aside(session: ReaderSession, *, concern_id: str, passage_id: str) -> None:
    """Leave words as they are; NotHere where the hint is not this author's. Nothing else is noted of it anywhere."""
    with audited(session, action="answer_hint") as trail:
        trail.add("concern", [concern_id])
        concern = _own(session.actor, concern_id)
        if passage_id not in {row["passage_id"] for row in hints_of(session, concern)}:
            raise NotHere
        note_done(concern, [passage_id], HintAnswer.ASIDE)


def say_again(session: ReaderSession, *, concern_id: str, words: str) -> int:
    """Add to a concern in other words, for all who may read it; the decision's number. What was sent stays as it is."""
    with audited(session, action="add_to_concern") as trail:
        trail.add("concern", [concern_id])
        concern = _own(session.actor, concern_id)
        said = _read_words(words)
        trail.add("record", [concern.record_id])
        with transaction.atomic():
            text = keep_text(words=said)
            body = {"concern_id": concern_id, "record_id": concern.record_id, "text_sha256": text}
            row = hash_chain.append(
                Decision, kind=ADDED_TO, by=session.actor.reader.username, os_name=session.actor.os_name, body=body
            )
            ConcernAddition.objects.create(
                concern=concern, at=row.at, by=session.actor.reader.username, text_sha256=text, decision=row.sequence
            )  # fmt: skip
            note_done(concern, [one["passage_id"] for one in open_hints(session, concern)], HintAnswer.SAID_AGAIN)
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="add_to_concern", trail=trail)
    return row.sequence


def hints_of(session: ReaderSession, concern: Concern) -> list[PassageRow]:
    """The rows of wording on which its author is given a hint, whether they are done with it or not."""
    rows = [row for row in try_passages(session, concern) if not row["is_childs_words"]]
    has_account = any(row["indicator"] == ACCOUNT and row["polarity"] == Polarity.AFFIRMED for row in rows)
    if has_account or concern.said["account"] == YES:
        return []
    return [row for row in rows if row["wording"] and row["speaker"] == Speaker.PROFESSIONAL]


def open_hints(session: ReaderSession, concern: Concern) -> list[PassageRow]:
    """Those that its author is not done with, here or in the concern that it corrects."""
    done = set(HintDone.objects.filter(concern=concern).values_list("passage_id", flat=True))
    before = _seen_before(session, concern)
    return [row for row in hints_of(session, concern) if row["passage_id"] not in done and _key(row) not in before]


def note_done(concern: Concern, passage_ids: Sequence[str], done: HintAnswer) -> None:
    """Note that the author is done with these hints; the first word stands."""
    for passage_id in passage_ids:
        HintDone.objects.get_or_create(
            concern=concern, passage_id=passage_id, defaults={"done": done, "at": clock.now_at()}
        )  # fmt: skip


def own_hint(session: ReaderSession, *, record_id: str, passage_id: str) -> tuple[Concern, ServedMark] | None:
    """The hint of that id as a mark, and its concern, where this reader is its author."""
    concern = Concern.objects.of_record(record_id)
    if concern is None or not is_author(session.actor, concern):
        return None
    row = next((row for row in hints_of(session, concern) if row["passage_id"] == passage_id), None)
    return (concern, as_mark(row, None)) if row else None


def _own(actor: Actor, concern_id: str) -> Concern:
    concern = Concern.objects.by_id(concern_id)
    if concern is None or not is_author(actor, concern):
        raise NotHere
    return concern


def _key(row: PassageRow) -> tuple[str, str]:
    return row["rule_id"], row["text"]


def _seen_before(session: ReaderSession, concern: Concern) -> set[tuple[str, str]]:
    """The same words in the concern that this one corrects: their author has seen what was said of them."""
    first = Concern.objects.by_id(concern.corrects) if concern.corrects else None
    return {_key(row) for row in hints_of(session, first)} if first else set()


def _say(rule_id: str, words: str, passage_id: str = "") -> Hint | None:
    """What a rule says of words; None where no rule of that name is left to say why."""
    from sightline.casenotes.signs.rules import read_note_rules  # not at the top: most pages read no rules of notes

    rule = next((one for one in read_note_rules() if one.rule.id == rule_id), None)
    if rule is None:
        return None
    return Hint(passage_id, rule.rule.label, rule.rule.why, rule.prefer, rule.prefer_source, words)


def _read_words(words: str) -> str:
    said = words.strip()
    if not said or len(said) > MOST_LONG:
        raise Usage(
            _("The addition is empty.")
            if not said
            else (
                _("It has %(said)s characters. The most is %(most_long)s.")
                % {"said": f"{len(said):,}", "most_long": f"{MOST_LONG:,}"}
            ),
            code="no_words",
            what_to_do=_("Write what you want to add, or leave what you sent as it is."),
        )
    return said
