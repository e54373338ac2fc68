"""Reads what was recognised: about one person, and one instance with all that it rests on.

A pattern is shown to whoever may see every record of its basis and open everybody whom it is about. For all others it
does not exist, in no list and in no count.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.chronology.pages.same_events import ContactCount
from sightline.casework.chronology.selectors.chronology import every_entry
from sightline.casework.chronology.shared_events import count_events_of
from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.concerns.subjects import records_of
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_answers, check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.escalation.selectors import every_line_about
from sightline.casework.patterns.co_named_people import fold_beside
from sightline.casework.patterns.evidence import find_evidence
from sightline.casework.patterns.match_items import open_matches
from sightline.casework.patterns.open_questions import OpenQuestion, find_questions, read_new_answers
from sightline.casework.patterns.pages import (
    ADULT,
    CHILD,
    UNIDENTIFIED,
    UNKNOWN,
    AgencyAloneOn,
    AgencyAnswer,
    AwaitedAnswer,
    BesideChance,
    BothReadings,
    PatternPerson,
    RecognisedLine,
    RecognisedPage,
    WaitingPattern,
)
from sightline.casework.patterns.place_comparison import compare_places
from sightline.casework.patterns.responses import answers_about
from sightline.casework.people.descriptions import DescribedPerson, name_described, quote_words
from sightline.casework.people.names import show_name
from sightline.casework.people.pages.nodes import Node
from sightline.casework.people.selectors import may_open
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.rule_switches.selectors import answered_by_meeting, read_answered_by
from sightline.casework.subject_files.suppression import SetAside, set_aside
from sightline.escalation import State
from sightline.model.nouns import Agency
from sightline.model.rows.patterns import ServedRecognised
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day
from sightline.patterns import PLACE_RULE, read_patterns
from sightline.sharing import can_answer_same_person
from sightline.store.snapshot_reader import SnapshotReader

MUST, GROUP = "must", "group"
PEOPLE = (CHILD, ADULT, UNIDENTIFIED)


def list_recognised(session: ReaderSession, *, person_id: str) -> tuple[RecognisedLine, ...]:
    """What was recognised about one person: what must be answered first, then by its first day."""
    with audited(session, action="list_recognised") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        sight = session.sight
        with session.open_current() as opened:
            if opened is None or not may_open(opened[1], person_id, sight):
                return ()
            rows = opened[1].patterns.of_person(person_id=person_id, sight=sight)
            lines = lines_of(session, opened[1], rows, sight, beside=person_id)
        trail.add("pattern", [line.instance_key for line in lines])
        trail.add("person", [one.person_id for line in lines for one in line.people if one.person_id])
    return lines


def read_recognised(session: ReaderSession, *, instance_key: str) -> RecognisedPage:
    """One instance; NotHere where it is none of this reader's."""
    with audited(session, action="read_recognised") as trail:
        check_people(actor=session.actor)
        trail.add("pattern", [instance_key])
        sight = session.sight
        with session.open_current() as opened:
            row = opened[1].patterns.one(instance_key=instance_key, sight=sight) if opened else None
            row = None if row and row["class"] == "supervisor" else row  # it is on a list of its own
            lines = lines_of(session, opened[1], [row], sight) if opened and row else ()
            if opened is None or row is None or not lines:
                raise NotHere
            (line,) = lines
            aside = set_aside(session, store=opened[1])
            met_by = find_evidence(session, store=opened[1], row=row, records=line.rests_on, but=aside.hidden)
            beside = _beside(opened[1], line, sight, aside)
            rests = {row["entity_id"] or "": frozenset(one.record_id for one in line.rests_on)}
            as_at = date.fromisoformat(opened[0].manifest()["as_at"])
            events = _count_events(opened[1], line, sight, as_at)
            others = compare_places(opened[1], rests if row["pattern_id"] == PLACE_RULE else {}, sight, as_at=as_at)
        trail.add("person", [one.person_id for one in line.people if one.person_id])
        trail.add("record", [one.record_id for one in line.rests_on])
    asked = line.must and session.actor.reader.agency in read_answered_by(line.pattern_id)
    held = bool(posts_held(session, on=clock.today()))
    may = line.must and (asked or held)
    by_meeting = answered_by_meeting(line.pattern_id)
    return RecognisedPage(line, met_by, may, by_meeting, others.get(row["entity_id"] or ""), beside, as_at, events)


