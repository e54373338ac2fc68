"""The words of letters to adults named in records."""

from dataclasses import dataclass

from sightline.casework.named_adults.pages import LetterKind, NamedAdultEntryKind, NamedAdultLine
from sightline.translation.messages import lazy as _

K = NamedAdultEntryKind
LETTERS = {
    LetterKind.NOTICE: _("Notice that records name them"),
    LetterKind.CORRECTION: _("Notice of a correction, restriction or erasure"),
    LetterKind.DISPUTE: _("Reply to a dispute"),
    LetterKind.COMPLAINT: _("Answer to a complaint"),
    LetterKind.DATA_REPLY: _("Reply to a request for data"),
    LetterKind.BREACH: _("Notice of a data breach"),
}


@dataclass(frozen=True, slots=True)
class TellingWords:
    """An entry in words: to do, done, what is asked, what is shown once it is kept, and which boxes its form has."""

    task: str
    done: str
    asks: str
    kept: str
    boxes: tuple[str, ...] = ("words",)


ACTS = {
    K.AGAIN: TellingWords(
        _("Ask police and children’s services again"),
        _("Asked again"),
        _("Why do you ask again? Say what has changed."),
        _("We have asked police and children’s services again."),
    ),
    K.SAFE: TellingWords(
        _("Record that it is safe to tell them"),
        _("Safe to tell"),
        _("Why is it safe? Say what you checked, and who you asked."),
        _("We have recorded that it is safe. This counts for 90 days."),
    ),
    K.UNSAFE: TellingWords(
        _("Record that it is not safe"),
        _("Not safe to tell"),
        _("Why is it not safe? Say what could happen, and to which child or adult."),
        _("We have recorded that it is not safe. No letter can be recorded."),
    ),
    K.REASON: TellingWords(
        _("Record a lawful reason not to tell them"),
        _("Lawful reason not to tell"),
        _("Why does this reason apply?"),
        _("We have recorded the reason. Look at it again within 90 days."),
        ("word", "words"),
    ),
    K.ENDED: TellingWords(
        _("Record that the reason no longer applies"),
        _("Reason no longer applies"),
        _("Why does the reason no longer apply?"),
        _("We have recorded that the reason no longer applies."),
    ),
    K.LETTER: TellingWords(
        _("Record a letter to them"), _("Letter sent"), "", _("We have recorded the letter."), ("word", "on_day")
    ),
}
ASKED = _("We have asked police and children’s services. Until both say that it is safe, send no letter.")


def status_of(line: NamedAdultLine) -> str:
    """Whether a letter can go, or went; what must be looked at again is said first."""
    if line.is_overdue:
        return _("Overdue: review this")
    if line.missing:
        return _("No letter can go")
    return _("A letter has gone") if line.has_letter else _("Safe to tell")
