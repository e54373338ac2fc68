"""The forms of go-live days and backlog: the day of an agency and layout, and who owns an agency's backlog."""

from typing import Any, ClassVar

from django.utils.translation import gettext

from sightline.casework.backlog.pages import GoLivePage
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, WhyField, day_boxes, dropdown, text_box, tick
from sightline.web.core.forms import PostedForm
from sightline.web.core.words import AGENCIES, layout_in_words


class GoLiveForm(PostedForm):
    """Which agency and layout, the day_boxes, and why."""

    what = dropdown(_("Which agency and file type?"), empty=_("Choose the agency and file type"))
    day = day_boxes(
        _("Go-live day"),
        _("For example, 27 3 2027. What was recorded before it is backlog."),
        empty=_("Enter the go-live day"),
    )
    despite_uncovered = tick(
        _("Go live even if the rota does not cover every hour"),
        _("Police and children’s services must cover every hour. Say below who will be told in those hours."),
    )
    why = WhyField(label=_("Why this day?"), help_text=_("For example, daily files began on Monday. Say who decided."))

    said_at: ClassVar = {"hours_not_covered": ("despite_uncovered",), "no_agency": ("what",), "no_layout": ("what",)}

    def __init__(self, *arguments: Any, shown: GoLivePage, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices: list[Any] = [("", _("Choose one"))]
        for agency, layouts in shown.layouts:
            every = (f"{agency} ", gettext("%(agencies)s: every file type") % {"agencies": AGENCIES[agency]})
            choices.append((AGENCIES[agency], [every, *((f"{agency} {one}", layout_in_words(one)) for one in layouts)]))
        self.offer("what", choices)


class BacklogForm(PostedForm):
    """Whose an agency's backlog is, and by which day it is finished."""

    agency = dropdown(_("Whose backlog?"), [("", _("Choose one")), *AGENCIES.items()], empty=_("Choose the agency"))
    owner = text_box(_("Who owns it?"), _("Their user name"), empty=_("Enter the user name"), most=MOST_NAME)
    finish_on = day_boxes(
        _("Finish by"),
        _("For example, 27 3 2027. Work left after that day escalates."),
        empty=_("Enter the last day"),
    )
    why = WhyField(label=_("Why?"), help_text=_("Say who decided, and how it will be done."))

    said_at: ClassVar = {"bad_day": ("finish_on",)}
    said_else = "owner"
