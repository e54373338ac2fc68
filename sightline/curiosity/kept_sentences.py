"""A question that a run kept, read back into its rule's sentence and its values, so that a page can show it translated.

What is kept stays as it is. Where the rule has other words now, the question is shown as it was kept, in English.
"""

import re
from functools import cache

from sightline.curiosity.rules import read_asking, read_sentences
from sightline.translation.lists import listed
from sightline.translation.messages import Message, SentenceMessage, as_kept

DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
SLOT = re.compile(r"\{(\w+)\}")
PATTERNS = {"first": DAY, "last": DAY, "agencies": ".+?", "opened": ".*?"}


def read_back(kept: str, *, rule_id: str) -> str:
    """The kept question as a message; the same text where it is not what its rule says today."""
    asks, opened = read_sentences().get(rule_id, ("", ()))
    found = _pattern(asks).fullmatch(kept) if asks else None
    if found is None:
        return kept
    values = {slot: _value(slot, text, opened) for slot, text in found.groupdict().items()}
    said = SentenceMessage(as_template(asks), values)
    return said if as_kept(said) == kept else kept


def as_template(asks: str) -> str:
    """A rule's sentence as translators have it."""
    return SLOT.sub(r"%(\1)s", asks.replace("%", "%%"))


@cache
def _pattern(asks: str) -> re.Pattern[str]:
    parts = SLOT.split(asks)
    return re.compile(
        "".join(f"(?P<{part}>{PATTERNS[part]})" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    )


def _value(slot: str, text: str, opened: tuple[str, ...]) -> Message:
    if slot in ("first", "last"):
        day, month, year = text.split(" ")
        return Message("%(day)s %(month)s %(year)s", {"day": day, "month": Message(month), "year": year})
    if slot == "opened":
        return Message(text if text in opened else "%(text)s", None if text in opened else {"text": text})
    by_text = {name.casefold(): name for name in read_asking().agencies.values()}
    *others, last = text.rsplit(" and ", 1)
    names = [name for part in others for name in part.split(", ")] + [last]
    return listed([Message(by_text.get(name.casefold(), name)) for name in names])
