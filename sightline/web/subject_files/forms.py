"""The forms of working files: opening one, and one form for every step, made from its boxes.

A form offers only records that its reader may open. What a decision must hold is said in casework, once; here it is put
at its box.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from sightline.casework.core import clock
from sightline.casework.subject_files.pages.files import FileFormOptions, FilePage, RecordChoice, RecordsToChoose
from sightline.casework.subject_files.pages.statuses import OPENS_AS
from sightline.casework.subject_files.services.files import SubjectFileInput
from sightline.casework.subject_files.services.opening import NewSubjectFile
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_number, asked_text, asked_texts
from sightline.web.core.fields import day_boxes, radios, story, text_box, ticks
from sightline.web.core.forms import AskedForm, PostedForm
from sightline.web.core.pagination import MOST_PAGE
from sightline.web.core.whens import day_in_words
from sightline.web.meetings.presenters import record_choices
from sightline.web.subject_files.entry_pages import EntryBox, FileEntryPage
from sightline.web.subject_files.presenters import CAPACITIES, DECIDES, about_choices, choices


class RecordsAsked(AskedForm):
    """Which records are asked for to choose from, and which are ticked."""

    look = asked_text()
    part = asked_number(least=1, most=MOST_PAGE)
    records_part = asked_number(otherwise=1, least=1, most=MOST_PAGE)
    records_agency = asked_text()
    records_year = asked_text()
    record_ids = asked_texts()

    @property
    def asks(self) -> bool:
        """Whether other records are asked for, with what is written so far; nothing is kept by that."""
        return "look" in self.sent or "part" in self.sent

    def choice(self) -> RecordChoice:
        """What casework offers."""
        said = self.said
        part = 1 if "look" in self.sent else said["part"] or said["records_part"]
        return RecordChoice(said["records_agency"], said["records_year"], part, said["record_ids"])


class FileForm(PostedForm):
    """A form of working files. Where what casework says is missing or forbids is said."""

    said_at: ClassVar = {
        "no_who": ("who",), "no_account": ("username",), "cannot_own": ("username",), "no_day": ("on_day",),
        "no_review": ("on_day",), "no_record": ("record_ids",), "no_status": ("word",), "no_capacity": ("word",),
        "bad_days": ("to_day",), "too_long": ("to_day",), "already_open": ("about",),
    }  # fmt: skip

    @classmethod
    def of(cls, request: HttpRequest, **options: Any) -> Self:
        """As every form; where only other records are asked for, what is written so far stays and is not checked."""
        asked = RecordsAsked.posted(request)
        form = cls(None, **options) if asked.asks else super().of(request, **options)
        form.keep_written(asked.sent if asked.asks else None)
        return form

    def keep_written(self, kept: QueryDict | None) -> None:
        """What was written and ticked before other records were asked for: it stays, and is not checked yet."""
        for name, field in self.fields.items() if kept is not None else ():
            self.initial[name] = field.widget.value_from_datadict(kept, {}, name)


MAKES: dict[str, Callable[[], forms.Field]] = {
    "words": lambda: story("", ""),
    "who": lambda: text_box("", ""),
    "username": lambda: text_box("", ""),
    "word": lambda: radios(empty=_("Choose one")),
    "on_day": lambda: day_boxes(hint=""),
    "to_day": lambda: day_boxes(hint=""),
    "record_ids": ticks,
}


def choices_of(records: RecordsToChoose) -> list[tuple[str, str]]:
    """Records to choose from; those on which a connection of a child stands say so."""
    with_note = gettext("%(record)s. A connection is based on it")
    return [
        (one, with_note % {"record": words} if one in records.connecting else words)
        for one, words in record_choices(records.shown)
    ]


class FileEntryForm(FileForm):
    """One step of a working file, with the boxes that it names."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        page: FileEntryPage,
        shown: FilePage,
        records: RecordsToChoose,
    ) -> None:
        super().__init__(data)
        for box in page.boxes:
            self.fields[box.name] = _field(box)
        self._choose(shown, page)
        self._offer(records)

    def _choose(self, shown: FilePage, page: FileEntryPage) -> None:
        if "word" in self.fields:
            words = choices(DECIDES, shown.becomes) if page.decides else list(CAPACITIES.items())
            self.offer("word", words)
        if page.title in REVIEWED and shown.last_review_on:
            last = day_in_words(shown.last_review_on)
            empty = (
                gettext(" Leave blank if this person of concern is removed from lists.")
                if "word" in self.fields
                else ""
            )
            self.fields["on_day"].help_text = gettext("A day after today, and not after %(last)s.%(empty)s") % {
                "last": last,
                "empty": empty,
            }

    def _offer(self, records: RecordsToChoose) -> None:
        if "record_ids" in self.fields:
            self.offer("record_ids", choices_of(records))
            if not records.total:
                del self.fields["record_ids"]

    def entered(self) -> SubjectFileInput:
        """What casework keeps."""
        said = self.cleaned_data
        return SubjectFileInput(
            words=said.get("words", ""),
            record_ids=tuple(said.get("record_ids") or ()),
            word=said.get("word", ""),
            who=said.get("who", ""),
            username=said.get("username", ""),
            on_day=said.get("on_day"),
            to_day=said.get("to_day"),
        )


