"""The forms of access: a purpose, a reason, a number, who works with a child, teams, tasks and reviews."""

from typing import Any, ClassVar

from sightline.casework.access.pages.access import AccessPage, AssignedPage
from sightline.casework.access.pages.entry_kinds import EVERY_PURPOSE, OUTCOMES, PURPOSES, TASKS
from sightline.casework.access.rights import purposes_for
from sightline.casework.core.actor import Actor
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_one_of
from sightline.web.core.dates import AnyDate
from sightline.web.core.fields import MOST_NAME, WhyField, day_boxes, dropdown, radios, story, text_box, tick
from sightline.web.core.forms import AskedForm, PostedForm
from sightline.web.core.words import AGENCIES

OWN_PAGE = ("not_for_role", "in_force", "reviewed_before", "own_look")


class PurposeAsked(AskedForm):
    """What the reader needs to know for, as chosen beside the results of a search."""

    purpose = asked_one_of([str(one) for one in PURPOSES])


class NeedForm(PostedForm):
    """Why somebody needs to see a child's records."""

    purpose = radios(
        _("What do you need the records for?"), EVERY_PURPOSE.items(), empty=_("Choose what you need them for")
    )
    why = WhyField(
        label=_("Why do you need to see this child’s records?"),
        help_text=_("For example, she is at our front desk now and says that she cannot go home."),
    )

    said_at: ClassVar = {"no_purpose": ("purpose",), "asked_before": ("why",)}

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("purpose", purposes_for(actor=actor).items())


class NumberForm(PostedForm):
    """The number of a contact, referral or report in the team's own case system."""

    number = text_box(
        _("Contact, referral or report number"),
        _("From your own case system, for example C-2026-0142."),
        empty=_("Enter the number"),
        most=60,
    )

    said_at: ClassVar = {"asked_before": ("number",)}


class WorkerForm(PostedForm):
    """Who works with a child: an account or a team, until a day or without one."""

    username = text_box(_("User name"), _("Leave this empty to assign a team."), most=MOST_NAME)
    team = dropdown(_("Team"))
    until_on = day_boxes(_("Last day"), _("Leave this empty if you do not know it."))
    why = WhyField(
        label=_("Why do they work with this child?"),
        help_text=_("For example, allocated on Monday after the assessment."),
    )

    said_at: ClassVar = {"no_day": ("until_on",), "no_who": ("username",), "no_account": ("username",)}
    said_else: ClassVar = "username"
    own_page: ClassVar = ("not_for_role",)

    def __init__(self, *arguments: Any, shown: AssignedPage, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("team", [("", _("No team")), *shown.teams])


class EndAccessForm(PostedForm):
    """Why something ends."""

    why = WhyField(label=_("Why does it end?"), help_text=_("Who decided, and what changed."))


class LetIntoTaskForm(PostedForm):
    """Why new members of a team take part in its task."""

    why = WhyField(label=_("Why do they need the task?"), help_text=_("Who agreed it, and what they do in the team."))


class CaseNameForm(PostedForm):
    """By which name or number the case system of an account's own body knows it."""

    username = text_box(_("User name"), empty=_("Enter the user name"), most=MOST_NAME)
    name = text_box(
        _("Name or number in the case system"),
        _("As the extracts write it in the column of the allocated worker. A number is safer than a name."),
        empty=_("Enter the name or number"),
        most=MOST_NAME,
    )
    why = WhyField(
        label=_("How do you know that this is the same person?"),
        help_text=_("For example, the team’s manager checked their number in the case system."),
    )

    said_at: ClassVar = {"no_account": ("username",), "not_own_body": ("username",), "no_name": ("name",)}
    own_page: ClassVar = ("not_for_role",)


class StartForm(PostedForm):
    """From which day need to know is in force."""

    from_on = day_boxes(_("First day"), empty=_("Enter the first day"))
    why = WhyField(
        label=_("Who agreed this, and what is ready?"),
        help_text=_("For example, the board agreed on 3 March, and every team and task is entered."),
    )

    said_at: ClassVar = {"no_day": ("from_on",)}
    own_page: ClassVar = OWN_PAGE


class TeamForm(PostedForm):
    """Who is in a team, and who manages them."""

    name = text_box(_("Team name"), empty=_("Enter the team’s name"))
    agency = dropdown(_("Agency"), [("", _("Choose one")), *AGENCIES.items()], empty=_("Choose an agency"))
    members = story(_("Members"), _("User names, one a line."))
    managers = story(
        _("Managers"), _("User names, one a line. They open every child that a member is assigned to."), rows=2
    )

    responsible_for = story(
        _("Organisations, units and areas it answers for"),
        _("One a line, for example Elm School. Leave this empty if it answers for the whole agency."),
        rows=3,
    )

    said_at: ClassVar = {"no_name": ("name",), "no_agency": ("agency",), "own_team": ("members",)}
    own_page: ClassVar = ("not_for_role",)

    def team(self) -> dict[str, Any]:
        """What it says."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "agency": said["agency"],
            "members": said["members"].splitlines(),
            "managers": said["managers"].splitlines(),
            "responsible_for": said["responsible_for"].splitlines(),
        }


class TeamChangeForm(TeamForm):
    """The same of a team that there is. Whoever changes it can answer for every member."""

    confirmed = tick(
        _("I have checked every member and manager"),
        _(
            "Tick this if another manager added people to the team. "
            "Their manager can then open the children these people work with, and review their reasons."
        ),
    )

    def team(self) -> dict[str, Any]:
        """What it says."""
        return {**super().team(), "confirmed": self.cleaned_data["confirmed"]}


class TaskForm(PostedForm):
    """A standing task of a team, until a day."""

    team = dropdown(_("Team"), empty=_("Choose a team"))
    kind = radios(_("Task"), TASKS.items(), empty=_("Choose a task"))
    until_on: AnyDate = day_boxes(_("Last day"), _("At most three months from today."), empty=_("Enter the last day"))
    why = WhyField(label=_("Why does this team have the task?"), help_text=_("Who agreed it, and what it is for."))

    said_at: ClassVar = {"no_day": ("until_on",), "no_task": ("kind",)}
    own_page: ClassVar = ("not_for_role",)

    def __init__(self, *arguments: Any, shown: AccessPage, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("team", [("", _("Choose one")), *((team.team_id, team.name) for team in shown.teams)])


class ReasonReviewForm(PostedForm):
    """Whether a reason was enough."""

    outcome = radios(_("Is the reason enough?"), OUTCOMES.items(), empty=_("Choose an answer"))
    why = WhyField(label=_("Why?"), help_text=_("What you asked the person, and what they said."))

    said_at: ClassVar = {"no_outcome": ("outcome",)}
    own_page: ClassVar = OWN_PAGE
