"""Asks about sentences that may hold a sign: where only the model found one, or a rule found one that is unlikely.

One question a sentence, to the agency that holds the note. All of it is read as the house and shown to nobody: pages
go through the rights of each reader.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any

from sightline.casenotes.readings.cells import RESTRICTED
from sightline.casework.core.house_reader import PROFESSIONAL_LAYOUT, THE_HOUSE, visibility
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import SENTENCE, SENTENCE_NOT_SHOWN, Basis, Candidate, calendar
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.go_live.backlog import go_live_days, was_complete_before
from sightline.casework.readings.answer_log import (
    SentencePlace,
    answered_hashes,
    place_kept,
    read_sentence_answers,
)
from sightline.casework.readings.sample import value_of
from sightline.casework.readings.sentence_finder import find_words_now
from sightline.casework.word_index.word_hashes import need_key
from sightline.escalation import (
    SENTENCE_QUESTION,
    Happening,
    Stage,
    read_escalation_rules,
    straight_until,
)
from sightline.model.ids import make_id
from sightline.model.passages import BY_PERSON, Experiencer, Level, Polarity, Tense, hash_sha256
from sightline.model.rows.sentences import ServedWorthReading
from sightline.model.when import london_day
from sightline.rulebook.local_lists import read_vocabulary
from sightline.translation.messages import lazy as _

# Each asks for the whole sign as the vocabulary names it, for a yes makes it one.
ABOUT = {
    "suspected_exploitation": _("Does this note record a suspicion that this child, or another child, is exploited?"),
    "account_given": _("Does this note say that this child told someone about harm?"),
    "account_withdrawn": _("Does this note say that this child withdrew a disclosure?"),
    "physical_injury": _("Does this note say that this child has an unexplained injury?"),
    "self_harm": _("Does this note say that this child harmed themselves, or had thoughts of self-harm?"),
    "coercion_control": _("Does this note say that this child faces threats or debt, or lives in fear of someone?"),
    "criminal_exploitation": _("Does this note say that this child is carrying or selling things for others?"),
    "found_with_adults": _("Does this note say that this child was with adults unknown to the family?"),
    "older_associate": _(
        "Does this note say that this child has an older friend or partner, outside family and services?"
    ),
    "unexplained_gifts": _("Does this note say that this child has unexplained money or gifts?"),
    "place_of_concern": _("Does this note say that this child was at a place of concern?"),
    "health_attendance": _(
        "Does this note say that this child attended a health service, and that this worried staff?"
    ),
    "parent_worry": _("Does this note say that a parent or carer is worried about this child?"),
}
# What a question says of a sign that few may be told of. Whoever may not see the note reads this of every question.
ABOUT_HIDDEN = SENTENCE_NOT_SHOWN
ABOUT_SIGN = _("Does this sentence show this sign: %(sign)s?")


@dataclass(frozen=True, slots=True)
class AskedSentence:
    """A sentence that may hold a sign, about which nobody has answered yet, and its place."""

    about_id: str
    row: ServedWorthReading = field(repr=False)
    place: SentencePlace


def question_about(sign: str) -> str:
    """What is asked of a sentence, for a sign."""
    if sign in RESTRICTED:
        return ABOUT_HIDDEN
    return ABOUT.get(sign) or ABOUT_SIGN % {"sign": read_vocabulary().indicator[sign]}


def list_asked_sentences(session: ReaderSession) -> list[AskedSentence]:
    """Every sentence that must be asked about, by record, sign and place; of each note a few at most.

    What was asked before comes first, so a changed set of sentences never takes the place of an open question.
    """
    signs, rule_signs, most = (value_of(name) for name in ("signs", "rule_signs", "most_a_note"))
    with session.open_current() as opened:
        rows = opened[1].sentences.asked(signs=signs, rule_signs=rule_signs, sight=THE_HOUSE) if opened else []
    rows = [row for row in rows if row["layout"] != PROFESSIONAL_LAYOUT]
    answered = answered_hashes(read_sentence_answers()) if rows else {}
    is_open = set(Item.objects.open().filter(source=SENTENCE).values_list("about_id", flat=True)) if rows else set()
    key, found = need_key() if rows else b"", []
    by_note = sorted(rows, key=lambda row: (row["record_id"], row["indicator"]))
    for (record_id, sign), those in groupby(by_note, key=lambda row: (row["record_id"], row["indicator"])):
        listed = {one.about_id: one for one in (_asked(row, key) for row in those)}
        done = answered.get((record_id, sign), set())
        new = [one for one in listed.values() if one.place.words_mark not in done]
        found += sorted(new, key=lambda one: one.about_id not in is_open)[:most]
    return found


def _asked(row: ServedWorthReading, key: bytes) -> AskedSentence:
    place = place_of(row, key=key)
    return AskedSentence(about_sentence(row, place), row, place)


def about_sentence(row: ServedWorthReading, place: SentencePlace) -> str:
    """What a question about a sentence is known by, whoever asks it."""
    return make_id(SENTENCE, row["record_id"], row["indicator"], place.words_mark)


def sentence_questions(session: ReaderSession, now: str) -> list[Candidate]:
    """The questions that are asked by now."""
    return [one for one in current_questions(session, now) if one.due_at < now]


def current_questions(session: ReaderSession, now: str) -> list[Candidate]:
    """The question of each sentence, from when the snapshot is served; what a model found, if its agency was live then.

    Of a rule's mark the run decided that: what was known before go-live stands there, and opens what is backlog.
    """
    del now
    at, days = session.served_from, go_live_days()
    asked = [
        one for one in list_asked_sentences(session)
        if one.row["level"] == Level.ASKED
        or not was_complete_before(day=london_day(one.row["known_from"] or at), seen=[visibility(one.row)], days=days)
    ]  # fmt: skip
    closed = closed_unanswered(SENTENCE)
    return [_question(one, at, closed[one.about_id]) for one in asked] if at else []


def standing_questions(session: ReaderSession, now: str) -> list[Candidate]:
    """These, and each open one whose words are in the record still, and in whose row no rule states the sign now."""
    asked = current_questions(session, now)
    ids = {one.about_id for one in asked}
    open_now = [one for one in Item.objects.open().filter(source=SENTENCE) if one.about_id not in ids and one.sentence]
    return [*asked, *(_again(one) for one in open_now if _is_still_asked(session, one))]


def place_of(row: ServedWorthReading, *, key: bytes) -> SentencePlace:
    """Where a sentence stands."""
    where = (row["row_id"], row["source_file"], row["source_row"], row["field"], row["start"], row["end"])
    return SentencePlace(*where, hash_sha256(row["words_sha256"], key=key))


def closed_unanswered(source: str) -> Counter[str]:
    """How often each question was closed by a fact before anybody answered: it is asked again when it is so again."""
    closed = Item.objects.filter(source=source, closed_at__isnull=False)
    answered = ItemEvent.objects.filter(item__source=source, kind=Happening.READ.value).values("item")
    return Counter(closed.exclude(pk__in=answered).values_list("about_id", flat=True))


def _question(one: AskedSentence, at: str, times_closed: int) -> Candidate:
    row = one.row
    return Candidate(
        source=SENTENCE,
        about=question_about(row["indicator"]),
        agency=row["agency"],
        organisation="" if row["organisation"] == row["agency"] else row["organisation"],
        record_id=row["record_id"],
        mention_ids=(row["mention_id"],) if row["mention_id"] else (),
        basis=(Basis(row["record_id"], visibility(row)),),
        about_id=one.about_id,
        person_id=row["person_id"],
        known_from=row["known_from"] or "",
        sentence={"sign": row["indicator"], "model_version": row["model_version"], **asdict(one.place)},
        **timed(at, nth_asked(one.about_id, times_closed)),
    )


def _again(item: Item) -> Candidate:
    """An open question as it was asked: it is known by what it is about."""
    return Candidate(
        rule_id=item.rule_id,
        source=item.source,
        due_at=item.opened_at,
        about=item.about,
        agency=item.agency,
        record_id=item.record_id,
        about_id=item.about_id,
        opened_as=item.item_id,
    )


def _is_still_asked(session: ReaderSession, item: Item) -> bool:
    place = place_kept(item.sentence, key=need_key())
    return stands(session, item.record_id, [place]) and not _is_by_rule(session, item.record_id, item.sentence)


def _is_by_rule(session: ReaderSession, record_id: str, asked: Mapping[str, Any]) -> bool:
    """Whether a rule states the sign of this child and of now in the same row: then it opens what such a sign opens."""
    with session.open_current() as opened:
        marked = opened[1].signs.of_record(record_id=record_id, sight=THE_HOUSE) if opened else []
    return any(
        one["indicator"] == asked["sign"]
        and one["row_id"] == asked["row_id"]
        and one["rule_id"] != BY_PERSON
        and one["polarity"] == Polarity.AFFIRMED
        and one["time"] == Tense.CURRENT
        and one["experiencer"] == Experiencer.SUBJECT
        for one in marked
    )


def stands(session: ReaderSession, record_id: str, places: Sequence[SentencePlace]) -> bool:
    """Whether one of the sentences is in its record, as the house reads it."""
    with session.open_current() as opened:
        if opened is None:
            return False
        return bool(find_words_now(opened[1], record_id=record_id, places=places, sight=THE_HOUSE, key=need_key()))


def nth_asked(asked: str, times_closed: int) -> str:
    """The name of a question, anew where it was closed before anybody answered."""
    return f"{asked} {times_closed}" if times_closed else asked


def timed(at: str, nth: str, *, until: Stage = Stage.TEAM_MANAGER) -> dict[str, Any]:
    """What both questions have in common: the rule, and the straight line from `at`, due before the stage `until`."""
    return {
        **in_ordinary_time(at, nth),
        "urgent": True,
        "straight": True,
        "arrived_at": at,
        "deadline_at": straight_until(arrived_at=at, stage=until, calendar=calendar()),
    }


def in_ordinary_time(at: str, nth: str) -> dict[str, Any]:
    """The rule, and `at`, from when each stage has the time that its ladder gives to what is not urgent."""
    return {
        "rule_id": SENTENCE_QUESTION,
        "rule_version": read_escalation_rules()[SENTENCE_QUESTION].version,
        "due_at": at,
        "nth": nth,
    }


def first_person(mention_ids: Sequence[str], people: dict[str, str]) -> str:
    """The first of these whom a run knows; empty where it knows none."""
    return next((people[one] for one in mention_ids if one in people), "")
