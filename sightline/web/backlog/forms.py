"""The forms of go-live days and backlog: the day of an agency and layout, and who owns an agency's backlog."""

from typing import Any, ClassVar

from sightline.casework.backlog.pages import GoLivePage
from sightline.web.core.fields import MOST_NAME, WhyField, day_boxes, dropdown, text_box, tick
from sightline.web.core.forms import PostedForm
from sightline.web.core.words import AGENCIES, layout_in_words


class GoLiveForm(PostedForm):
    """Which agency and layout, the day_boxes, and why."""

    what = dropdown("Which agency and layout?", empty="Choose the agency and layout")
    day = day_boxes(
        "Go-live day", "For example, 27 3 2027. What was recorded before it is backlog.", empty="Enter the go-live day"
    )
    despite_uncovered = tick(
        "Go live even if the rota does not cover every hour",
        "Police and children’s services must cover every hour. Say below who is told in those hours.",
    )
    why = WhyField(label="Why this day?", help_text="For example, daily files began on Monday. Say who decided.")

    said_at: ClassVar = {"hours_not_covered": ("despite_uncovered",), "no_agency": ("what",), "no_layout": ("what",)}

    def __init__(self, *arguments: Any, shown: GoLivePage, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices: list[Any] = [("", "Choose one")]
        for agency, layouts in shown.layouts:
            every = (f"{agency} ", f"{AGENCIES[agency]}: every layout")
            choices.append((AGENCIES[agency], [every, *((f"{agency} {one}", layout_in_words(one)) for one in layouts)]))
        self.offer("what", choices)


class BacklogForm(PostedForm):
    """Whose an agency's backlog is, and by which day it is finished."""

    agency = dropdown("Whose backlog?", [("", "Choose one"), *AGENCIES.items()], empty="Choose the agency")
    owner = text_box("Who owns it?", "The account’s name", empty="Enter the account’s name", most=MOST_NAME)
    finish_on = day_boxes(
        "Finish by", "For example, 27 3 2027. What is left after that day is escalated.", empty="Enter the last day"
    )
    why = WhyField(label="Why?", help_text="Say who decided, and how it will be done.")

    said_at: ClassVar = {"bad_day": ("finish_on",)}
    said_else = "owner"
