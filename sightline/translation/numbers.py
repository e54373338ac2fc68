"""How many of a thing there are, as one message with its plural."""

from collections.abc import Callable, Mapping

from sightline.translation.messages import ngettext

COUNTED: Mapping[str, Callable[[int], str]] = {
    "account": lambda n: ngettext("%(n)s account", "%(n)s accounts", n),
    "action": lambda n: ngettext("%(n)s action", "%(n)s actions", n),
    "adult": lambda n: ngettext("%(n)s adult", "%(n)s adults", n),
    "agency": lambda n: ngettext("%(n)s agency", "%(n)s agencies", n),
    "answer": lambda n: ngettext("%(n)s answer", "%(n)s answers", n),
    "child": lambda n: ngettext("%(n)s child", "%(n)s children", n),
    "day": lambda n: ngettext("%(n)s day", "%(n)s days", n),
    "deadline": lambda n: ngettext("%(n)s deadline", "%(n)s deadlines", n),
    "entry": lambda n: ngettext("%(n)s entry", "%(n)s entries", n),
    "episode": lambda n: ngettext("%(n)s episode", "%(n)s episodes", n),
    "hour": lambda n: ngettext("%(n)s hour", "%(n)s hours", n),
    "minute": lambda n: ngettext("%(n)s minute", "%(n)s minutes", n),
    "missing episode": lambda n: ngettext("%(n)s missing episode", "%(n)s missing episodes", n),
    "national deadline": lambda n: ngettext("%(n)s national deadline", "%(n)s national deadlines", n),
    "night": lambda n: ngettext("%(n)s night", "%(n)s nights", n),
    "other time": lambda n: ngettext("%(n)s other time", "%(n)s other times", n),
    "person": lambda n: ngettext("%(n)s person", "%(n)s people", n),
    "post": lambda n: ngettext("%(n)s post", "%(n)s posts", n),
    "record": lambda n: ngettext("%(n)s record", "%(n)s records", n),
    "referrer": lambda n: ngettext("%(n)s referrer", "%(n)s referrers", n),
    "relative": lambda n: ngettext("%(n)s relative", "%(n)s relatives", n),
    "rule": lambda n: ngettext("%(n)s rule", "%(n)s rules", n),
    "school week": lambda n: ngettext("%(n)s school week", "%(n)s school weeks", n),
    "session": lambda n: ngettext("%(n)s session", "%(n)s sessions", n),
    "stage": lambda n: ngettext("%(n)s stage", "%(n)s stages", n),
    "week": lambda n: ngettext("%(n)s week", "%(n)s weeks", n),
    "year": lambda n: ngettext("%(n)s year", "%(n)s years", n),
}


def counted(number: int, noun: str) -> str:
    """`1 day`, `4 days`, `1,204 records`."""
    return COUNTED[noun](number) % {"n": f"{number:,}"}
