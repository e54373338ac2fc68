"""What was over before Sightline first knew of it, and no record answers: counted by clock, and sampled to be triaged.

Nothing here climbs. A first load may bring thousands, and waking every chief officer for them would hide what is new.
So each agency looks at a sample a month, drawn by lot: which clocks are in it follows from their ids and the month
alone, nobody chooses them, and the sample stays the same as it is answered.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from sightline.casework.audit.trail import audited
from sightline.casework.backlog.conclusions import seen_conclusions
from sightline.casework.backlog.pages import Backlog, BacklogAsked, BacklogOfRule
from sightline.casework.clocks.escalates import labels
from sightline.casework.clocks.rows import rules_here
from sightline.casework.clocks.selectors import lines_of_clocks, with_people
from sightline.casework.core import clock
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import PATTERN, QUESTION
from sightline.casework.rule_switches.selectors import pattern_rules
from sightline.escalation import read_answer_rules
from sightline.model.rows.clocks import ServedClockId
from sightline.store.serve.clocks import ClocksWanted

MOST_ASKED = 100
AUDITED = {PATTERN: "pattern", QUESTION: "unanswered"}


def read_backlog(session: ReaderSession, *, agency: str) -> Backlog:
    """The backlog that an agency answers, of the clocks of which the account may see every record."""
    with audited(session, action="read_backlog") as trail:
        check_people(actor=session.actor)
        now, month = clock.now_at(), f"{clock.today():%Y-%m}"
        wanted = ClocksWanted(agency=agency, open_only=True, backlog_only=True)
        with session.open_current() as opened:
            if opened is None or not agency:
                return Backlog((), (), 0, agency, month, now)
            conclusions, sight = opened[1].conclusions, session.sight
            held = conclusions.clock_ids(wanted=wanted, sight=sight)
            chosen = sorted(held, key=lambda row: place_in_lot(month, row["clock_id"]))[: sample_size()]
            rows = [conclusions.clock(clock_id=row["clock_id"], sight=sight) for row in chosen]
        asked = list(islice(_asked(session, agency), MOST_ASKED + 1))
        lines = with_people(session, lines_of_clocks(session, [row for row in rows if row]))
        trail.details = {"agency": agency, "month": month}
        trail.add("clock", [line.clock_id for line in lines])
        trail.add("person", [line.person_id for line in lines if line.person_id])
        for source in (PATTERN, QUESTION):
            trail.add(AUDITED[source], [one.about_id for one in asked[:MOST_ASKED] if one.source == source])
        more = len(asked) > MOST_ASKED
        return Backlog(_by_rule(held), lines, len(held), agency, month, now, tuple(asked[:MOST_ASKED]), more)


def _asked(session: ReaderSession, agency: str) -> Iterator[BacklogAsked]:
    """Patterns and questions of backlog that the agency must answer, of those the reader may see the whole."""
    named = labels() | {rule_id: rule.label for rule_id, rule in pattern_rules().items()}
    for one in seen_conclusions(session, agency=agency):
        yield BacklogAsked(one.source, one.about_id, named.get(one.rule_id, one.rule_id), one.known_on)


def sample_size() -> int:
    """How many are drawn a month: a local value."""
    return read_answer_rules().value("backlog_sample_a_month", clock.today())


def place_in_lot(month: str, clock_id: str) -> str:
    """Where a clock stands in the line from which a month's sample (`2026-11`) is taken."""
    return hashlib.sha256(f"{month} {clock_id}".encode()).hexdigest()


def _by_rule(held: list[ServedClockId]) -> tuple[BacklogOfRule, ...]:
    """How many there are of each clock and since when, the most first."""
    due: dict[str, list[str]] = defaultdict(list)
    for row in held:
        due[row["rule_id"]].append(row["due_at"])
    rules = rules_here()
    counted = (
        BacklogOfRule(one, rules[one].rule.label if one in rules else one, len(those), min(those), max(those))
        for one, those in due.items()
    )
    return tuple(sorted(counted, key=lambda one: (-one.count, one.rule_id)))
