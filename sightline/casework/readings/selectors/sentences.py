"""Reads which sentences would complete a pattern about a child, where the reader sees all that it would rest on."""

import json
from collections.abc import Mapping, Sequence

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.notes.selectors.sentences import by_note
from sightline.casework.people.selectors import may_open, summarise
from sightline.casework.readings.answer_log import answered_hashes
from sightline.casework.readings.pages import ProposedPattern, ProposedPatterns, WorthChecking
from sightline.casework.readings.sentence_questions import place_of
from sightline.casework.readings.wrong_marks import read_all_answers
from sightline.casework.rule_switches.selectors import pattern_rules
from sightline.casework.word_index.word_hashes import need_key
from sightline.model.rows.sentences import ServedWorthChecking
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

ON_A_PAGE = 25
Answered = Mapping[tuple[str, str], set[str]]


def list_worth_checking(session: ReaderSession, *, person_id: str) -> tuple[WorthChecking, ...]:
    """What would complete a pattern, by day; without what somebody has answered about since."""
    with audited(session, action="list_worth_checking") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        with session.open_current() as opened:
            if opened is None or not may_open(opened[1], person_id, session.sight):
                return ()
            rows = opened[1].sentences.worth_checking(person_id=person_id, sight=session.sight)
            answered = answered_hashes(read_all_answers()) if rows else {}
            known = [row for row in rows if row["pattern_id"] in pattern_rules()]
            found = [_shown(opened[1], row, answered, session.sight) for row in known]
        listed = tuple({(one.pattern_id, one.notes): one for one in found if one}.values())
        trail.add("record", sorted({note.record_id for one in listed for note in one.notes}))
    return listed


def list_proposed(session: ReaderSession, *, after: int = 0) -> ProposedPatterns:
    """What would complete a pattern about any child of this reader, the latest first; the part behind a place."""
    with audited(session, action="list_proposed_patterns") as trail:
        check_people(actor=session.actor)
        with session.open_current() as opened:
            if opened is None:
                return ProposedPatterns((), 0)
            store, sight = opened[1], session.sight
            rows = store.sentences.proposed(sight=sight, after=after, size=ON_A_PAGE + 1)
            listed = _about_children(store, rows[:ON_A_PAGE], sight)
        trail.add("person", sorted({one.person_id for one in listed}))
        trail.add("record", sorted({note.record_id for one in listed for note in one.pattern.notes}))
    return ProposedPatterns(listed, after + ON_A_PAGE if len(rows) > ON_A_PAGE else 0)


def _about_children(
    store: SnapshotReader, rows: Sequence[ServedWorthChecking], sight: RowFilter
) -> tuple[ProposedPattern, ...]:
    """Each with the child's name, once; without those that somebody has answered about since."""
    answered = answered_hashes(read_all_answers()) if rows else {}
    known = [row for row in rows if row["pattern_id"] in pattern_rules() and may_open(store, row["person_id"], sight)]
    found = {
        (row["person_id"], shown.pattern_id, shown.notes): (row["person_id"], shown)
        for row in known
        if (shown := _shown(store, row, answered, sight))
    }
    names = {one.person_id: one.name for one in summarise(store, sorted({who for who, _ in found.values()}), sight)}
    return tuple(ProposedPattern(who, names[who], shown) for who, shown in found.values())


def _shown(
    store: SnapshotReader, row: ServedWorthChecking, answered: Answered, sight: RowFilter
) -> WorthChecking | None:
    """None where one of its sentences is not this reader's, or is answered."""
    mark_ids = json.loads(row["mark_ids"])
    sentences, key = store.sentences.marked(mark_ids=mark_ids, sight=sight), need_key()
    done = any(
        place_of(one, key=key).words_mark in answered.get((one["record_id"], one["indicator"]), set())
        for one in sentences
    )
    return None if done or len(sentences) < len(mark_ids) else WorthChecking(row["pattern_id"], by_note(sentences))