def _count_events(store: SnapshotReader, line: RecognisedLine, sight: RowFilter, as_at: date) -> ContactCount | None:
    if line.pattern_id not in {one.id for one in read_patterns(day=as_at) if one.counts_events}:
        return None
    people = [one.person_id for one in line.of(CHILD) if one.person_id]
    here = {row["record_id"] for one in people for row in every_entry(store, one, sight)}
    return count_events_of(store, {one.record_id for one in line.rests_on}, here=here, sight=sight)


def list_awaited_answers(session: ReaderSession, *, question_ids: Collection[str] = ()) -> dict[str, AwaitedAnswer]:
    """By its id: each possible match on which a pattern depends, as the reader may see both; of some ids alone."""
    with audited(session, action="list_awaited_answers") as trail:
        check_answers(actor=session.actor)
        sight = session.sight
        with session.open_current() as opened:
            if opened is None:
                return {}
            store = opened[1]
            rows = store.patterns.must_of_one_or_two(sight=sight)
            about = store.patterns.people_of(rows=rows)
            shown = [row for row in rows if all(may_open(store, one, sight) for one in about[row["instance_key"]])]
            asked = find_questions(store, shown, sight)
            answers = read_new_answers(store) if asked else {}
            actions = every_line_about(session, about_ids=list(asked))
            matches = open_matches(session) if asked else {}
        found: dict[str, AwaitedAnswer] = {}
        for row in shown:
            for one in asked.get(row["instance_key"], ()):
                if one.people in answers or (question_ids and one.question_id not in question_ids):
                    continue
                before = found.get(one.question_id) or AwaitedAnswer(one.question_id, (), matches.get(one.people))
                waiting = _make_waiting(row, one, actions.get(row["instance_key"], []))
                found[one.question_id] = replace(before, patterns=(*before.patterns, waiting))
        trail.add("question", list(found))
        trail.add("pattern", [one.instance_key for some in found.values() for one in some.patterns])
    return found


def _make_waiting(row: ServedRecognised, asked: OpenQuestion, actions: Sequence[ItemLine]) -> WaitingPattern:
    until = london_day(asked.waits_until) if asked.waits_until >= clock.now_at() else None
    still_open = tuple(one for one in actions if one.state != State.CLOSED)
    return WaitingPattern(row["instance_key"], row["pattern_id"], until, still_open)


def both_readings_of(session: ReaderSession, *, instance_key: str) -> BothReadings | None:
    """That an instance holds only if two of its people are two, with the question; for a page audited elsewhere."""
    sight = session.sight
    with session.open_current() as opened:
        row = opened[1].patterns.one(instance_key=instance_key, sight=sight) if opened else None
        return _read_both(session, opened[1], [row], sight).get(instance_key) if opened and row else None


def count_also_found(session: ReaderSession, *, pattern_id: str, until: date, person_ids: Collection[str]) -> int:
    """How often a pattern was true by a day of others than these people, as far as the reader may see."""
    with audited(session, action="count_also_found") as trail:
        check_people(actor=session.actor)
        trail.add("person", person_ids)
        sight = session.sight
        with session.open_current() as opened:
            if opened is None:
                return 0
            return count_others(opened[1], sight, pattern_id=pattern_id, until=until, person_ids=person_ids)


def count_others(
    store: SnapshotReader, sight: RowFilter, *, pattern_id: str, until: date, person_ids: Collection[str]
) -> int:
    """The same for a page that is audited by its own selector."""
    rows = store.patterns.of_rule(rule_id=pattern_id, until=until.isoformat(), sight=sight)
    about = list(store.patterns.people_of(rows=rows).values())
    others = (those for those in about if not set(person_ids).intersection(those))
    return sum(all(may_open(store, one, sight) for one in those) for those in others)


