"""Reads a conclusion with the reader's own rights, and whether Sightline still concludes it."""

from collections.abc import Callable, Iterable, Sequence

from sightline.casework.clocks.selectors import read_clock
from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputed_conclusions.models import ConclusionDisputeEntry
from sightline.casework.disputed_conclusions.pages import ConclusionKind, DisputableConclusion
from sightline.casework.networks.selectors.entity_page import read_group
from sightline.casework.patterns.selectors import read_recognised
from sightline.casework.unanswered.selectors import read_unanswered
from sightline.model.analysis_tables.connections import GROUP_RULE

# The word of the audit log for each, which is also where a snapshot keeps its ids.
AUDITED_AS = {
    ConclusionKind.PATTERN: "pattern",
    ConclusionKind.GROUP: "group",
    ConclusionKind.QUESTION: "unanswered",
    ConclusionKind.DEADLINE: "clock",
}


def need_conclusion(session: ReaderSession, *, kind: str, conclusion_id: str) -> DisputableConclusion:
    """The conclusion as the reader sees it; NotHere where it does not exist for them."""
    check_people(actor=session.actor)
    if kind not in set(ConclusionKind):
        raise NotHere
    chosen = ConclusionKind(kind)
    rule_id, records = READERS[chosen](session, conclusion_id)
    return DisputableConclusion(
        chosen,
        conclusion_id,
        rule_id,
        tuple(dict.fromkeys(one.record_id for one in records)),
        tuple(sorted({one.agency for one in records if one.agency})),
    )


def _pattern(session: ReaderSession, conclusion_id: str) -> tuple[str, Iterable[RecordBasis]]:
    line = read_recognised(session, instance_key=conclusion_id).line
    return line.pattern_id, line.rests_on


def _group(session: ReaderSession, conclusion_id: str) -> tuple[str, Iterable[RecordBasis]]:
    return GROUP_RULE, read_group(session, group_id=conclusion_id).rests_on


def _question(session: ReaderSession, conclusion_id: str) -> tuple[str, Iterable[RecordBasis]]:
    shown = read_unanswered(session, question_id=conclusion_id)
    return shown.line.rule_id, shown.rests_on


def _deadline(session: ReaderSession, conclusion_id: str) -> tuple[str, Iterable[RecordBasis]]:
    shown = read_clock(session, clock_id=conclusion_id)
    return shown.line.rule_id, shown.records


READERS: dict[ConclusionKind, Callable[[ReaderSession, str], tuple[str, Iterable[RecordBasis]]]] = {
    ConclusionKind.PATTERN: _pattern,
    ConclusionKind.GROUP: _group,
    ConclusionKind.QUESTION: _question,
    ConclusionKind.DEADLINE: _deadline,
}


def sum_versions(session: ReaderSession, *, record_ids: Sequence[str]) -> int:
    """The sum of the numbers of the newest versions of these records; more than before where one has a newer one."""
    house = session.as_house()
    with house.open_current() as opened:
        if opened is None:
            return 0
        held = opened[1].records(record_ids=record_ids, sight=house.sight)
        return sum(int(versions[0]["version"]) for versions in held.values())


def is_changed(session: ReaderSession, laid: ConclusionDisputeEntry, *, now_id: str) -> bool:
    """Whether Sightline no longer concludes it (by the id of now), or a record behind it has a newer version."""
    with session.open_current() as opened:
        if opened is None:
            return False
        if now_id not in opened[1].list_ids(kind=AUDITED_AS[ConclusionKind(laid.word)]):
            return True
    return sum_versions(session, record_ids=laid.record_ids) > laid.versions
