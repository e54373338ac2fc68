"""A list in a sentence, as one message: `Health, Police and School`."""

from collections.abc import Sequence

from sightline.translation.messages import Message, gettext_noop

TWO = 2


def listed(items: Sequence[str]) -> Message:
    """The items as one message; shown, each of them is in the reader's language."""
    if len(items) < TWO:
        return Message("%(only)s", {"only": items[0]}) if items else Message("")
    before = {f"item{number}": item for number, item in enumerate(items[:-1])}
    others = Message(", ".join(f"%({name})s" for name in before), before)
    return Message(gettext_noop("%(others)s and %(last)s"), {"others": others, "last": items[-1]})


def in_a_row(items: Sequence[str]) -> str:
    """The same as it is shown now."""
    return str(listed(items))
