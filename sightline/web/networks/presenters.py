"""The words of the pages of networks: kinds, lists, grades.

An adult has no word of concern here. "Adult" says an age and nothing else.
"""

from django.utils.translation import gettext as _

from sightline.casework.people.nodes import AnalystEntryLine, Node

KINDS = {
    "child": "Child",
    "adult": "Adult",
    "person": "Person",
    "vehicle": "Vehicle",
    "phone": "Phone",
    "place": "Place",
    "account": "Account",
    "unidentified": "Unidentified",
    "group": "Group",
    "added": "Added by an analyst",
}
LISTS = {
    "group": "Groups",
    "adult": "Adults around several children",
    "unidentified": "Unidentified adults",
    "place": "Places",
    "vehicle": "Vehicles",
    "phone": "Phones",
    "account": "Accounts",
    "missing": "Missing together",
}
LIST_SAYS = {
    "group": "People around children who are tied by several different things, close in time.",
    "adult": "Adults outside the family, named in the records of two or more children.",
    "unidentified": "Adults known by a name in notes alone, on the notes of two children or more.",
    "place": "Places linked to 2 or more children (not their homes).",
    "vehicle": "Vehicles linked to 2 or more children (not their family’s).",
    "phone": "Phone numbers linked to 2 or more children (not their family’s).",
    "account": "Social media accounts named in the notes of 2 or more children, and confirmed by a person.",
    "missing": "Two children who were missing at the same time more often than chance gives.",
}
BESIDE = {"unidentified": "Unidentified", "age_not_known": "Age not known"}
SOURCES = {"1": "reliable", "2": "untested", "3": "not reliable"}
INFORMATION = {
    "A": "known directly to the source",
    "B": "known indirectly, and supported by something else",
    "C": "known indirectly",
    "D": "not known",
    "E": "suspected to be false",
}
HANDLING = {"P": "may be shared by law", "C": "may be shared by law, on conditions"}
ENTRIES = {"entity": "Something that no record names", "connection": "A connection", "hypothesis": "A hypothesis"}


ADDED = {
    "entity": "Added by {by}, not from a record",
    "connection": "A connection added by {by}, not from a record",
    "hypothesis": "Added by {by}, a hypothesis",
}


def kind_in_words(kind: str) -> str:
    """What a node is."""
    return KINDS.get(kind, kind)


def node_in_words(node: Node) -> str:
    """What a node is, and that an analyst added it, if one did."""
    return f"{KINDS[node.as_kind]}, added by an analyst" if node.as_kind else kind_in_words(node.kind)


def added_in_words(entry: AnalystEntryLine) -> str:
    """Who added it, and as what."""
    return ADDED[entry.kind].format(by=entry.by)


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
    return _("By likeness alone: check who is meant") if unsure else _("By number, rule or a person’s answer")


def grade_in_words(grade: str) -> str:
    """`2 B P` in words; empty where there is no grade."""
    parts = grade.split()
    words = [
        table[part.upper()]
        for table, part in zip((SOURCES, INFORMATION, HANDLING), parts, strict=False)
        if part.upper() in table
    ]
    said = ("source", "information", "handling")
    return ", ".join(f"{name} {word}" for name, word in zip(said, words, strict=False))


def grade_of_entry(entry: AnalystEntryLine) -> str:
    """The grade that an analyst gave."""
    return f"{entry.source_grade} {entry.information_grade} {entry.handling}"


def entry_in_words(kind: str) -> str:
    """What was added."""
    return ENTRIES.get(kind, kind)
