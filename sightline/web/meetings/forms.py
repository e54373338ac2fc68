"""The forms of meetings: opening one, and each thing that is written down at it.

A form that corrects is filled with what stands, and writes a row of its own. A new one has nothing chosen beforehand.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import QueryDict

from sightline.casework.meetings.pages.entry_kinds import MeetingTopic
from sightline.casework.meetings.pages.kinds import Theme
from sightline.casework.meetings.pages.meetings import InvitationLine, MeetingFormOptions, MeetingLine, SaidLine
from sightline.casework.meetings.services.meetings import MeetingInput
from sightline.casework.meetings.services.opening import NewMeeting
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, day_boxes, dropdown, radios, story, text_box
from sightline.web.meetings.form_parts import (
    EXAMPLE,
    MeetingForm,
    RecordsMixin,
    WhenMixin,
    WhoMixin,
    need_words,
    shorten,
)
from sightline.web.meetings.presenters import THEMES, WORDS, kind_choices, meeting_in_words, who_in_words


class OpenForm(WhenMixin, RecordsMixin):
    """Open a meeting: which kind, about whom or what, when, who chairs, why, and on which records it rests."""

    kind = radios(_("What kind of meeting is it?"), empty=_("Choose what kind of meeting it is"))
    about = radios(_("Who or what is it about?"), empty=_("Choose who or what it is about"))
    chair = text_box(_("Who chairs it?"), _("A user name. Leave blank if you chair it."), most=MOST_NAME)
    why = story(
        _("Why is it needed?"),
        _("What you are worried about, why, and since when. People who may see the records can read this."),
    )

    field_order: Iterable[str] | None = ("kind", "about", "on", "at", "chair", "why", "records")

    def __init__(self, data: QueryDict | None = None, *, offered: MeetingFormOptions) -> None:
        super().__init__(data)
        self.offered = offered
        self.offer("kind", kind_choices())
        if len(offered.about) > 1:
            self.offer("about", [(one.key, one.words) for one in offered.about])
        else:
            del self.fields["about"]
        if offered.item_id or offered.chosen:
            del self.fields["records"]
        else:
            self.offer_records(offered.records)
            self.fields["records"].label = _("Which records is it based on?")
            self.fields["records"].help_text = _("The records that were read. You can add more later.")

    def clean_why(self) -> str:
        """Words."""
        return need_words(self.cleaned_data["why"], _("Say why the meeting is needed"))

    def opening(self) -> NewMeeting:
        """What casework opens."""
        said, about = self.cleaned_data, self.offered.about
        key = said.get("about") or (about[0].key if about else "")
        kind = next((one.about for one in about if one.key == key), MeetingTopic.RECORD.value)
        return NewMeeting(
            kind=said["kind"],
            record_ids=tuple(self.offered.chosen or self.chosen()),
            planned_at=self.moment(),
            why=said["why"],
            person_id=key if kind == MeetingTopic.CHILD else "",
            mention_id=key if kind == MeetingTopic.PLACE else "",
            group_id=key if kind == MeetingTopic.GROUP else "",
            chair=said["chair"].strip(),
            item_id=self.offered.item_id,
        )


class InvitationForm(WhoMixin):
    """Whom to ask to come."""


class ChairForm(WhoMixin):
    """Who chairs from now on: an account or a post."""

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        del self.fields["name"]
        del self.fields["agency"]


class WordsForm(RecordsMixin):
    """Words, and the records that they speak of."""

    words = story(_("What was decided, and why?"), _("Write it so that a colleague who was not there can act on it."))
    empty = _("Say what was decided, and why")

    field_order: Iterable[str] | None = ("words", "records")

    def clean_words(self) -> str:
        """Words."""
        return need_words(self.cleaned_data["words"], self.empty)

    def said(self, corrects: str = "") -> MeetingInput:
        """What casework keeps."""
        return MeetingInput(words=self.cleaned_data["words"], record_ids=self.chosen(), corrects=corrects)


class AgendaForm(WordsForm):
    """A line of the agenda."""

    theme = radios(
        _("Which part of the agenda is this for?"), list(THEMES.items()), empty=_("Choose a part of the agenda")
    )
    words = story(
        _("What will be discussed?"),
        _(
            "Leave this blank under offenders. Only records are listed there, and being listed does not make anyone "
            "a person of concern."
        ),
    )
    empty = ""  # under offenders there are none

    field_order: Iterable[str] | None = ("theme", "words", "records")

    def said(self, corrects: str = "") -> MeetingInput:
        """What casework keeps."""
        said = self.cleaned_data
        return MeetingInput(said["words"], self.chosen(), theme=Theme(said["theme"]), corrects=corrects)


class DissentForm(WordsForm):
    """That one does not agree."""

    about = dropdown(_("Which decision do you not agree with?"))
    words = story(
        _("What do you not agree with, and why?"), _("It is in the minutes under your name. No one can remove it.")
    )
    empty = _("Say what you do not agree with, and why")

    field_order: Iterable[str] | None = ("about", "words", "records")

    def offer_decisions(self, decisions: Iterable[SaidLine]) -> None:
        """Give the decisions that the reader sees."""
        choices = [(one.entry_id, shorten(one.words)) for one in decisions]
        self.offer("about", [("", _("With the whole")), *choices])

    def said(self, corrects: str = "") -> MeetingInput:
        """What casework keeps."""
        said = self.cleaned_data
        return MeetingInput(said["words"], self.chosen(), about=said["about"], corrects=corrects)


class ActionForm(WordsForm, WhoMixin):
    """An action: what, who, by when."""

    words = story(
        _("What will be done?"),
        _("Write enough for a colleague to do it. The person who does it reads your words."),
        3,
    )
    empty = _("Say what will be done")
    by_when = day_boxes(_("By when?"), EXAMPLE)

    field_order: Iterable[str] | None = ("words", "username", "post", "name", "agency", "by_when", "records")

    def said(self, corrects: str = "") -> MeetingInput:
        """What casework keeps."""
        said = self.cleaned_data
        return MeetingInput(
            said["words"], self.chosen(), corrects=corrects, who=self.who(), by_when=said.get("by_when")
        )


class PlanForm(ActionForm):
    """The joint plan, and its one lead."""

    words = story(
        _("What is the plan?"),
        _("One plan for all agencies: what it is for, what each agency does, and how you will know that it works."),
        8,
    )
    empty = _("Say what the plan is")
    by_when = day_boxes(_("When is the review due?"), EXAMPLE)

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["username"].label = _("Who leads it? Their user name")


class HeldForm(WhenMixin):
    """When it was held."""


class CallOffForm(MeetingForm):
    """Why it is not held."""

    words = story(
        _("Why is the meeting called off?"), _("The work that it should have answered stays open and escalates.")
    )

    def clean_words(self) -> str:
        """Words."""
        return need_words(self.cleaned_data["words"], _("Say why the meeting is called off"))


class DoneActionForm(MeetingForm):
    """What was done."""

    words = story(_("What was done, and what was the result?"), _("If the child was seen, say so."))

    def clean_words(self) -> str:
        """Words."""
        return need_words(self.cleaned_data["words"], _("Say what was done"))


class AddRecordsForm(RecordsMixin):
    """Records to add to the meeting's material."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["records"].label = _("Which records do you want to add?")
        self.fields["records"].help_text = _("People who take part see only the records that they are allowed to see.")
        self.fields["records"].required = True
        self.fields["records"].error_messages["required"] = _("Choose a record")


class AttendanceForm(MeetingForm):
    """Who came, one line for each who was asked."""

    def __init__(self, data: QueryDict | None = None, *, asked: Sequence[InvitationLine]) -> None:
        super().__init__(data)
        for one in asked:
            self.fields[one.entry_id] = radios(who_in_words(one.who), WORDS.items())
            self.fields[one.entry_id].initial = one.word

    def words(self) -> dict[str, str]:
        """What was chosen, by the entry that asked."""
        return {name: word for name, word in self.cleaned_data.items() if word}


class WhichMeetingForm(MeetingForm):
    """To which meeting a record is added."""

    meeting = radios(_("Which meeting?"), empty=_("Choose a meeting"))

    def __init__(self, data: QueryDict | None = None, *, meetings: Iterable[MeetingLine]) -> None:
        super().__init__(data)
        self.offer("meeting", [(one.meeting_id, meeting_in_words(one)) for one in meetings])
