"""How many of a thing there are, as one message with its plural."""

from collections.abc import Callable, Mapping

from sightline.translation.messages import ngettext

COUNTED: Mapping[str, Callable[[int], str]] = {
    "account": lambda n: ngettext("%(n)s account", "%(n)s accounts", n),
    "action": lambda n: ngettext("%(n)s action", "%(n)s actions", n),
    "adult": lambda n: ngettext("%(n)s adult", "%(n)s adults", n),
    "agency": lambda n: ngettext("%(n)s agency", "%(n)s agencies", n),
    "answer": lambda n: ngettext("%(n)s answer", "%(n)s answers", n),
    "aunt": lambda n: ngettext("%(n)s aunt", "%(n)s aunts", n),
    "brother": lambda n: ngettext("%(n)s brother", "%(n)s brothers", n),
    "carer": lambda n: ngettext("%(n)s carer", "%(n)s carers", n),
    "child": lambda n: ngettext("%(n)s child", "%(n)s children", n),
    "cousin": lambda n: ngettext("%(n)s cousin", "%(n)s cousins", n),
    "daughter": lambda n: ngettext("%(n)s daughter", "%(n)s daughters", n),
    "day": lambda n: ngettext("%(n)s day", "%(n)s days", n),
    "deadline": lambda n: ngettext("%(n)s deadline", "%(n)s deadlines", n),
    "entry": lambda n: ngettext("%(n)s entry", "%(n)s entries", n),
    "episode": lambda n: ngettext("%(n)s episode", "%(n)s episodes", n),
    "foster carer": lambda n: ngettext("%(n)s foster carer", "%(n)s foster carers", n),
    "grandchild": lambda n: ngettext("%(n)s grandchild", "%(n)s grandchildren", n),
    "grandfather": lambda n: ngettext("%(n)s grandfather", "%(n)s grandfathers", n),
    "grandmother": lambda n: ngettext("%(n)s grandmother", "%(n)s grandmothers", n),
    "grandparent": lambda n: ngettext("%(n)s grandparent", "%(n)s grandparents", n),
    "guardian": lambda n: ngettext("%(n)s guardian", "%(n)s guardians", n),
    "half-brother": lambda n: ngettext("%(n)s half-brother", "%(n)s half-brothers", n),
    "half-sibling": lambda n: ngettext("%(n)s half-sibling", "%(n)s half-siblings", n),
    "half-sister": lambda n: ngettext("%(n)s half-sister", "%(n)s half-sisters", n),
    "father": lambda n: ngettext("%(n)s father", "%(n)s fathers", n),
    "hour": lambda n: ngettext("%(n)s hour", "%(n)s hours", n),
    "mother": lambda n: ngettext("%(n)s mother", "%(n)s mothers", n),
    "minute": lambda n: ngettext("%(n)s minute", "%(n)s minutes", n),
    "missing episode": lambda n: ngettext("%(n)s missing episode", "%(n)s missing episodes", n),
    "national deadline": lambda n: ngettext("%(n)s national deadline", "%(n)s national deadlines", n),
    "nephew": lambda n: ngettext("%(n)s nephew", "%(n)s nephews", n),
    "niece": lambda n: ngettext("%(n)s niece", "%(n)s nieces", n),
    "niece or nephew": lambda n: ngettext("%(n)s niece or nephew", "%(n)s nieces or nephews", n),
    "night": lambda n: ngettext("%(n)s night", "%(n)s nights", n),
    "other time": lambda n: ngettext("%(n)s other time", "%(n)s other times", n),
    "parent": lambda n: ngettext("%(n)s parent", "%(n)s parents", n),
    "person": lambda n: ngettext("%(n)s person", "%(n)s people", n),
    "post": lambda n: ngettext("%(n)s post", "%(n)s posts", n),
    "record": lambda n: ngettext("%(n)s record", "%(n)s records", n),
    "referrer": lambda n: ngettext("%(n)s referrer", "%(n)s referrers", n),
    "relative": lambda n: ngettext("%(n)s relative", "%(n)s relatives", n),
    "rule": lambda n: ngettext("%(n)s rule", "%(n)s rules", n),
    "school week": lambda n: ngettext("%(n)s school week", "%(n)s school weeks", n),
    "session": lambda n: ngettext("%(n)s session", "%(n)s sessions", n),
    "sibling": lambda n: ngettext("%(n)s sibling", "%(n)s siblings", n),
    "sister": lambda n: ngettext("%(n)s sister", "%(n)s sisters", n),
    "son": lambda n: ngettext("%(n)s son", "%(n)s sons", n),
    "stage": lambda n: ngettext("%(n)s stage", "%(n)s stages", n),
    "stepbrother": lambda n: ngettext("%(n)s stepbrother", "%(n)s stepbrothers", n),
    "stepchild": lambda n: ngettext("%(n)s stepchild", "%(n)s stepchildren", n),
    "stepfather": lambda n: ngettext("%(n)s stepfather", "%(n)s stepfathers", n),
    "stepmother": lambda n: ngettext("%(n)s stepmother", "%(n)s stepmothers", n),
    "stepsister": lambda n: ngettext("%(n)s stepsister", "%(n)s stepsisters", n),
    "uncle": lambda n: ngettext("%(n)s uncle", "%(n)s uncles", n),
    "week": lambda n: ngettext("%(n)s week", "%(n)s weeks", n),
    "year": lambda n: ngettext("%(n)s year", "%(n)s years", n),
}


def counted(number: int, noun: str) -> str:
    """`1 day`, `4 days`, `1,204 records`; a word of a record that is not in the list stands as it is."""
    return COUNTED[noun](number) % {"n": f"{number:,}"} if noun in COUNTED else f"{number:,} {noun}"
