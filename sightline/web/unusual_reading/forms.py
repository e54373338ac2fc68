"""The forms of unusual reading: an answer to a question, and why somebody is in the news."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.casework.unusual_reading.pages import ANSWERS, ReadingEntryKind
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, radios, story
from sightline.web.core.forms import PostedForm


class ReadingAnswerForm(PostedForm):
    """An answer to a question about reading."""

    answer = radios(_("What is your answer?"), ANSWERS.items(), empty=_("Choose an answer"))
    words = story(
        _("How do you know?"),
        _("For example, she covered a colleague’s cases on that day. Sightline does not show this to the person."),
    )

    said_at: ClassVar = {"no_answer": ("answer",)}
    said_else: ClassVar = "words"
    own_page: ClassVar = ("not_for_role", "out_of_place")

    def __init__(self, *arguments: Any, choices: Iterable[ReadingEntryKind], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("answer", [(str(one), ANSWERS[one]) for one in choices])


class NewsForm(PostedForm):
    """Why somebody is on the list of people in the news."""

    why = WhyField(
        label=_("Why is this person in the news?"),
        help_text=_("For example, the trial starts on Monday. Do not copy what a newspaper says."),
    )

    own_page: ClassVar = ("not_for_role", "listed_before")
