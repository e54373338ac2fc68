"""What pages, files and commands call each agency, and its letters beside its colour."""

from sightline.translation.messages import gettext, gettext_noop

AGENCY_NAMES = {
    "police": gettext_noop("Police"),
    "childrens_services": gettext_noop("Children’s services"),
    "school": gettext_noop("School"),
    "health": gettext_noop("Health"),
    "housing": gettext_noop("Housing"),
    "licensing": gettext_noop("Licensing"),
    "youth_service": gettext_noop("Youth service"),
    "partnership": gettext_noop("Partnership"),
}

LAYOUT_WORDS = {"childrens": "children’s", "mace": "MACE"}  # as people write words of a layout's id

AGENCY_LETTERS = {
    "childrens_services": "CS", "police": "PO", "school": "SC", "health": "HE", "youth_service": "YS",
    "housing": "HO", "licensing": "LI", "partnership": "PA",
}  # fmt: skip


def name_agency(agency: str) -> str:
    """`Children’s services`, in the language of the reader; what is no agency as it is written."""
    return gettext(AGENCY_NAMES[agency]) if agency in AGENCY_NAMES else agency.replace("_", " ")


def say_layout(layout: str) -> str:
    """The id of a layout in words, in English: `children’s services events`."""
    return " ".join(LAYOUT_WORDS.get(word, word) for word in layout.split("_"))
