"""Why records are taken to be about one person, as a run kept it, in the reader's language: part by part."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from sightline.translation.messages import gettext, gettext_noop, join_shown
from sightline.web.core.whens import day_in_words

BETWEEN = "; "
ANSWERED = re.compile(r"(?P<who>.+) said “(?P<answer>[a-z ]+)” on (?P<day>\d{1,2} [A-Z][a-z]+ \d{4})")
# What rooms write beside the labels of the model: whole names, notes, and answers of people.
PHRASES = (
    gettext_noop("the full name is the same"),
    gettext_noop("a vehicle is on records of both"),
    gettext_noop("a telephone number is on records of both"),
    gettext_noop("a place is on records of both"),
    gettext_noop("both are named on records of one child"),
    gettext_noop("the age as written agrees"),
    gettext_noop("in these records, no one else has this full name"),
    gettext_noop("both are on records of one school"),
    gettext_noop("the same full name with one child each time"),
    gettext_noop("a parent of the child has the same full name"),
    gettext_noop("no other adult in the family has it or a similar name"),
    gettext_noop("a letter or two of the forename differ"),
    gettext_noop("no relative is known with a similar name"),
    gettext_noop("nothing else connects them"),
    gettext_noop("the whole number is the same"),
    gettext_noop("the whole registration is the same"),
    gettext_noop("the letters and figures in the note are part of the registration"),
    gettext_noop("the letters and figures in the record are part of the registration"),
    gettext_noop("the figures in the note are part of the number"),
    gettext_noop("the name is the same"),
    gettext_noop("the address is the same as far as the note gives it"),
    gettext_noop("first name and surname agree"),
    gettext_noop("no birth date to compare"),
    gettext_noop("the name is another name that the record gives for the person"),
    gettext_noop("the first name agrees, and both are on records of one child"),
    gettext_noop("the words are the same"),
    gettext_noop("the same details in the same source system"),
    gettext_noop("how rare the same value of an added column is"),
    gettext_noop("the same"),
    gettext_noop("not the same"),
    gettext_noop("the same person"),
    gettext_noop("not the same person"),
    gettext_noop("cannot tell"),
)


def comparison_in_words(kept: str) -> str:
    """Each part as the reader reads it; a part that nobody translated stays as it was kept."""
    return join_shown(BETWEEN, (_part(part) for part in kept.split(BETWEEN)))


def comparisons_in_words(kept: Iterable[str]) -> str:
    """Several of them, one record after another."""
    return join_shown(_("; then "), (comparison_in_words(one) for one in kept))


def _part(part: str) -> str:
    found = ANSWERED.fullmatch(part)
    if found is None:
        return gettext(part)
    return _("%(who)s said “%(answer)s” on %(day)s") % {
        "who": found["who"],
        "answer": gettext(found["answer"]),
        "day": day_in_words(_day(found["day"])),
    }


def _day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007 - a day has no zone
