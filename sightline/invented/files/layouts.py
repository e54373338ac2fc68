"""The headings of the thirteen files, in order, as the reference layouts have them.

A layout may carry a last column `Sightline Marking`, and here some do (`MARKED`).
"""

from typing import Final

MARKING: Final = "Sightline Marking"
TRACKER: Final = "mace_tracker.xlsx"


def _headings(text: str) -> tuple[str, ...]:
    return tuple(" ".join(heading.split()) for heading in text.split("|"))


LAYOUTS: Final[dict[str, tuple[str, ...]]] = {
    "police_occurrences.csv": _headings("""
        Occurrence No | Occurrence Type | HO Class | Flags | Reported Date | Reported Time | From Date | From Time |
        To Date | To Time | Location | Location Postcode | Summary | Nominal Ref | Surname | Forenames | Alias | DOB |
        Sex | Ethnicity | Role | Home Address | Home Postcode | Telephone | VRM | Vehicle | OIC | Outcome |
        Outcome Date | Entered On"""),
    "police_intelligence.csv": _headings("""
        Log No | Submitted On | Event Date | Event Date Precision | Source Evaluation | Intelligence Assessment |
        Handling | Handling Conditions | Text | Nominal Ref | Surname | Forenames | Alias | DOB | Sex | Address |
        Postcode | Telephone | VRM | Vehicle | Role"""),
    "police_missing.csv": _headings("""
        Misper Ref | Nominal Ref | Surname | Forenames | DOB | Sex | Home Address | Home Postcode | Missing From Date |
        Missing From Time | Reported Date | Reported Time | Reported By | Risk Grade | Found Date | Found Time |
        Found Location | Found Postcode | Found With | Circumstances | Prevention Interview Date |
        Prevention Interview Text | Entered On"""),
    "return_interviews.csv": _headings("""
        Person ID | NHS Number | Surname | Forename | DOB | Misper Ref | Returned Date | Returned Time | Offered On |
        Accepted | Held Date | Held Time | Interviewer | Independent | Interview Text | Child's Words |
        Shared With Police On | Entered On"""),
    "childrens_services_events.csv": _headings("""
        Person ID | NHS Number | UPN | Surname | Forename | Known As | DOB | Sex | Ethnicity | Address | Postcode |
        Event Type | Event Date | Event Time | Source | Source Agency | Text | Child Seen | Child Seen Alone |
        Child's Words | Outcome | Decision By | Decision Role | Decision Date | Factors | Worker | Team |
        Address Of Placement | Entered On"""),
    "childrens_services_family.csv": _headings("""
        Person ID | Related Person ID | Related Surname | Related Forename | Related DOB | Related Phone |
        Relationship | From | To"""),
    "school_concerns.csv": _headings("""
        Incident ID | School | UPN | Surname | Forename | DOB | Year | Categories | Incident Date | Incident Time |
        Logged On | Text | Child's Words | Linked Students | Action | Action Date | Author | DSL Informed"""),
    "school_attendance.csv": _headings("School | UPN | Surname | Forename | DOB | Week Commencing | Marks"),
    "health_attendances.csv": _headings("""
        NHS Number | Surname | Forename | DOB | Sex | Address | Postcode | Site | Service | Attended Date |
        Attended Time | Complaint | Accompanied By | Text | Child's Words | Safeguarding Concern | Outcome |
        Follow Up | Clinician | Restricted | Entered On"""),
    "housing_complaints.csv": _headings("""
        Complaint No | Received Date | Premises | Postcode | Tenant Surname | Tenant Forename | Tenant DOB |
        Telephone | VRM | Text | Action | Officer | Closed Date | Entered On"""),
    "licensing_register.csv": _headings("""
        Licence No | Licence Type | VRM | Plate | Make | Colour | Holder Surname | Holder Forename | Holder DOB |
        Holder Address | Holder Postcode | Holder Phone | Operator | Premises | Granted | Expires | Status |
        Complaint Date | Complaint Text | Entered On"""),
    "youth_service_contacts.csv": _headings("""
        Contact Ref | Date | Time | Place | Place Postcode | Surname | Forename | Known As | DOB | Phone |
        Text | Child's Words | Others Named | Shared With | Shared On | Worker | Entered On"""),
    TRACKER: _headings("""
        Meeting Date | Person ID | Child | DOB | Lead | Level | Persons Of Concern | Places | Decision | Action |
        Action Owner | Due | Done"""),
}  # fmt: skip

MARKED: Final = (
    "police_occurrences.csv", "police_missing.csv", "return_interviews.csv", "childrens_services_events.csv",
    "school_concerns.csv", "health_attendances.csv",
)  # fmt: skip

TRUTH: Final[dict[str, tuple[str, ...]]] = {
    "rows": ("source_file", "source_row", "slot", "true_id"),
    "persons": (
        "true_id", "name", "forename", "middle_name", "surname", "other_names", "birth_date", "sex", "nhs_number",
        "upn", "household_id", "part", "name_list",
    ),
    "groups": ("group_id", "true_id", "part", "from_on", "to_on"),
    "decoys": ("decoy_id", "decoy_kind", "true_ids", "thing_ids", "why"),
    "patterns": ("pattern_id", "true_ids", "thing_id", "first_true_on", "how_known"),
    "missed": ("missed_id", "missed_kind", "true_id", "agency", "source_file", "source_row", "happened_on", "why"),
}  # fmt: skip


def headings_of(name: str) -> tuple[str, ...]:
    """The headings of a file as it is written, `Sightline Marking` last where the file carries it."""
    return (*LAYOUTS[name], MARKING) if name in MARKED else LAYOUTS[name]
