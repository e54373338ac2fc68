"""A list in a sentence, as one message: `Health, Police and School`."""

from collections.abc import Sequence

from sightline.translation.messages import Message, gettext_noop

TWO = 2
AND, OR = gettext_noop("%(others)s and %(last)s"), gettext_noop("%(others)s or %(last)s")


def listed(items: Sequence[str], between: str = AND) -> Message:
    """The items as one message; shown, each of them is in the reader's language."""
    if len(items) < TWO:
        return Message("%(only)s", {"only": items[0]}) if items else Message("")
    before = {f"item{number}": item for number, item in enumerate(items[:-1])}
    others = Message(", ".join(f"%({name})s" for name in before), before)
    return Message(between, {"others": others, "last": items[-1]})


def in_a_row(items: Sequence[str]) -> str:
    """The same as it is shown now."""
    return str(listed(items))


def one_of(items: Sequence[str]) -> str:
    """`Health, Police or School`, as it is shown now."""
    return str(listed(items, OR))
