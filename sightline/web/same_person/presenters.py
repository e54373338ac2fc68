"""Two people side by side, for whoever must say whether they are one: what each agency says, under the same headings.

Nothing here says what agrees. Whoever answers looks first; what the comparison found is shown afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sightline.casework.people.pages.people import AgencyView, IdentityStatement
from sightline.casework.same_person.pages.questions import QuestionSide

SHOWN = (
    "name", "other name", "birth date", "birth date as written", "sex", "address", "NHS number", "UPN", "own number",
    "phone", "named as",
)  # fmt: skip
ALWAYS = ("name", "birth date", "sex", "address")


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """One value, who says it, and a record that does."""

    said: IdentityStatement = field(repr=False)
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One heading with what is said on either side."""

    what: str
    a: tuple[ComparedValue, ...]
    b: tuple[ComparedValue, ...]


def lay_out(sides: tuple[QuestionSide, QuestionSide]) -> tuple[ComparisonRow, ...]:
    """One line a heading; one of which neither side says anything is left out, unless it is always looked for."""
    a, b = (gather(side.views) for side in sides)
    return tuple(
        ComparisonRow(what, a.get(what, ()), b.get(what, ()))
        for what in SHOWN
        if what in a or what in b or what in ALWAYS
    )


def gather(views: Iterable[AgencyView]) -> dict[str, tuple[ComparedValue, ...]]:
    """For each heading its values, the one that most records give first, each with the agencies that say it."""
    found: dict[str, dict[str, list[tuple[str, IdentityStatement]]]] = {}
    for view in views:
        for said in view.said:
            found.setdefault(said.what, {}).setdefault(said.value, []).append((view.agency, said))
    return {what: _most_first(values) for what, values in found.items()}


def _most_first(values: dict[str, list[tuple[str, IdentityStatement]]]) -> tuple[ComparedValue, ...]:
    ordered = sorted(values.items(), key=lambda item: (-sum(said.records for _, said in item[1]), item[0]))
    return tuple(ComparedValue(said[0][1], tuple(sorted({agency for agency, _ in said}))) for _, said in ordered)
