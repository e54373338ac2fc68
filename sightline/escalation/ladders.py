"""Ladders as data: who in an agency must answer, stage after stage, and how long each stage has.

A ladder names posts, never people. Who holds a post is said in casework; the two highest stages are the partnership's
and end every ladder.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sightline.escalation.states import Stage, Urgency
from sightline.model.calendar import Unit
from sightline.model.errors import OurFault
from sightline.model.nouns import Agency
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml, read_toml_folder
from sightline.rulebook.rules import WrittenRule, read_named, read_rule
from sightline.rulebook.schema import Text, Written, bad_rule

FOLDER = ("england", "escalation")
LADDERS = "ladders"
SHARED = Agency.PARTNERSHIP.value
LADO, PROFESSIONAL_STANDARDS = "lado", "professional_standards"
CONDUCT = (LADO, PROFESSIONAL_STANDARDS)
ADULT_SAFEGUARDING = "adult_safeguarding"  # told beside a ladder, of whoever has turned 18
INFORMATION_GOVERNANCE = "information_governance"  # answers for what is about the use of data
HOLDER = "holder"


class Seat(Written, frozen=True, kw_only=False):
    """One post at a stage: its id within the stage, and what it is called."""

    id: Text
    post: Text


class WrittenRung(Written, frozen=True):
    """A stage as a ladder's file writes it: one post, or several seats. The `shared` end every ladder."""

    stage: Stage
    post: str = ""
    seats: tuple[Seat, ...] = ()
    shared: bool = False

    def __post_init__(self) -> None:
        """Refuse a stage at which nobody, or both a post and seats, would answer."""
        if bool(self.post) == bool(self.seats):
            raise ValueError("it needs the name of a role, or 'seats'")


class WrittenLadder(WrittenRule, frozen=True):
    """A ladder as its file writes it."""

    rungs: tuple[WrittenRung, ...]


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
        raise OurFault(f"Nobody answers at the stage '{stage}' of '{self.id}'.", code="no_rung")

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
            raise OurFault(f"No limit for '{name}' on {day}.", code="no_limit", where=self.id)
        return int(value["amount"]), Unit(value["unit"])


@cache
def read_ladders() -> dict[str, Ladder]:
    """Every ladder, by id; OurFault where one is not whole."""
    limits = read_rule(read_toml(*FOLDER, "limits.toml"), where="/".join((*FOLDER, "limits")))
    folder = (*FOLDER, LADDERS)
    written = {
        name: read_named(WrittenLadder, table, name=name, folder=folder)
        for name, table in read_toml_folder(*folder).items()
    }
    shared = tuple(_make_rung(SHARED, rung) for rung in written[SHARED][0].rungs if rung.shared)
    return {name: _make_ladder(said, rule, limits, shared) for name, (said, rule) in written.items()}


def read_ladder(ladder_id: str) -> Ladder:
    """The ladder of that id; OurFault where there is none."""
    try:
        return read_ladders()[ladder_id]
    except KeyError:
        raise OurFault(f"No file says who answers in turn for '{ladder_id}'.", code="no_ladder") from None


def choose_ladder(*, agency: str, about_professional: bool = False, about_agency: str = "") -> str:
    """The ladder of an item: the answering agency's, or, where it is about a professional, none of their own line."""
    if about_professional:
        return PROFESSIONAL_STANDARDS if about_agency == Agency.POLICE else LADO
    return agency if agency in read_ladders() else SHARED


def _make_ladder(said: WrittenLadder, rule: Rule, limits: Rule, shared: tuple[Rung, ...]) -> Ladder:
    rungs = (*(_make_rung(said.id, rung) for rung in said.rungs if not rung.shared), *shared)
    ranks = [rung.stage.rank for rung in rungs]
    if ranks != sorted(set(ranks)):
        raise bad_rule("its stages are not in their order", "/".join((*FOLDER, LADDERS, said.id)))
    return Ladder(said.id, rule, limits, rungs)


def _make_rung(ladder: str, said: WrittenRung) -> Rung:
    return Rung(said.stage, ladder, said.seats or (Seat(HOLDER, said.post),))
