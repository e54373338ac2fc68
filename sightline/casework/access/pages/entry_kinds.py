"""What an entry about access says happened, and the words that it may have."""

from enum import StrEnum

from sightline.translation.messages import lazy as _


class AccessEntryKind(StrEnum):
    """What a row says happened."""

    IN_FORCE = "in_force"
    TEAM = "team"
    TASK = "task"
    TASK_MEMBERS = "task_members"
    ASSIGNED = "assigned"
    NEEDED = "needed"
    NUMBER = "number"
    CHECKED = "checked"
    CASE_NAME = "case_name"
    ALLOCATED = "allocated"
    EXTRACTS_READ = "extracts_read"
    ENDED = "ended"
    REVIEWED = "reviewed"


class TaskKind(StrEnum):
    """What a team's standing task is. The first two open a child by a number of the team's own case system."""

    FRONT_DOOR = "front_door"
    MISSING_DESK = "missing_desk"
    ANALYSIS = "analysis"


class AccessPurpose(StrEnum):
    """What somebody needs to know of a child for."""

    ENQUIRY = "enquiry"
    CONCERN = "concern"
    PLAN = "plan"
    MISSING = "missing"
    FAMILY_REQUEST = "family_request"
    REVIEW = "review"
    GOVERNANCE = "governance"


class ReviewOutcome(StrEnum):
    """What a manager says of a reason that somebody gave."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class TeamListing(StrEnum):
    """How a change of a team lists its members: who changed it confirms each, or only those who are new."""

    CONFIRMED = "confirmed"


class AssignedWithin(StrEnum):
    """Whom a manager assigned: one or a team of their own, so that they open the child by their own decision."""

    OWN_TEAM = "own_team"


class NumberCheck(StrEnum):
    """What later data say of a number: it is there, it is there and in the sample to review, or it is not there."""

    BORNE_OUT = "borne_out"
    SAMPLED = "sampled"
    NOT_BORNE_OUT = "not_borne_out"


BY_NUMBER = (TaskKind.FRONT_DOOR, TaskKind.MISSING_DESK)
PURPOSES = {
    AccessPurpose.ENQUIRY: _("Enquiry or assessment of this child"),
    AccessPurpose.CONCERN: _("Concern about this child"),
    AccessPurpose.PLAN: _("Plan or meeting about this child"),
    AccessPurpose.MISSING: _("This child is missing"),
    AccessPurpose.FAMILY_REQUEST: _("The child or family asked for help"),
    AccessPurpose.REVIEW: _("Review or audit of practice"),
}
OF_GOVERNANCE = {
    AccessPurpose.GOVERNANCE: _("A request for data, dispute, correction, erasure or breach"),
    AccessPurpose.REVIEW: PURPOSES[AccessPurpose.REVIEW],
}
EVERY_PURPOSE = {**PURPOSES, **OF_GOVERNANCE}
TASKS = {
    TaskKind.FRONT_DOOR: _("Front door or MASH: opens a child by a contact or referral number"),
    TaskKind.MISSING_DESK: _("Missing desk: opens a child by a missing report number"),
    TaskKind.ANALYSIS: _("Analysis across agencies: opens every child"),
}
NUMBER_CHECKS = {
    NumberCheck.BORNE_OUT: _("Your agency’s records of this child have the number"),
    NumberCheck.SAMPLED: _("Your agency’s records of this child have the number. Sightline chose it for a review"),
    NumberCheck.NOT_BORNE_OUT: _("Recent records of this child from the agency do not have the number"),
}
OUTCOMES = {
    ReviewOutcome.ACCEPTED: _("The reason is enough"),
    ReviewOutcome.REFUSED: _("The reason is not enough"),
}
