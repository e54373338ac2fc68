"""The lawful measures as rules: what each is, on which law it rests, who may use it, for what, and how long it runs.

Sightline advises nobody in law. A measure that nobody here has read in the law itself says so on screen, and the list
tells what to ask a lawyer about, not what may be done.
"""

from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from sightline.casework.subject_files.kinds import Kind
from sightline.casework.subject_files.pages.measures import CHILD, DisruptionMeasure
from sightline.model.calendar import Unit
from sightline.model.nouns import Agency
from sightline.model.rules import RuleStatus
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import WrittenRule, read_named
from sightline.rulebook.schema import Positive, Text, Written, must_be_known

FOLDER = ("england", "disruption")
FOR = (*Kind, CHILD)


class WrittenLongest(Written, frozen=True, kw_only=True):
    """The longest that a measure may run."""

    amount: Positive
    unit: Unit


class WrittenMeasure(WrittenRule, frozen=True, kw_only=True):
    """A measure as its file writes it; `DisruptionMeasure` says what each key means."""

    basis: Text
    who: Text
    used_by: Annotated[tuple[Agency, ...], msgspec.Meta(min_length=1)]
    kinds: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    grade: Literal["verified", "secondary", "unverified"]
    ask: str = ""
    most: WrittenLongest | None = None

    def __post_init__(self) -> None:
        """Refuse a measure that is called law and was not read there."""
        super().__post_init__()
        must_be_known(self.kinds, FOR, what="kinds")
        if self.status is RuleStatus.STATUTORY and self.grade != "verified":
            raise ValueError("it is statutory, and its grade is not 'verified'")


@cache
def read_measures() -> dict[str, DisruptionMeasure]:
    """The measures, by id; OurFault where one is not whole."""
    return {name: _read_disruption_measure(name, table) for name, table in read_toml_folder(*FOLDER).items()}


def _read_disruption_measure(name: str, table: dict[str, Any]) -> DisruptionMeasure:
    said, rule = read_named(WrittenMeasure, table, name=name, folder=FOLDER)
    return DisruptionMeasure(
        rule=rule,
        basis=said.basis,
        used_by=said.used_by,
        who=said.who,
        kinds=said.kinds,
        grade=said.grade,
        ask=said.ask,
        most=(said.most.amount, said.most.unit) if said.most else None,
    )
