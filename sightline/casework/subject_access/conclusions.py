"""What Sightline concluded of a person from a controller's records. A request reaches it too.

Conclusions are patterns, deadlines, groups that the person is in, and questions that no record answers.

A conclusion has every body as its controller on whose records it rests. Each decides for itself what a person is given.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from sightline.casework.core.session import ReaderSession
from sightline.casework.people.pages.nodes import call_group
from sightline.casework.rule_switches.selectors import pattern_rules
from sightline.casework.same_person.selectors.possible_matches import matches_among
from sightline.casework.subject_access.controllers import Controller
from sightline.curiosity.kept_sentences import read_back
from sightline.model.agency_names import name_agency
from sightline.rulebook.rules import load_rules
from sightline.store.serve.clocks import ClocksWanted
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

MOST = 1_000
SAYS, GROUP, QUESTION = _("What it says"), _("A group around children"), _("A question that no record answers")
CONCLUDED, RESTS_ON, CONTROLLERS = _("What Sightline concluded"), _("Records that it is based on"), _("Controllers")


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A conclusion about a person: since when it holds, and how many records of each agency it is based on.

    `is_own`: it is based on a record of the body that is asked. `says` is what it says beside its label.
    """

    conclusion_id: str
    label: str
    since: str
    records: Counter[str]
    is_own: bool
    says: str = field(default="", repr=False)

    def boxes(self) -> tuple[tuple[str, str], ...]:
        """What it says, as boxes that are tested and left out like those of a record."""
        agencies = sorted(name_agency(agency) for agency in self.records)
        rests_on = str(sum(self.records.values()))
        said = (
            (CONCLUDED, self.label),
            (SAYS, self.says),
            (RESTS_ON, rests_on),
            (CONTROLLERS, ", ".join(agencies)),
        )
        return tuple((str(heading), text) for heading, text in said if text)


def find_conclusions(session: ReaderSession, *, person_id: str, controller: Controller) -> tuple[Conclusion, ...]:
    """Those about the person that rest on a record of the controller, the oldest first."""
    with session.need_current() as (_, store):
        every = [one for find in FINDERS for one in find(session, store, person_id, controller)]
    own = [one for one in every if one.is_own]
    return tuple(sorted(own, key=lambda one: (one.since, one.conclusion_id)))


def _patterns(
    session: ReaderSession, store: SnapshotReader, person_id: str, controller: Controller
) -> Iterator[Conclusion]:
    """Those about a child, and those about an adult beside children."""
    sight = session.sight
    rows = store.patterns.of_person(person_id=person_id, sight=sight)
    rows += store.patterns.about(ids=[person_id], sight=sight)
    basis = store.patterns.basis(rows=rows, sight=session.sight)
    for row in rows:
        key = (row["instance_key"], row["view_no"])
        under = [one for one in basis if (one["instance_key"], one["view_no"]) == key]
        records, is_own = Counter(one["agency"] for one in under), any(controller.provided(one) for one in under)
        yield Conclusion(row["instance_key"], _labels()[row["pattern_id"]], row["first_true_on"], records, is_own)


def _clocks(
    session: ReaderSession, store: SnapshotReader, person_id: str, controller: Controller
) -> Iterator[Conclusion]:
    wanted = ClocksWanted(person_id=person_id)
    rows = store.conclusions.clocks(wanted=wanted, sight=session.sight, size=MOST)
    basis = store.conclusions.basis(clock_ids=[row["clock_id"] for row in rows], sight=session.sight)
    for row in rows:
        under = [one for one in basis if one["conclusion_id"] == row["clock_id"]]
        records, is_own = Counter(one["agency"] for one in under), any(controller.provided(one) for one in under)
        yield Conclusion(row["clock_id"], _labels()[row["rule_id"]], row["started_at"], records, is_own)


def _groups(
    session: ReaderSession, store: SnapshotReader, person_id: str, controller: Controller
) -> Iterator[Conclusion]:
    for row in store.networks.groups(sight=session.sight):
        kinds = {one["member_id"]: one["member_kind"] for one in store.networks.members(group=row)}
        if person_id in kinds:
            under = store.networks.basis(group=row)
            records, is_own = Counter(one["agency"] for one in under), any(controller.provided(one) for one in under)
            called = str(call_group(kinds, matches_among(store, kinds, session.sight)))
            yield Conclusion(row["group_id"], str(GROUP), row["first_true_on"], records, is_own, called)


def _questions(
    session: ReaderSession, store: SnapshotReader, person_id: str, controller: Controller
) -> Iterator[Conclusion]:
    rows = store.unanswered.of_person(person_id=person_id, sight=session.sight)
    basis = store.unanswered.basis(question_ids=[row["question_id"] for row in rows], sight=session.sight)
    for row in rows:
        under = [one for one in basis if one["conclusion_id"] == row["question_id"]]
        records, is_own = Counter(one["agency"] for one in under), any(controller.provided(one) for one in under)
        asks = str(read_back(row["asks"], rule_id=row["rule_id"]))
        yield Conclusion(row["question_id"], str(QUESTION), row["raised_on"], records, is_own, asks)


FINDERS = (_patterns, _clocks, _groups, _questions)


@cache
def _labels() -> dict[str, str]:
    """What each rule of patterns and deadlines is called."""
    patterns = {rule_id: rule.label for rule_id, rule in pattern_rules().items()}
    return patterns | {rule.id: rule.label for rule in load_rules("england", "timescales")}