def lines_of(
    session: ReaderSession,
    store: SnapshotReader,
    rows: Sequence[ServedRecognised],
    sight: RowFilter,
    *,
    beside: str = "",
) -> tuple[RecognisedLine, ...]:
    """The lines of rows that `PatternsReader` showed, for a page that is audited by its own selector.

    Those about somebody whom the reader may not open are left out. `beside` is whose page it is. Who is set aside is
    counted and not named, but for what was recognised of themselves: that must be answered all the same.
    """
    hidden = set_aside(session, store=store).hidden
    people = store.patterns.people_of(rows=rows)
    shown = [row for row in rows if all(may_open(store, one, sight) for one in people[row["instance_key"]])]
    stand = {row["instance_key"]: _parts(store, row, people[row["instance_key"]]) for row in shown}
    every = sorted({one for parts in stand.values() for one in parts})
    names, described = _name_people(store, shown, stand, sight)
    basis = _basis(session, store, shown, sight)
    answers = answers_about(session, rows=[row for row in shown if row["class"] == MUST])
    asked = sorted(store.asked_pairs(person_ids=[one for one in every if one not in hidden], sight=sight))
    readings = _read_both(session, store, shown, sight)
    lines = [
        _make_recognised_line(
            row,
            _who(stand[row["instance_key"]], names, described, {beside, *(hidden - {row["entity_id"] or ""})}),
            len((hidden - {beside, row["entity_id"] or ""}).intersection(stand[row["instance_key"]])),
            basis[row["instance_key"]],
            answers.get(row["instance_key"], ()),
            names.get(row["entity_id"] or "", "") if row["entity_kind"] != ADULT else "",
            tuple((names[a], names[b]) for a, b in asked if {a, b} <= names.keys() & stand[row["instance_key"]].keys()),
        )
        for row in shown
    ]
    return tuple(replace(line, both_readings=readings.get(line.instance_key)) for line in lines)


def _name_people(
    store: SnapshotReader, rows: Sequence[ServedRecognised], stand: Mapping[str, Mapping[str, str]], sight: RowFilter
) -> tuple[dict[str, str], dict[str, DescribedPerson]]:
    """The names of everybody and everything that rows are about; and of those whom nobody names, what describes them.

    As visible records call it: the oldest naming of all may stand in one that this reader may not see.
    """
    every = sorted({one for parts in stand.values() for one in parts})
    things = [*every, *(row["entity_id"] for row in rows if row["entity_id"])]
    names = {one: show_name(name) for one, name in store.networks.names(ids=every, sight=sight).items()}
    names |= store.networks.things(ids=things, sight=sight)
    unidentified = _unidentified(rows, stand)
    described = name_described(store, unidentified, sight)
    quoted = {one: quote_words(names.get(one, "")) for one in unidentified}
    return names | quoted | {one: who.label for one, who in described.items()}, described


def _read_both(
    session: ReaderSession, store: SnapshotReader, rows: Sequence[ServedRecognised], sight: RowFilter
) -> dict[str, BothReadings]:
    """Of each that stands only if two of its people are two, and of whom that is asked: the question, and the wait."""
    asked = find_questions(store, rows, sight)
    answers = read_new_answers(store) if asked else {}
    may_answer = can_answer_same_person(reader=session.actor.reader)
    found = {}
    for key, questions in asked.items():
        still_open = [one for one in questions if one.people not in answers]
        if still_open:
            last = max(still_open, key=lambda one: one.waits_until)
            waits = last.waits_until >= clock.now_at()
            until = london_day(last.waits_until) if waits else None
            of_children = all(one.of_children for one in still_open)
            found[key] = BothReadings(last.question_id, until, may_answer, of_children, not last.waits_until)
    return found


def _unidentified(rows: Sequence[ServedRecognised], stand: Mapping[str, Mapping[str, str]]) -> set[str]:
    """The ids of those whom no record names, only words of a note."""
    about = {row["entity_id"] or "" for row in rows if row["entity_kind"] == UNIDENTIFIED}
    return about | {one for parts in stand.values() for one, part in parts.items() if part == UNIDENTIFIED}


