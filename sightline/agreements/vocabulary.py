"""The words that an agreement may use: regimes, tiers, modes, purposes, effects and types of organisation."""

from enum import StrEnum

from sightline.model.nouns import Agency


class Regime(StrEnum):
    """Which part of data-protection law the provider's records are under."""

    UK_GDPR = "uk_gdpr"
    PART_3 = "dpa2018_part3"


class Tier(StrEnum):
    """Whether each row is about somebody of concern to the agency, or the file is a whole register."""

    RECORD = "record"
    ROLL = "roll"


class Mode(StrEnum):
    """What a recipient may be told: that records exist, or also what they say."""

    EXISTENCE = "existence"
    CONTENT = "content"


class Onward(StrEnum):
    """Whether a recipient may pass the records on."""

    NO = "no"
    ASK = "ask"
    SAME_PURPOSE = "same purpose"


class Effect(StrEnum):
    """What an exception does."""

    ALLOW = "allow"
    DENY = "deny"


class Purpose(StrEnum):
    """What the records may be used for: a closed list of Sightline's own, so that agreements can be compared."""

    SAFEGUARDING = "safeguarding"
    CRIME = "crime"
    PRACTICE_REVIEW = "practice review"
    STATISTICS = "statistics"


class UnlistedService(StrEnum):
    """Services whose records "who knows" does not list, unless their agreement says that they agreed."""

    SEXUAL_HEALTH = "sexual health"
    REFUGE = "refuge"
    CAMHS = "camhs"
    ADOPTION = "adoption"
    COVERT = "covert"


class Service(StrEnum):
    """What the register says that an organisation is: one of those services, or none of them."""

    NONE = "none"
    SEXUAL_HEALTH = "sexual health"
    REFUGE = "refuge"
    CAMHS = "camhs"
    ADOPTION = "adoption"
    COVERT = "covert"


class OrganisationType(StrEnum):
    """The types of organisation that an agreement may name in place of organisations."""

    LOCAL_AUTHORITY = "LOCAL_AUTHORITY"
    POLICE = "POLICE"
    HEALTH = "HEALTH"
    EDUCATION = "EDUCATION"
    HOUSING = "HOUSING"
    VOLUNTARY = "VOLUNTARY"
    OTHER = "OTHER"


# Layouts of what somebody makes of things: under Part 3 of the Act they are told apart from what was reported or done.
ASSESSMENTS = frozenset({"police_intelligence"})
TYPE_OF_AGENCY = {
    Agency.POLICE: OrganisationType.POLICE,
    Agency.CHILDRENS_SERVICES: OrganisationType.LOCAL_AUTHORITY,
    Agency.SCHOOL: OrganisationType.EDUCATION,
    Agency.HEALTH: OrganisationType.HEALTH,
    Agency.HOUSING: OrganisationType.HOUSING,
    Agency.LICENSING: OrganisationType.LOCAL_AUTHORITY,
    Agency.YOUTH_SERVICE: OrganisationType.VOLUNTARY,
    Agency.PARTNERSHIP: OrganisationType.OTHER,
}
