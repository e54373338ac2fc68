"""The forms of letters to adults named in records."""

from typing import Any, ClassVar

from sightline.casework.named_adults.pages import OWN_LETTERS, NamedAdultAct, NamedAdultEntryKind, NewNamedAdult
from sightline.casework.named_adults.selectors import telling_reasons
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, day_boxes, radios, story, text_box
from sightline.web.core.forms import PostedForm
from sightline.web.named_adults.presenters import ACTS, LETTERS


class NamedAdultForm(PostedForm):
    """Whom to ask about, and why they may have to be told."""

    said_at: ClassVar = {"no_person": ("person",), "asked_before": ("person",), "no_who": ("who",)}
    said_else: ClassVar = "words"

    person = text_box(
        _("Web address of the adult’s page (optional)"),
        _(
            "Find the person in Sightline and copy the web address of their page. Leave this empty to ask about the "
            "name alone."
        ),
    )
    who = text_box(_("What is the adult’s name?"), empty=_("Enter the adult’s name"), most=MOST_NAME)
    words = story(
        _("Why might a letter have to go to them?"),
        _("Police and children’s services read this. Do not write a protected address here."),
        empty=_("Say why"),
    )

    def read_question(self) -> NewNamedAdult:
        """What was said."""
        said = self.cleaned_data
        person = said["person"].rstrip("/").split("/people/")[-1].split("/")[0]
        return NewNamedAdult(person, said["who"], said["words"])


class NamedAdultActForm(PostedForm):
    """What is recorded: the boxes that it needs."""

    said_at: ClassVar = {"no_word": ("word",), "no_day": ("on_day",), "not_safe": ("word",), "same_name": ("word",)}
    said_else: ClassVar = "words"

    word = radios()
    on_day = day_boxes(_("When did it go?"), empty=_("Enter the day"))
    words = story("", empty=_("Say why"))

    def __init__(self, *arguments: Any, kind: NamedAdultEntryKind, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.kind, asked = kind, ACTS[kind]
        word = self.fields["word"]
        word.required = True
        if kind is NamedAdultEntryKind.LETTER:
            word.label, word.error_messages["required"] = _("What does the letter tell?"), _("Choose what it tells")
            self.offer("word", [(str(one), LETTERS[one]) for one in OWN_LETTERS])
        else:
            word.label, word.error_messages["required"] = _("Which lawful reason?"), _("Choose a lawful reason")
            self.offer("word", [(one.reason_id, one.shown_as) for one in telling_reasons()])
        self.fields["words"].label = asked.asks
        for name in set(self.fields) - set(asked.boxes):
            del self.fields[name]

    def read_act(self) -> NamedAdultAct:
        """What was recorded."""
        said = self.cleaned_data
        return NamedAdultAct(self.kind, said.get("word", ""), said.get("on_day"), said.get("words", ""))
