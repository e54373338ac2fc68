"""The forms of requests for a person's data."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.casework.subject_access.pages import (
    NewRequest,
    RecordDecision,
    RecordToTest,
    Redaction,
    RequestAct,
    RequestEntryKind,
    RequestLogLine,
)
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, day_boxes, dropdown, radios, story, text_box, tick
from sightline.web.core.forms import PostedForm
from sightline.web.core.words import AGENCIES
from sightline.web.named_adults.letter_boxes import (
    LETTER_BOXES,
    SAID_AT,
    adults_box,
    letter_box,
    names_box,
    read_letter,
)
from sightline.web.subject_access.presenters import ACTS, OUTCOMES, PAUSES, POSSIBLE, RELATIONS

SOURCES = [(str(one), AGENCIES[one]) for one in Agency if one is not Agency.PARTNERSHIP]
CONTROLLERS = [*SOURCES, (str(Agency.PARTNERSHIP), _("The partnership: what accounts without an agency wrote"))]
MOST_LEFT_OUT = 5
YES_NO = (("no", _("No")), ("yes", _("Yes")))


class RequestForm(PostedForm):
    """Who asks, for whom, which agency holds the data, and the day on which it came."""

    said_at: ClassVar = {
        "no_day": ("on_day",),
        "no_who": ("who",),
        "no_agency": ("controller",),
        "no_organisation": ("organisation",),
    }

    controller = dropdown(_("Which agency holds the data?"), CONTROLLERS, empty=_("Choose the agency"))
    organisation = text_box(
        _("Which school, trust or other organisation of that agency? (optional)"),
        _("Needed where the agency has several. Write the name as its files have it."),
    )
    relation = radios(_("Who asks?"), [(str(one), said) for one, said in RELATIONS.items()], empty=_("Choose who asks"))
    who = text_box(_("What is the name of who asks?"), empty=_("Enter who asks"), most=MOST_NAME)
    about = text_box(_("Whose data do they ask for?"), empty=_("Enter whose data they ask for"), most=MOST_NAME)
    reach = text_box(_("How can we reach them safely? (optional)"), _("Not a protected address."))
    on_day = day_boxes(_("When did it arrive?"), empty=_("Enter the day"))

    def __init__(self, *arguments: Any, asks_organisation: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not asks_organisation:
            del self.fields["organisation"]

    def read_request(self) -> NewRequest:
        """What was said."""
        said = self.cleaned_data
        return NewRequest(
            said["controller"], said["relation"], said["on_day"], said["who"], said["about"], said["reach"],
            said.get("organisation", ""),
        )  # fmt: skip


class RequestActForm(PostedForm):
    """What was done: the boxes that it needs."""

    said_at: ClassVar = {
        "no_day": ("on_day",),
        "no_word": ("word",),
        "no_back": ("back_on",),
        "no_agency": ("agency",),
        **SAID_AT,
        "no_person": ("person", "adults"),
        "not_safe": ("letter", "on_day"),
        "same_name": ("letter", "on_day"),
    }
    said_else: ClassVar = "words"

    letter = letter_box()
    names = names_box()
    adults = adults_box()
    person = text_box(
        _("Web address of the person’s page"),
        _("Find the person in Sightline and copy the web address of their page."),
        empty=_("Enter the web address of the person’s page"),
    )
    word = radios(
        _("What are you waiting for?"), [(str(one), said) for one, said in PAUSES.items()], empty=_("Choose a reason")
    )
    agency = dropdown(_("Which agency did the data come from?"), [("", _("None need be asked")), *SOURCES])
    about = radios(_("Who replied?"), empty=_("Choose who replied"))
    on_day = day_boxes(_("On which day?"), empty=_("Enter the day"))
    back_on = day_boxes(
        _("On which day do you look again?"),
        _("At most a month away. The request comes back to you on that day."),
        empty=_("Enter the day on which you look again"),
    )
    words = story(_("Details"), _("Say what was asked, said or checked, and why."))

    def __init__(
        self,
        *arguments: Any,
        kind: RequestEntryKind,
        sources: Iterable[RequestLogLine] = (),
        says_reader: bool = False,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.kind = kind
        asks_reader = says_reader and kind in (RequestEntryKind.SENT, RequestEntryKind.REFUSED)
        boxes = {*ACTS[kind].boxes, *(LETTER_BOXES if asks_reader else ())}
        for name in set(self.fields) - boxes:
            del self.fields[name]
        if "about" in self.fields:
            self.offer("about", [(one.entry_id, AGENCIES[one.agency]) for one in sources])

    def read_act(self) -> RequestAct:
        """What was done."""
        said = self.cleaned_data
        person = said.get("person", "").rstrip("/").split("/people/")[-1].split("/")[0]
        return RequestAct(
            self.kind, said.get("on_day"), person, said.get("agency", ""), said.get("word", ""), said.get("about", ""),
            said.get("words", ""), said.get("back_on"), read_letter(said),
        )  # fmt: skip


class PossibleForm(PostedForm):
    """Whether something that names the person by another form of their name is about them."""

    said_at: ClassVar = {"no_theirs": ("theirs",)}

    theirs = radios(
        _("Is it about the person whose data is asked for?"),
        [(str(one), said) for one, said in POSSIBLE.items()],
        empty=_("Choose yes or no"),
    )

    def __init__(self, *arguments: Any, record: RecordToTest, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.record = record

    def read_decision(self) -> RecordDecision:
        """What was decided."""
        one = self.record.record
        return RecordDecision(one.record_id, one.version, self.cleaned_data["theirs"], ())


class RecordTestForm(PostedForm):
    """The tests in their order, then what the person is given and what is left out."""

    said_at: ClassVar = {"no_outcome": ("outcome",), "no_redaction": ("box_1",), "no_opinion": ("outcome",)}
    said_else: ClassVar = "outcome"

    def __init__(self, *arguments: Any, record: RecordToTest, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.record = record
        if record.asks_health:
            self.fields["has_health_data"] = radios(
                _("Does the record hold data about someone’s health?"), YES_NO, empty=_("Choose yes or no")
            )
            self.fields["is_known"] = tick(_("The person knows the health data already"))
        for one in record.exemptions:
            self.fields[f"test_{one.exemption_id}"] = radios(one.asks, YES_NO, empty=_("Choose yes or no"))
        self.fields["outcome"] = radios(
            _("What is the person given?"), [(str(one), said) for one, said in OUTCOMES.items()],
            empty=_("Choose what the person is given"),
        )  # fmt: skip
        boxes = [("", _("Any box")), *((heading, heading) for heading in dict(record.boxes))]
        grounds = [("", _("Choose a test")), *((one.exemption_id, one.shown_as) for one in record.exemptions)]
        for number in range(1, MOST_LEFT_OUT + 1):
            values = {"number": number}
            self.fields[f"box_{number}"] = dropdown(_("Left out %(number)s: from which box?") % values, boxes)
            self.fields[f"words_{number}"] = text_box(
                _("Left out %(number)s: which words?") % values, _("Leave this empty to leave out the whole box.")
            )
            self.fields[f"ground_{number}"] = dropdown(_("Left out %(number)s: by which test?") % values, grounds)

    def read_decision(self) -> RecordDecision:
        """What was decided."""
        said, record = self.cleaned_data, self.record.record
        left_out = tuple(
            Redaction(said[f"box_{number}"], said[f"ground_{number}"], said[f"words_{number}"].strip())
            for number in range(1, MOST_LEFT_OUT + 1)
            if said[f"box_{number}"] or said[f"words_{number}"].strip()
        )
        applies = tuple(one.exemption_id for one in self.record.exemptions if said[f"test_{one.exemption_id}"] == "yes")
        return RecordDecision(
            record.record_id, record.version, said["outcome"], applies, left_out, bool(said.get("is_known")),
            said.get("has_health_data") == "yes",
        )  # fmt: skip
