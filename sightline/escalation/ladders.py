"""Ladders as data: who in an agency must answer, stage after stage, and how long each stage has.

A ladder names posts, never people. Who holds a post is said in casework; the two highest stages are the partnership's
and end every ladder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sightline.escalation.states import Stage, Urgency
from sightline.model.calendar import Unit
from sightline.model.errors import OurFault
from sightline.model.nouns import Agency
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml, read_toml_folder
from sightline.rulebook.rules import read_rule

FOLDER = ("england", "escalation")
SHARED = Agency.PARTNERSHIP.value
LADO, PROFESSIONAL_STANDARDS = "lado", "professional_standards"
CONDUCT = (LADO, PROFESSIONAL_STANDARDS)
ADULT_SAFEGUARDING = "adult_safeguarding"  # told beside a ladder, of whoever has turned 18
HOLDER = "holder"


@dataclass(frozen=True, slots=True)
class Seat:
    """One post at a stage: its id within the stage, and what it is called."""

    id: str
    post: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One stage of a ladder. `belongs_to` is the ladder whose post holders answer here."""

    stage: Stage
    belongs_to: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs in order, and the limit of each by urgency."""

    id: str
    rule: Rule
    limits: Rule
    rungs: tuple[Rung, ...]

    @property
    def first(self) -> Stage:
        """Where an item begins."""
        return self.rungs[0].stage

    @property
    def top(self) -> Stage:
        """Where no more climbing is possible."""
        return self.rungs[-1].stage

    def rung(self, stage: Stage) -> Rung:
        """The rung of a stage; OurFault where the ladder has none."""
        for rung in self.rungs:
            if rung.stage is stage:
                return rung
        raise OurFault(f"The ladder '{self.id}' has no stage '{stage}'.", code="no_rung")

    def next_after(self, stage: Stage) -> Stage:
        """The next stage up; the top after the top."""
        return next((rung.stage for rung in self.rungs if rung.stage.rank > stage.rank), self.top)

    def beginning_at(self, stage: Stage) -> "Ladder":
        """The same without the rungs below a stage: for what those below have had their time for."""
        return replace(self, rungs=tuple(rung for rung in self.rungs if rung.stage.rank >= stage.rank))

    def limit(self, stage: Stage, urgency: Urgency, day: date) -> tuple[int, Unit]:
        """How long a stage has, for an item opened on that day: the ladder's own value, else the common one."""
        name = f"{stage} {urgency}"
        value = self.rule.value_at(name, day) or self.limits.value_at(name, day)
        if value is None:
            raise OurFault(f"No limit for '{name}' on {day}.", code="no_limit", where=f"ladder {self.id}")
        return int(value["amount"]), Unit(value["unit"])


@cache
def read_ladders() -> dict[str, Ladder]:
    """Every ladder, by id; OurFault where one is not whole."""
    tables = read_toml_folder(*FOLDER, "ladders")
    limits = read_rule(read_toml(*FOLDER, "limits.toml"), where="/".join((*FOLDER, "limits")))
    shared = tuple(_read_rung(SHARED, rung) for rung in tables[SHARED]["rungs"] if rung.get("shared"))
    return {name: _read_ladder(name, table, limits, shared) for name, table in tables.items()}


def read_ladder(ladder_id: str) -> Ladder:
    """The ladder of that id; OurFault where there is none."""
    try:
        return read_ladders()[ladder_id]
    except KeyError:
        raise OurFault(f"There is no ladder '{ladder_id}'.", code="no_ladder") from None


def choose_ladder(*, agency: str, about_professional: bool = False, about_agency: str = "") -> str:
    """The ladder of an item: the answering agency's, or, where it is about a professional, none of their own line."""
    if about_professional:
        return PROFESSIONAL_STANDARDS if about_agency == Agency.POLICE else LADO
    return agency if agency in read_ladders() else SHARED


def _read_ladder(name: str, table: Mapping[str, Any], limits: Rule, shared: tuple[Rung, ...]) -> Ladder:
    where = "/".join((*FOLDER, "ladders", name))
    own = tuple(_read_rung(name, rung) for rung in table["rungs"] if not rung.get("shared"))
    rungs = (*own, *shared)
    ranks = [rung.stage.rank for rung in rungs]
    if table["id"] != name or ranks != sorted(set(ranks)):
        raise OurFault("The ladder's id or the order of its stages is wrong.", code="bad_rule", where=where)
    return Ladder(name, read_rule(dict(table), where=where), limits, rungs)


def _read_rung(ladder: str, table: Mapping[str, Any]) -> Rung:
    seats = table.get("seats") or [{"id": HOLDER, "post": table["post"]}]
    return Rung(Stage(table["stage"]), ladder, tuple(Seat(seat["id"], seat["post"]) for seat in seats))
