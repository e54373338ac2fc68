"""The demo's teams, their standing tasks and who works with whom, as need to know asks for them.

They are there in every demo. Need to know itself is put in force where somebody asks for it: see `start`.
"""

from typing import TYPE_CHECKING, Final

from sightline.cli.demo.people import HOLDERS, STAGES, username_of
from sightline.model.calendar import add_months
from sightline.model.nouns import Role

if TYPE_CHECKING:
    from sightline.cli.demo.story import DemoStory
    from sightline.invented import Invented

GOVERNANCE: Final = Role.INFORMATION_GOVERNANCE.value
TEAM_OF: Final = {  # by agency: the name of the team of its first two posts
    "childrens_services": "Front door and assessment",
    "police": "Missing persons desk",
    "health": "Named nurses",
    "school": "Schools’ safeguarding team",
    "youth_service": "Detached youth work",
    "housing": "Tenancy support",
    "licensing": "Licensing officers",
}
ANALYSTS: Final = {"analyst": "police", "reviewer": "partnership"}  # who has the task of analysis, and of which agency
TASKS: Final = {"childrens_services": "front_door", "police": "missing_desk"}
WHY_TASK: Final = "Agreed by the executive of this invented partnership for one quarter."
WHY_WORKER: Final = "Allocated after the assessment, in this invented partnership."
WHY_START: Final = "The invented executive agreed to try it; each agency has named its teams."


def make_teams(story: "DemoStory", made: "Invented") -> None:
    """Name the teams, sign their tasks, and say who works with the child to open first and with those of the story."""
    from sightline.casework.access.services.teams import assign, keep_team, sign_task
    from sightline.casework.core import clock

    session, until_on = story.session(GOVERNANCE), add_months(clock.today(), 3)
    front_door = ""
    for agency, name in TEAM_OF.items():
        member, manager = (HOLDERS[agency][STAGES.index(stage)] for stage in ("practitioner", "team_manager"))
        team_id = keep_team(session, name=name, agency=agency, members=[member], managers=[manager])
        front_door = team_id if agency == "childrens_services" else front_door
        if agency in TASKS:
            sign_task(session, team_id=team_id, kind=TASKS[agency], until_on=until_on, why=WHY_TASK)
    for username, agency in ANALYSTS.items():
        team_id = keep_team(session, name=f"Analysis, {username}", agency=agency, members=[username], managers=[])
        sign_task(session, team_id=team_id, kind="analysis", until_on=until_on, why=WHY_TASK)
    for person_id in find_children(story, made):
        assign(session, person_id=person_id, team_id=front_door, why=WHY_WORKER)


def find_children(story: "DemoStory", made: "Invented") -> list[str]:
    """The child to open first, and the children of the story, as far as the data have them."""
    from sightline.casework.access.known_children import open_known
    from sightline.casework.people.pages.people import SearchTerms
    from sightline.casework.people.selectors import find_people

    session = story.session(GOVERNANCE)
    wanted = [SearchTerms(name=made.look_first.name)]
    wanted += [SearchTerms(name=one.name, birth_date=one.born) for one in story.children]
    found: dict[str, None] = {}
    for terms in wanted:
        people = find_people(session, terms=terms).people
        best = max(people, key=lambda person: person.entries, default=None)
        found |= {best.person_id: None} if best else {}
    with open_known(session) as known:
        return [child.person_id for child in known.children(list(found))]


def start(username: str = username_of(Role.INFORMATION_GOVERNANCE)) -> bool:
    """Put need to know in force from today; whether it was not before."""
    from sightline.casework.access.services.teams import start_need_to_know
    from sightline.casework.core import clock
    from sightline.casework.core.actor import actor_for_username
    from sightline.casework.core.session import ReaderSession
    from sightline.model.errors import Refused

    try:
        session = ReaderSession(actor_for_username(username))
        start_need_to_know(session, from_on=clock.today(), why=WHY_START)
    except Refused as refused:
        if refused.code != "in_force":
            raise
        return False
    return True
