"""The closed vocabularies: agencies, precisions, kinds of entity, who decided, how a row stands.

The text of each member is what stands in tables, exports and rules; it never changes once released.
"""

from enum import StrEnum


class Agency(StrEnum):
    """Who wrote a record. `partnership` counts for the joint view only (trackers, imported chronologies)."""

    POLICE = "police"
    CHILDRENS_SERVICES = "childrens_services"
    SCHOOL = "school"
    HEALTH = "health"
    HOUSING = "housing"
    LICENSING = "licensing"
    YOUTH_SERVICE = "youth_service"
    PARTNERSHIP = "partnership"


class Precision(StrEnum):
    """How precisely a date was written. `exact` has a time of day; `day` has none."""

    EXACT = "exact"
    DAY = "day"
    MONTH = "month"
    APPROXIMATE = "approximate"
    UNKNOWN = "unknown"


class EntityKind(StrEnum):
    """What a mention is of."""

    PERSON = "person"
    VEHICLE = "vehicle"
    PHONE = "phone"
    PLACE = "place"


class DecidedBy(StrEnum):
    """What joined two mentions."""

    RULE = "rule"
    MODEL = "model"
    PERSON = "person"


class RowStatus(StrEnum):
    """How a row version stands now. Nothing is deleted: older versions stay, with their dates."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    NOT_IN_EXTRACT = "not_in_extract"
    WITHDRAWN = "withdrawn"


class ClockState(StrEnum):
    """How a clock stands. `not_known`: the data of who answers do not reach past the due time; no climbing."""

    RUNNING = "running"
    MET = "met"
    MET_LATE = "met_late"
    BREACHED = "breached"
    NOT_KNOWN = "not_known"


class HandlingMarking(StrEnum):
    """The Sightline Marking column of an export; several stand in one cell, separated by `;`."""

    SEALED_IDENTITY = "SEALED IDENTITY"
    PROTECTED_ADDRESS = "PROTECTED ADDRESS"
    RESTRICTED = "RESTRICTED"


class Role(StrEnum):
    """What an account is for. Posts and assignments are data of the account, not roles."""

    PRACTITIONER = "practitioner"
    SCHOOL_LEAD = "school_lead"
    ANALYST = "analyst"
    MANAGER = "manager"
    SENIOR_OFFICER = "senior_officer"
    PARTNERSHIP_EXECUTIVE = "partnership_executive"
    REVIEWER = "reviewer"
    ELECTED_MEMBER = "elected_member"
    INFORMATION_GOVERNANCE = "information_governance"
    OPERATOR = "operator"
