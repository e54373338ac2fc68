"""The words of the pages of networks: kinds, lists, grades.

An adult has no word of concern here. "Adult" says an age and nothing else.
"""

from django.utils.translation import gettext as _

from sightline.casework.networks.selectors.exports import ExportWords
from sightline.casework.people.pages.nodes import AnalystEntryLine, Node
from sightline.translation.lists import one_of
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.words import agency_in_words
from sightline.web.networks.link_words import how_of_record

KINDS = {
    "child": gettext_lazy("Child"),
    "adult": gettext_lazy("Adult"),
    "person": gettext_lazy("Person"),
    "vehicle": gettext_lazy("Vehicle"),
    "phone": gettext_lazy("Phone"),
    "place": gettext_lazy("Place"),
    "account": gettext_lazy("Online account"),
    "unidentified": gettext_lazy("Not identified"),
    "group": gettext_lazy("Group"),
    "added": gettext_lazy("Added by an analyst"),
}
LISTS = {
    "group": gettext_lazy("Groups"),
    "adult": gettext_lazy("Adults around several children"),
    "unidentified": gettext_lazy("Adults not identified"),
    "place": gettext_lazy("Places"),
    "vehicle": gettext_lazy("Vehicles"),
    "phone": gettext_lazy("Phones"),
    "account": gettext_lazy("Online accounts"),
    "missing": gettext_lazy("Missing together"),
}
LIST_SAYS = {
    "group": gettext_lazy("Children and adults connected by several different things, close in time."),
    "adult": gettext_lazy("Adults outside the family, named in the records of two or more children."),
    "unidentified": gettext_lazy("Adults known only by a name in notes, in the notes of two children or more."),
    "place": gettext_lazy("Places linked to 2 or more children (not their homes)."),
    "vehicle": gettext_lazy("Vehicles linked to 2 or more children (not their family’s)."),
    "phone": gettext_lazy("Phone numbers linked to 2 or more children (not their family’s)."),
    "account": gettext_lazy(
        "Social media accounts named in the notes of 2 or more children, and confirmed by a person."
    ),
    "missing": gettext_lazy("Two children who were missing at the same time more often than chance explains."),
}
BESIDE = {"unidentified": gettext_lazy("Not identified"), "age_not_known": gettext_lazy("Age not known")}
SOURCES = {"1": gettext_lazy("reliable"), "2": gettext_lazy("untested"), "3": gettext_lazy("not reliable")}
INFORMATION = {
    "A": gettext_lazy("known directly to the source"),
    "B": gettext_lazy("known indirectly, and supported by something else"),
    "C": gettext_lazy("known indirectly"),
    "D": gettext_lazy("not known"),
    "E": gettext_lazy("suspected to be false"),
}
HANDLING = {
    "P": gettext_lazy("may be shared where the law allows"),
    "C": gettext_lazy("may be shared where the law allows, on conditions"),
}
ENTRIES = {
    "entity": gettext_lazy("Something that no record names"),
    "connection": gettext_lazy("A connection"),
    "hypothesis": gettext_lazy("A hypothesis"),
}


ADDED = {
    "entity": gettext_lazy("Added by {by}, not from a record"),
    "connection": gettext_lazy("A connection added by {by}, not from a record"),
    "hypothesis": gettext_lazy("Added by {by}, a hypothesis"),
}


def kind_in_words(kind: str) -> str:
    """What a node is."""
    return KINDS.get(kind, kind)


WORDS_OF_FILES = ExportWords(kind=lambda kind: f"{kind_in_words(kind)}", agency=agency_in_words, how=how_of_record)


def node_in_words(node: Node) -> str:
    """What a node is, and that an analyst added it, if one did."""
    return (
        _("%(kinds)s, added by an analyst") % {"kinds": KINDS[node.as_kind]}
        if node.as_kind
        else kind_in_words(node.kind)
    )


def age_in_words(node: Node) -> str:
    """`aged 16`, `aged 15 or 16` where birth dates differ, or that nobody knows; empty of what has no age."""
    if (node.as_kind or node.kind) not in ("child", "adult", "person"):
        return ""
    return _("aged %(ages)s") % {"ages": one_of([str(age) for age in node.ages])} if node.ages else _("age not known")


def added_in_words(entry: AnalystEntryLine) -> str:
    """Who added it, and as what."""
    return ADDED[entry.kind].format(by=entry.by)


GRADED = (gettext_lazy("source %(grade)s"), gettext_lazy("information %(grade)s"), gettext_lazy("handling %(grade)s"))


def expected_in_words(expected: float) -> str:
    """How often by chance: `0.13`, or `2`."""
    return f"{expected:g}"


def url_kind(kind: str) -> str:
    """The kind as it stands in an address: children and adults are both people there."""
    return "person" if kind in ("child", "adult") else kind


def beside_in_words(standing: str) -> str:
    """How somebody stands of whom nobody can say whether child or adult."""
    return BESIDE.get(standing, standing)


def sure_in_words(unsure: bool) -> str:
    """How sure it is who the two are."""
    return (
        _("Based on similar details only: check that it is the right person")
        if unsure
        else _("Identity confirmed: same number, a matching rule, or a colleague’s answer")
    )


def grade_in_words(grade: str) -> str:
    """`2 B P` in words; empty where there is no grade."""
    parts = grade.split()
    words = [
        table[part.upper()]
        for table, part in zip((SOURCES, INFORMATION, HANDLING), parts, strict=False)
        if part.upper() in table
    ]
    return ", ".join(f"{said % {'grade': word}}" for said, word in zip(GRADED, words, strict=False))


def grade_of_entry(entry: AnalystEntryLine) -> str:
    """The grade that an analyst gave."""
    return f"{entry.source_grade} {entry.information_grade} {entry.handling}"


def entry_in_words(kind: str) -> str:
    """What was added."""
    return ENTRIES.get(kind, kind)
