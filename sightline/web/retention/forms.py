"""The forms of retention: a review, a hold, lifting one, and a decision to erase."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.casework.retention.pages import GROUND_LABELS, HOLD_LABELS, DuePage, HoldsPage, NewHold
from sightline.model.nouns import Agency
from sightline.model.retention import ErasureGround, HoldKind
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, WhyField, day_boxes, dropdown, radios, story, text_box, ticks
from sightline.web.core.forms import PostedForm
from sightline.web.core.words import agency_in_words, layout_in_words

CHOOSE: tuple[str, Any] = ("", _("Choose one"))
WITH = ":"
SOME, EVERYTHING = "some", "everything"


def _ids(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.findall(r"\w+", said)))


class RetentionReviewForm(PostedForm):
    """Which review, and until when the records are kept."""

    said_at: ClassVar = {"bad_day": ("until",)}

    which = dropdown(_("Which review?"), empty=_("Choose the review"))
    until = day_boxes(_("When is the next review?"), empty=_("Enter the day of the next review"))
    why = WhyField(label=_("Why are the records kept?"), help_text=_("Do not name the person. The reason stays."))

    def __init__(self, *arguments: Any, shown: DuePage, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [
            (
                WITH.join((line.review.rule_id, line.review.about)),
                self._say(line.review.label, line.name or line.review.review_id),
            )
            for line in shown.lines
        ]
        self.offer("which", [CHOOSE, *choices])

    @staticmethod
    def _say(label: str, name: str) -> str:
        return f"{label}: {name}" if name else str(label)

    def read_which(self) -> tuple[str, str]:
        """The rule, and the person or the learning review."""
        rule_id, _with, about = self.cleaned_data["which"].partition(WITH)
        return rule_id, about


class HoldForm(PostedForm):
    """What needs the records, which records, and until when."""

    said_at: ClassVar = {
        "no_hold_name": ("name",),
        "bad_day": ("until",),
        "unknown_agency": ("agency",),
        "other_agency": ("agency",),
        "no_hold_terms": ("keeps",),
        "unknown_kind": ("kinds",),
        "bad_period": ("last_on",),
    }

    kind = radios(_("What needs the records?"), list(HOLD_LABELS.items()), empty=_("Choose what needs the records"))
    name = text_box(_("What is it called?"), empty=_("Enter what it is called"), most=MOST_NAME)
    keeps = radios(
        _("Which records does it keep?"),
        [
            (SOME, _("Those that you name or describe below")),
            (EVERYTHING, _("Everything, including future records")),
        ],
        empty=_("Choose which records the hold keeps"),
    )
    records = story(_("Which records? (optional)"), _("Their ids, one a line. The hold keeps each of them."))
    people = story(
        _("Records about which people? (optional)"),
        _("The ids in the addresses of their pages, one a line. The hold keeps later records about them too."),
    )
    agency = dropdown(
        _("Whose records? (optional)"), hint=_("With people or a period, only their records of this agency.")
    )
    kinds = ticks(_("Which types of record? (optional)"), _("Only these. Leave all empty for every type."))
    first_on = day_boxes(_("From which day? (optional)"))
    last_on = day_boxes(_("Up to which day? (optional)"))
    until = day_boxes(_("By which day must a person review the hold?"), empty=_("Enter the day"))
    why = WhyField(label=_("Why?"), help_text=_("For example, the inquiry asked for the records in writing."))

    def __init__(self, *arguments: Any, kinds: Iterable[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["agency"].required = False
        self.offer("agency", [("", _("Every agency")), *((one.value, agency_in_words(one)) for one in Agency)])
        self.offer("kinds", sorted(((one, layout_in_words(one)) for one in kinds), key=lambda one: one[1]))

    def read_hold(self) -> NewHold:
        """The hold."""
        said = self.cleaned_data
        return NewHold(
            HoldKind(said["kind"]),
            said["name"],
            said["until"],
            said["agency"],
            _ids(said["records"]),
            _ids(said["people"]),
            said["first_on"],
            said["last_on"],
            is_everything=said["keeps"] == EVERYTHING,
            kinds=tuple(said["kinds"]),
        )


class LiftForm(PostedForm):
    """Which hold is lifted, and why."""

    said_at: ClassVar = {"no_hold": ("hold",)}

    hold = dropdown(_("Which hold?"), empty=_("Choose the hold"))
    why = WhyField(label=_("Why?"), help_text=_("For example, the inquiry wrote that it has ended."))

    def __init__(self, *arguments: Any, shown: HoldsPage, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.numbers = {str(one.sequence): one.sequence for one in shown.holds}
        self.offer("hold", [CHOOSE, *((str(one.sequence), f"{one.sequence}: {one.said.name}") for one in shown.holds)])

    def read_hold(self) -> int:
        """The number of the hold."""
        return self.numbers[self.cleaned_data["hold"]]


class ErasureForm(PostedForm):
    """Which records are erased, on which ground, and why."""

    said_at: ClassVar = {"held": ("records",), "no_holds_signed": ("records",)}

    records = story(
        _("Which records?"),
        _("Their ids, one a line. The id is in the address of a record’s page."),
        empty=_("Enter the id of a record"),
    )
    ground = radios(_("On which ground?"), list(GROUND_LABELS.items()), empty=_("Choose the ground"))
    why = WhyField(label=_("Why?"), help_text=_("Do not name the person. The reason stays."))

    def read_records(self) -> tuple[str, ...]:
        """The ids."""
        return _ids(self.cleaned_data["records"])

    def read_ground(self) -> ErasureGround:
        """The ground."""
        return ErasureGround(self.cleaned_data["ground"])
