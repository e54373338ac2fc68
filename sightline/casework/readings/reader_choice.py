"""Chooses who reads a sentence again after a no: another agency that may see the note, else a manager of its own.

Whoever reads a second time is another person than the first, and may see the note where anybody may.
"""

from dataclasses import dataclass

from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.models import Account
from sightline.casework.posts.services.posts import holders_at
from sightline.escalation import SENTENCE_QUESTION, Ladder, Stage, choose_ladder, read_escalation_rules, read_ladder
from sightline.model.nouns import Role
from sightline.model.visibility import Reader, Visibility
from sightline.sharing import can_see


@dataclass(frozen=True, slots=True)
class SecondReader:
    """The agency that is asked, and for its own note the stage and body; both empty for another agency."""

    agency: str
    begins: str = ""
    organisation: str = ""


def choose_second_reader(*, holder: str, first_reader: str, seen: Visibility) -> SecondReader:
    """Another agency where one may see the record; else the holder's first manager who may, and did not read it."""
    if agency := choose_second_agency(holder=holder, seen=seen):
        return SecondReader(agency)
    organisation = "" if seen.organisation == seen.agency else seen.organisation
    ladder = read_ladder(choose_ladder(agency=holder))
    above = [rung.stage for rung in ladder.rungs[1:]]
    may = (stage for stage in above if _reads_again(ladder, stage, organisation, first_reader, seen))
    return SecondReader(holder, next(may, above[0]).value, organisation)


def choose_second_agency(*, holder: str, seen: Visibility) -> str:
    """The first agency of the rule's list but the holder whose practitioners may see a record; empty if none may."""
    listed = read_escalation_rules()[SENTENCE_QUESTION].value_at("second_readers", clock.today())
    return next(
        (
            agency for agency in listed
            if agency != holder and can_see(reader=Reader("", Role.PRACTITIONER, agency), item=seen)
        ),
        "",
    )  # fmt: skip


def _reads_again(ladder: Ladder, stage: Stage, organisation: str, first_reader: str, seen: Visibility) -> bool:
    names = set(holders_at(ladder=ladder, stage=stage, organisation=organisation, on=clock.today())) - {first_reader}
    accounts = Account.objects.filter(username__in=names)
    return any(can_see(reader=actor_for_account(one).reader, item=seen) for one in accounts)