def _parts(store: SnapshotReader, row: ServedRecognised, people: Sequence[str]) -> dict[str, str]:
    """As what each of those stands whom an instance is about: in a group as its member, else as the rule has them."""
    if row["group_id"]:
        members = {
            one["member_id"]: one["member_kind"]
            for one in store.networks.members(group={"group_id": row["group_id"], "view_no": row["view_no"]})
        }
        parts = {one: members.get(one, UNKNOWN) for one in people}
        return parts | {one: kind for one, kind in members.items() if kind in PEOPLE}
    of_adult = row["entity_kind"] == ADULT
    return {one: ADULT if of_adult and one == row["entity_id"] else CHILD for one in people}


def _who(
    parts: Mapping[str, str], names: Mapping[str, str], described: Mapping[str, DescribedPerson], but: Collection[str]
) -> tuple[PatternPerson, ...]:
    """All but some, by name; then those whom words describe alone, by their day.

    Somebody unidentified is no person of the records, and has no page as one.
    """
    days = {one: number for number, one in enumerate(described, start=1)}
    found = [(days.get(one, 0), one, part) for one, part in parts.items() if one not in but]
    return tuple(
        PatternPerson(
            part,
            "" if part == UNIDENTIFIED else one,
            names.get(one, ""),
            said=described[one].words if one in described else "",
        )
        for _day, one, part in sorted(found, key=lambda each: (each[0], names.get(each[1], "").casefold(), each[1]))
    )


def _beside(
    store: SnapshotReader, line: RecognisedLine, sight: RowFilter, aside: SetAside
) -> tuple[PatternPerson, ...]:
    """Who else stands on the records of an instance and is neither known as a child nor as an adult, each name once."""
    found = store.networks.beside(record_ids=[one.record_id for one in line.rests_on], sight=sight)
    shown = [Node(one.part, one.person_id, one.name) for one in line.people]
    return tuple(
        PatternPerson(UNIDENTIFIED if one.standing == UNIDENTIFIED else UNKNOWN, "", one.text)
        for one in fold_beside(aside.keep(found, "person_id"), shown)
    )


def _basis(
    session: ReaderSession, store: SnapshotReader, rows: Sequence[ServedRecognised], sight: RowFilter
) -> dict[str, tuple[RecordBasis, ...]]:
    """The records of each instance, the oldest first; each record is read once."""
    held: dict[str, set[str]] = {row["instance_key"]: set() for row in rows}
    for one in store.patterns.basis(rows=rows, sight=sight):
        held[one["instance_key"]].add(one["record_id"])
    every = records_of(session, record_ids=sorted({one for some in held.values() for one in some}))
    return {key: tuple(one for one in every if one.record_id in some) for key, some in held.items()}


def _make_recognised_line(
    row: ServedRecognised,
    people: tuple[PatternPerson, ...],
    aside: int,
    rests_on: tuple[RecordBasis, ...],
    answers: tuple[AgencyAnswer, ...],
    called: str,
    maybe_one: tuple[tuple[str, str], ...],
) -> RecognisedLine:
    alone = {agency: date.fromisoformat(day) for agency, day in json.loads(row["by_agency"]).items()}
    return RecognisedLine(
        instance_key=row["instance_key"],
        pattern_id=row["pattern_id"],
        must=row["class"] == MUST,
        first_true_on=date.fromisoformat(row["first_true_on"]),
        alone=tuple(AgencyAloneOn(agency, alone[agency]) for agency in map(str, Agency) if agency in alone),
        only_jointly=bool(row["only_jointly"]),
        unsure=bool(row["unsure"]),
        confirmed=bool(row["on_confirmed"]),
        provisional=bool(row["provisional"]),
        licensed=bool(row["licensed"]),
        chance=_chance(row),
        entity_kind=row["entity_kind"] or "",
        what=called,
        people=people,
        set_aside=aside,
        rests_on=rests_on,
        answers=answers,
        node_kind=GROUP if row["group_id"] else row["entity_kind"] or "",
        node_id=row["group_id"] or row["entity_id"] or "",
        maybe_one=maybe_one,
        read_on=date.fromisoformat(row["read_on"]) if row["read_on"] else None,
    )


def _chance(row: ServedRecognised) -> BesideChance | None:
    if row["occasions"] is None or row["expected_by_chance"] is None:
        return None
    return BesideChance(row["occasions"], row["expected_by_chance"], bool(row["beyond_chance"]))
