"""The letters by which pages and files call each agency beside its colour."""

AGENCY_LETTERS = {
    "childrens_services": "CS", "police": "PO", "school": "SC", "health": "HE", "youth_service": "YS",
    "housing": "HO", "licensing": "LI", "partnership": "PA",
}  # fmt: skip
