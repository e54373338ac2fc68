"""The forms of a panel that takes decisions again: which area, what is decided, and the schedule as a file."""

from typing import ClassVar

from sightline.casework.reviews.pages.panel_decisions import PANEL_CHOICES
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_text
from sightline.web.core.fields import WhyField, radios, story, text_box
from sightline.web.core.forms import PostedForm
from sightline.web.core.pagination import PageAsked

FILES = [("xlsx", _("Excel, to sort and filter")), ("csv", _("CSV, to read with other programs"))]
MOST_AREA = 4  # the first half of a postcode: a whole one would say where a child lives


class AreaAsked(PageAsked):
    """The area, by how postcodes begin, and the part of the list."""

    area = asked_text()


class PanelForm(PostedForm):
    """What the panel decides about one decision, and why."""

    said_at: ClassVar = {"no_word": ("word",)}
    said_else: ClassVar = "words"

    word = radios(
        _("What does the panel decide?"), list(PANEL_CHOICES.items()), empty=_("Choose what the panel decides")
    )
    words = story(_("Why?"), empty=_("Say why"))


class ScheduleForm(PostedForm):
    """Which file, of which area, and what for."""

    said_else: ClassVar = "why"

    form = radios(_("Which file?"), FILES, empty=_("Choose a file"))
    area = text_box(_("Area (optional)"), _("The first half of a postcode, for example ZZ4."), most=MOST_AREA)
    why = WhyField(label=_("What is the file for?"))