EXAMPLE_DAYS = 14  # how far from today the day of an example is
REVIEWED = (_("Decide the status"), _("Review it"))


def _field(box: EntryBox) -> forms.Field:
    made = MAKES[box.name]()
    past, ahead = (clock.today() + timedelta(days=days) for days in (-EXAMPLE_DAYS, EXAMPLE_DAYS))
    made.label, made.help_text = box.label, box.hint.format(past=_in_boxes(past), ahead=_in_boxes(ahead))
    return made


def _in_boxes(day: date) -> str:
    """A day as it is written in three boxes."""
    return f"{day.day} {day.month} {day.year}"


class OpenFileForm(FileForm):
    """Open a working file: on whom or what, how it stands, why, on which records, and when it is looked at again."""

    about = radios(_("Who or what is it about?"), empty=_("Choose who or what it is about"))
    word = radios(_("Status"), choices(DECIDES, tuple(str(one) for one in OPENS_AS)), empty=_("Choose a status"))
    why = story(
        _("Why?"), _("What is known, who said it and since when. Separate what is known from what people think.")
    )
    as_a_child = story(
        _("What is being done for them as a child?"),
        _("They are a child first. Say what is done to keep them safe, and who asks what was done to them."),
    )
    on_day = day_boxes(_("When is the review due?"), "")
    username = text_box(_("Who owns it? Their user name"), _("Optional. A file without an owner escalates."))
    record_ids = ticks()

    def __init__(self, data: QueryDict | None = None, *, offered: FileFormOptions) -> None:
        super().__init__(data)
        self.offered = offered
        if len(offered.about) > 1:
            self.offer("about", about_choices(offered.about))
        else:
            del self.fields["about"]
        if not any(one.is_child for one in offered.about):
            del self.fields["as_a_child"]
        elif len(offered.about) > 1:
            self.fields["as_a_child"].label = _("If it is a child: what is being done for them as a child?")
        if offered.chosen:
            del self.fields["record_ids"]
        else:
            self.fields["record_ids"].label = _("Which records is it based on?")
            self.fields["record_ids"].help_text = _(
                "People who may not see all of these records will not see that this file exists."
            )
            offers = choices_of(offered.choose) if offered.choose else record_choices(offered.records)
            self.offer("record_ids", offers)
        if offered.last_review_on:
            last = day_in_words(offered.last_review_on)
            self.fields["on_day"].help_text = gettext("A day after today, and not after %(last)s.") % {"last": last}

    def opening(self) -> NewSubjectFile:
        """What casework opens."""
        said, about = self.cleaned_data, self.offered.about
        key = said.get("about") or (about[0].key if about else "")
        kind = next((one.kind for one in about if one.key == key), "")
        of_person = kind == "person" and not self.offered.pattern_key
        return NewSubjectFile(
            record_ids=tuple(self.offered.chosen or said.get("record_ids") or ()),
            status=said["word"],
            why=said["why"],
            review_on=_day(said),
            person_id=key if of_person else "",
            mention_id="" if of_person or self.offered.pattern_key else key,
            pattern_key=self.offered.pattern_key,
            as_a_child=said.get("as_a_child", ""),
            owner=said["username"].strip(),
        )


def _day(said: dict[str, Any]) -> date | None:
    day: date | None = said.get("on_day")
    return day
