"""People on every post of a ladder, a clock that can be set, and things that climb, made by hand."""

from typing import Any

from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, actor_for_account
from sightline.casework.core.models import Account
from sightline.casework.escalation.engine import CLOCK, Basis, Candidate
from sightline.casework.escalation.models import Step
from sightline.casework.posts.models import Post
from sightline.escalation import SHARED, Stage, read_ladder
from sightline.model.ids import make_id
from sightline.model.nouns import Role
from sightline.model.visibility import Visibility
from sightline.model.when import london_day

RULE = "suspicion_answered"
LADDER = "childrens_services"
ROLE_AT = {
    Stage.PRACTITIONER: Role.PRACTITIONER,
    Stage.TEAM_MANAGER: Role.MANAGER,
    Stage.HEAD_OF_SERVICE: Role.SENIOR_OFFICER,
    Stage.CHIEF_OFFICER: Role.SENIOR_OFFICER,
    Stage.LEAD_SAFEGUARDING_PARTNERS: Role.PARTNERSHIP_EXECUTIVE,
    Stage.CHAIR_AND_SCRUTINEER: Role.REVIEWER,
}


def person(username: str, role: Role, agency: str, organisation: str = "") -> Actor:
    """An account, and who acts with it."""
    account, _ = Account.objects.get_or_create(
        username=username, defaults={"role": role, "agency": agency, "organisation": organisation}
    )
    return actor_for_account(account)


def fill_ladder(ladder: str = LADDER, *, but: tuple[Stage, ...] = ()) -> dict[str, Actor]:
    """Somebody on each post of a ladder, by `stage`, or `stage seat` where there are several."""
    people = {}
    for rung in read_ladder(ladder).rungs:
        for seat in rung.seats:
            if rung.stage in but:
                continue
            name = rung.stage.value if len(rung.seats) == 1 else f"{rung.stage.value} {seat.id}"
            agency = "partnership" if rung.belongs_to == SHARED else ladder
            username = f"{agency}_{rung.stage}_{seat.id}"
            people[name] = person(
                username, ROLE_AT[rung.stage], agency if agency in ("police", "health", LADDER) else ""
            )
            Post.objects.get_or_create(
                ladder=rung.belongs_to, stage=rung.stage, seat=seat.id, organisation="",
                defaults={"holder_id": people[name].account_id},
            )  # fmt: skip
    return people


def thing(due_at: str, *, number: int = 1, **more: Any) -> Candidate:
    """Something that climbs by itself from a moment on, resting on one record of children's services."""
    record = make_id("record", str(number))
    seen = more.pop("seen", Visibility(LADDER, LADDER, "childrens_services_events", False))
    return Candidate(
        **{
            "rule_id": RULE, "source": CLOCK, "due_at": due_at, "about": "A suspicion that nobody has answered.",
            "agency": LADDER, "record_id": record, "mention_ids": (make_id("mention", str(number)),),
            "basis": (Basis(record, seen),), "about_id": make_id("clock", str(number)),
            "person_id": make_id("person", str(number)), "urgent": True, "always": True,
        } | more
    )  # fmt: skip


def steps_of(candidate: Candidate) -> list[tuple[str, str]]:
    """The steps that were worked: stage and true moment."""
    rows = Step.objects.filter(item__item_id=candidate.item_id).order_by("number")
    return [(row.stage, row.due_at) for row in rows]


def set_clock(monkeypatch: Any, moment: str) -> None:
    """From now on it is that moment."""
    monkeypatch.setattr(clock, "now_at", lambda: moment)
    monkeypatch.setattr(clock, "today", lambda: london_day(moment))
