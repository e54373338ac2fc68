"""The forms by which somebody says that a mark is wrong, or that a sentence was overlooked."""

from sightline.casework.notes.services.feedback import MOST_LETTERS
from sightline.casework.readings.pages import SentenceAnswer
from sightline.rulebook.local_lists import read_vocabulary
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_month, asked_number, asked_text
from sightline.web.core.fields import WhyField, dropdown, radios
from sightline.web.core.forms import AskedForm, PostedForm
from sightline.web.notes.presenters import label_in_words


def list_kinds_of_error() -> list[tuple[str, str]]:
    """The kinds of sign, mention and wording in words, and that one does not know."""
    vocabulary = read_vocabulary()
    wording = [(label, label_in_words(label)) for label in vocabulary.wording]
    known = [*vocabulary.indicator.items(), *vocabulary.mention.items(), *wording]
    return [("", _("Something else, or I do not know")), *known]


class WordsUsedAsked(AskedForm):
    """Of which team, and up to which month."""

    team = asked_text()
    to = asked_month()


class WrongForm(PostedForm):
    """Why a mark is wrong."""

    words = WhyField(
        label=_("Why is it wrong?"),
        help_text=_("For example: it was her sister, or the note says that it did not happen."),
        max_length=MOST_LETTERS,
    )


class ListedSentenceForm(PostedForm):
    """Whether a listed sentence holds the sign. Nothing is chosen beforehand."""

    answer = radios(
        _("Does this sentence show this sign?"),
        [
            (SentenceAnswer.YES.value, _("Yes")),
            (SentenceAnswer.NO.value, _("No")),
            (SentenceAnswer.CANNOT_TELL.value, _("I cannot tell from this note")),
        ],
        empty=_("Choose yes, no or that you cannot tell"),
    )


class OverlookedForm(PostedForm):
    """Which words were overlooked, what they are, and why they matter."""

    sentence = WhyField(
        label=_("Which words were overlooked?"),
        help_text=_(
            "Copy the words from the record as they are written there. Sightline saves only their place in the record."
        ),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Copy the words from the record")},
    )
    label = dropdown(_("What should they have been marked as?"))
    words = WhyField(
        label=_("Why do these words matter?"),
        help_text=(
            _(
                "The people who look after the rules read this. People who may see the record "
                "can read it too, unless you report wording that blames a child."
            )
        ),
        max_length=MOST_LETTERS,
    )
    said_else = "sentence"

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.offer("label", list_kinds_of_error())


class ExampleForm(PostedForm):
    """Whether a model may learn from a sentence, by the number of what was said of it."""

    said = asked_number()
    use = radios(choices=[("yes", _("Use it")), ("no", _("Do not use it"))], empty=_("Choose one of the buttons"))

    @property
    def is_yes(self) -> bool:
        """Whether it may."""
        return bool(self.cleaned_data["use"] == "yes")
