"""Why records are treated as about the person, which matches are possible, and what people answered about them."""

from collections import defaultdict
from collections.abc import Iterator

from sightline.casework.core.models import Decision
from sightline.casework.same_person.answer_history import ANSWERED, pair_of, read_answers
from sightline.casework.subject_access.writings import (
    AccessSubject,
    HeldWriting,
    Said,
    WritingSource,
    write_down,
)
from sightline.model.ids import make_id
from sightline.model.judgements import PairAnswer
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

REASONS, POSSIBLE = _("Why records are treated as about one person"), _("Possible match of two records")
REPLY, ASKED, AGREES = _("Answer about a possible match"), _("What Sightline asks"), _("What agrees")
BETWEEN = _("Records of %(agencies)s")
REPLIES = {
    PairAnswer.SAME: _("These are the same person"),
    PairAnswer.NOT_SAME: _("These are not the same person"),
    PairAnswer.CANNOT_TELL: _("Cannot tell"),
}


def find_matches(subject: AccessSubject) -> Iterator[HeldWriting]:
    """The reasons in one writing; each possible match and each answer in one of its own."""
    with subject.session.need_current() as (_snapshot, store):
        yield from _reasons(subject, store)
        yield from _possible(subject, store)
    given = (one for one in read_answers().given if one.kind == ANSWERED)  # of a concern it is in the concern
    for one in given:
        if subject.is_meant(pair_of(one)):
            yield from _as_reply(subject, one)


def _reasons(subject: AccessSubject, store: SnapshotReader) -> Iterator[HeldWriting]:
    """Of each two agencies one writing, so that neither is given what others' records say."""
    found: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for row in store.join_reasons(person_id=subject.person_id, sight=subject.session.sight):
        found[tuple(sorted({row["agency_a"], row["agency_b"]}))][row["reason"]] = None
    for pair, reasons in found.items():
        head = str(BETWEEN % {"agencies": ", ".join(one.replace("_", " ") for one in pair)})
        key, boxes = make_id("writing", "match reasons", subject.person_id, *pair), ((head, "\n".join(reasons)),)
        bodies = frozenset(subject.body_of(agency, "") for agency in pair)
        yield HeldWriting(key, str(REASONS), subject.session.served_from, bodies, (), boxes)


def _possible(subject: AccessSubject, store: SnapshotReader) -> Iterator[HeldWriting]:
    sight = subject.session.sight
    ids = store.questions_about(person_ids=[subject.person_id], sight=sight)
    for question_id in ids:
        question = store.question(question_id=question_id, sight=sight)
        sides = store.question_sides(question_ids=[question_id], sight=sight)
        if question is None:
            continue
        boxes = ((str(ASKED), question["says"]), (str(AGREES), question["agrees"]))
        records = tuple(sorted({row["record_id"] for row in sides}))
        since = min(versions[0]["received_at"] for versions in store.records(record_ids=records, sight=sight).values())
        yield HeldWriting(
            make_id("writing", "possible match", question_id),
            str(POSSIBLE),
            since,
            frozenset(subject.body_of(row["agency"], row["organisation"], layout=row["layout"]) for row in sides),
            records,
            tuple(box for box in boxes if box[1].strip()),
        )


def _as_reply(subject: AccessSubject, decision: Decision) -> Iterator[HeldWriting]:
    words = "\n".join(filter(None, (str(REPLIES[PairAnswer(decision.body["answer"])]), decision.why)))
    said = Said(decision.by, decision.at, str(REPLY), words)
    return write_down(subject, [said], label=str(REPLY), key=("answer", str(decision.sequence)))


SOURCE = WritingSource(find_matches)
