"""What people are called whom words of a record describe and nobody names: `Man, not identified (3 March 2025, B)`.

A fragment of a sentence is no name. The day is that of the record. The letter tells several of one day apart: it is
given among all whom the reader may be shown, so that one person has one letter on every page of theirs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from string import ascii_uppercase

from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.dates import long_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import lazy as gettext_lazy

# By the words that describe somebody; nobody is said to be of a sex or grown up whom these do not say to be.
KINDS = {
    r"man|bloke|guy|fella|geezer|gentleman": gettext_lazy("Man, not identified"),
    r"woman|lady": gettext_lazy("Woman, not identified"),
    r"male": gettext_lazy("Male, not identified"),
    r"female": gettext_lazy("Female, not identified"),
    r"adult": gettext_lazy("Adult, not identified"),
    r"men|blokes|guys|fellas|geezers": gettext_lazy("Men, not identified"),
    r"women|ladies": gettext_lazy("Women, not identified"),
    r"males": gettext_lazy("Males, not identified"),
    r"females": gettext_lazy("Females, not identified"),
    r"adults": gettext_lazy("Adults, not identified"),
}
NOT_IDENTIFIED = gettext_lazy("Not identified")


@dataclass(frozen=True, slots=True)
class DescribedPerson:
    """What somebody is called whom nobody names, and the words of the record that describe them, in quotation marks."""

    label: str
    words: str = field(repr=False)


def quote_words(words: str) -> str:
    """Words of a record about somebody unidentified, in quotation marks: they are no name."""
    return f"“{words}”" if words else words


def name_described(store: SnapshotReader, ids: Collection[str], sight: RowFilter) -> dict[str, DescribedPerson]:
    """What each of these is called whom words describe; those whom a record gives a name are not among them."""
    rows = store.networks.described(ids=sorted(ids), sight=sight) if ids else []
    days = Counter(row["described_on"] or "" for row in rows)
    numbers: dict[str, Iterator[int]] = defaultdict(count)
    found = {}
    for row in rows:
        day = row["described_on"] or ""
        own = letter(next(numbers[day])) if days[day] > 1 else ""
        if row["thing_id"] in ids:
            said = call_described(row["text"], date.fromisoformat(day), own)
            found[row["thing_id"]] = DescribedPerson(said, quote_words(row["text"]))
    return found


def call_described(words: str, day: date, own: str = "") -> str:
    """`Man, not identified (3 March 2025, B)`; by the day alone where words of more than one kind describe somebody."""
    said = {"who": kind_described(words), "day": long_day(day), "letter": own}
    return (_("%(who)s (%(day)s, %(letter)s)") if own else _("%(who)s (%(day)s)")) % said


def kind_described(words: str) -> str:
    """`Man, not identified`: what somebody is said to be by words that are of one kind; else `Not identified`."""
    kinds = [said for pattern, said in KINDS.items() if re.search(rf"(?<![\w-])({pattern})(?![\w-])", words.lower())]
    return f"{kinds[0] if len(kinds) == 1 else NOT_IDENTIFIED}"


def letter(number: int) -> str:
    """`A` for 0, `Z` for 25, `AA` for 26."""
    more, last = divmod(number, len(ascii_uppercase))
    return (letter(more - 1) if more else "") + ascii_uppercase[last]
