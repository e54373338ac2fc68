"""The words that stand on screen for the ids that stand in the tables.

A screen never shows an id of an agency, layout or role; a layout that has no words here still reads as plain English,
made from its id.
"""

from sightline.model.agency_names import AGENCY_NAMES
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _

AGENCIES = {agency: _(name) for agency, name in AGENCY_NAMES.items()}

ROLES = {
    "practitioner": _("practitioner"),
    "school_lead": _("school safeguarding lead"),
    "analyst": _("analyst"),
    "manager": _("manager"),
    "senior_officer": _("senior officer"),
    "partnership_executive": _("partnership executive"),
    "reviewer": _("reviewer"),
    "elected_member": _("elected member"),
    "information_governance": _("information governance"),
    "operator": _("operator"),
}

# One record of each layout, in the words of those who write it.
LAYOUTS = {
    "police_occurrences": _("Police occurrence"),
    "police_intelligence": _("Police intelligence log"),
    "police_missing": _("Missing report"),
    "return_interviews": _("Return home interview"),
    "childrens_services_events": _("Children’s services record"),
    "childrens_services_family": _("Family and relationships"),
    "school_concerns": _("School concern"),
    "school_attendance": _("School attendance"),
    "school_census/pupil": _("Pupil on roll (school census)"),
    "school_census/leaver": _("Pupil no longer on roll (school census)"),
    "school_census/exclusion": _("Exclusion or suspension (school census)"),
    "school_census/sessions": _("Sessions of a term (school census)"),
    "school_ctf/pupil": _("Pupil who moved school (transfer file)"),
    "school_ctf/school": _("School attended (transfer file)"),
    "school_ctf/attendance": _("Attendance of a school year (transfer file)"),
    "school_ctf/contact": _("Family and relationships (transfer file)"),
    "health_attendances": _("Health attendance"),
    "housing_complaints": _("Housing complaint"),
    "licensing_register": _("Licensing register"),
    "youth_service_contacts": _("Youth service contact"),
    "mace_tracker": _("MACE meeting"),
    "sightline_concerns": _("Concern entered in Sightline"),
    "sightline_professional_concerns": _("Concern about someone who works with children"),
    "sightline_concerns/concern": _("Concern entered in Sightline"),
    "sightline_concerns/correction": _("Correction of a concern"),
    "sightline_professional_concerns/concern": _("Concern about someone who works with children"),
    "sightline_professional_concerns/correction": _("Correction of a concern about someone who works with children"),
    "ofsted_annex_a/list_1": _("Contact (Annex A)"),
    "ofsted_annex_a/list_2": _("Early help (Annex A)"),
    "ofsted_annex_a/list_3": _("Referral (Annex A)"),
    "ofsted_annex_a/list_4": _("Assessment (Annex A)"),
    "ofsted_annex_a/list_5": _("Section 47 enquiry (Annex A)"),
    "ofsted_annex_a/list_6": _("Child in need (Annex A)"),
    "ofsted_annex_a/list_7": _("Child protection plan (Annex A)"),
    "ofsted_annex_a/list_8": _("Child looked after (Annex A)"),
    "cin_census/child": _("Child (children in need census)"),
    "cin_census/referral": _("Referral (children in need census)"),
    "cin_census/assessment": _("Assessment (children in need census)"),
    "cin_census/cin_plan": _("Child in need plan (children in need census)"),
    "cin_census/section_47": _("Section 47 enquiry (children in need census)"),
    "cin_census/protection_plan": _("Child protection plan (children in need census)"),
    "cin_census/protection_review": _("Review conference (children in need census)"),
    "cin_census/pre_proceedings": _("Pre-proceedings (children in need census)"),
    "ssda903/child": _("Looked-after child (SSDA903 return)"),
    "ssda903/episode": _("Episode of care (SSDA903 return)"),
    "ssda903/missing": _("Missing or away (SSDA903 return)"),
    "ssda903/review": _("Review of a looked-after child (SSDA903 return)"),
    "ssda903/uasc": _("Unaccompanied child (SSDA903 return)"),
    "ssda903/health": _("Health and wellbeing (SSDA903 return)"),
    "ssda903/care_leaver": _("Care leaver (SSDA903 return)"),
    "ssda903/adoption": _("Adoption (SSDA903 return)"),
    "ssda903/placed_for_adoption": _("Placed for adoption (SSDA903 return)"),
    "ssda903/earlier_permanence": _("Earlier permanence (SSDA903 return)"),
    "ssda903/social_worker": _("Social worker (SSDA903 return)"),
    "ssda903/deprivation_of_liberty": _("Deprivation of liberty (SSDA903 return)"),
    "document/text": _("Document"),
    "document/chronology": _("Entry of a chronology in a document"),
    "family_context_acute_health": _("Family Context: acute health"),
    "family_context_adult_social_care": _("Family Context: adult social care"),
    "family_context_childrens_social_care": _("Family Context: children’s social care"),
    "family_context_community_health": _("Family Context: community health"),
    "family_context_housing": _("Family Context: housing"),
}

# A record's own type, where it says enough without the layout before it.
EVENTS = {
    "assessment start": _("Assessment started"),
    "assessment end": _("Assessment ended"),
    "case note": _("Case note"),
    "closure": _("Case closed"),
    "contact": _("Contact"),
    "core group": _("Core group"),
    "icpc": _("Initial child protection conference"),
    "mace": _("MACE meeting"),
    "placement start": _("Placement started"),
    "placement end": _("Placement ended"),
    "plan start": _("Plan started"),
    "plan end": _("Plan ended"),
    "referral": _("Referral"),
    "review conference": _("Review conference"),
    "s47 start": _("Section 47 enquiry started"),
    "s47 end": _("Section 47 enquiry ended"),
    "strategy discussion": _("Strategy discussion"),
    "supervision": _("Supervision"),
    "visit": _("Visit"),
}

TYPES = {
    "asb": _("anti-social behaviour"),
    "ed": _("emergency department"),
    "utc": _("urgent treatment centre"),
    "gp": _("GP"),
    "camhs": _("CAMHS"),
    "rtc": _("road traffic collision"),
    "rtc non-injury": _("road traffic collision, no injuries"),
}

SLOTS = {"subject": _("who it is about")}

SAID = {
    "birth date": _("Born"),
    "birth date as written": _("Birth date or age, as written"),
    "own number": _("Own number"),
}

ANSWERS = {"same": _("the same person"), "not_same": _("two people"), "cannot_tell": _("cannot tell")}

FORMS_OF_ANSWER = {
    "found": _("asked, and answered"),
    "asked_not_known": _("asked, and still not known"),
    "act": _("someone will deal with it"),
    "not_proceed": _("not proceeding"),
}

BECAME = {
    "": _("Applies from the next update"),
    "joined": _("Matched"),
    "apart": _("Kept separate"),
    "asked_again": _("It stays open"),
    "conflict": _("No effect: it contradicts another answer or two NHS numbers"),
    "not_here": _("No effect: a record is no longer there"),
    "sealed": _("No effect"),
}

COUNTS = {
    "source_row": _("Rows imported"),
    "agency_record": _("Records, all versions"),
    "fact": _("Facts"),
    "mention": _("Times that records name a person or thing"),
    "person": _("People"),
    "thing": _("Vehicles, phones and places"),
    "link": _("Matched records"),
    "question": _("Possible matches"),
    "judgement": _("Answers applied"),
    "chronology": _("Entries in chronologies"),
    "unanswered": _("Unanswered questions"),
    "unanswered_basis": _("Records that those questions are based on"),
    "reject": _("Rows not imported"),
    "received_file": _("Files and sheets"),
}

TWO = 2

RELATIONS = {
    "mother": _("mother"), "father": _("father"), "parent": _("parent"), "carer": _("carer"),
    "foster carer": _("foster carer"), "guardian": _("guardian"), "stepmother": _("stepmother"),
    "stepfather": _("stepfather"), "grandmother": _("grandmother"), "grandfather": _("grandfather"),
    "grandparent": _("grandparent"), "aunt": _("aunt"), "uncle": _("uncle"), "brother": _("brother"),
    "sister": _("sister"), "half-brother": _("half-brother"), "half-sister": _("half-sister"),
    "stepbrother": _("stepbrother"), "stepsister": _("stepsister"), "sibling": _("sibling"),
    "half-sibling": _("half-sibling"), "son": _("son"), "daughter": _("daughter"), "child": _("child"),
    "stepchild": _("stepchild"), "grandchild": _("grandchild"), "niece": _("niece"), "nephew": _("nephew"),
    "niece or nephew": _("niece or nephew"), "cousin": _("cousin"),
}  # fmt: skip


def plain(name: str) -> str:
    """An id as plain words: `annex_a_list_1` is `Annex a list 1`."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def agency_in_words(agency: str) -> str:
    """The agency's name; empty where none is known."""
    return str(AGENCIES.get(agency, plain(agency)))


def body_in_words(agency: str, organisation: str) -> str:
    """A body: its agency, and its organisation where the agency has several."""
    return f"{agency_in_words(agency)}, {organisation}" if organisation else str(agency_in_words(agency))


def layout_in_words(layout: str) -> str:
    """One record of that layout."""
    return str(LAYOUTS.get(layout, plain(layout)))


def kind_in_words(kind: str) -> str:
    """A record's kind, `layout` or `layout/its own type`, as people who work with it would say it."""
    if kind in LAYOUTS:
        return str(LAYOUTS[kind])
    layout, _, own_type = kind.rpartition("/")
    if not layout:
        return layout_in_words(kind)
    if layout == "childrens_services_events" and own_type in EVENTS:
        return str(EVENTS[own_type])
    return f"{layout_in_words(layout)}: {TYPES.get(own_type, own_type)}"


def role_in_words(role: str) -> str:
    """What an account is for."""
    return str(ROLES.get(role, plain(role).lower()))


def said_in_words(what: str) -> str:
    """What an agency says of somebody, as a label."""
    return str(SAID.get(what, plain(what)))


def answer_in_words(answer: str) -> str:
    """What somebody answered to "same person?"."""
    return str(ANSWERS.get(answer, plain(answer).lower()))


def form_of_answer(form: str) -> str:
    """In which form somebody answered."""
    return str(FORMS_OF_ANSWER.get(form, plain(form).lower()))


def relation_in_words(relation: str) -> str:
    """What a relative is to the child; a word that is not in the list as the record has it."""
    return RELATIONS.get(relation, relation)


def became_in_words(became: str) -> str:
    """What a run made of an answer."""
    return str(BECAME.get(became, plain(became)))


def account_in_words(username: str) -> str:
    """A user name as people say it: `Priya Nair` of priya.nair, `School lead` of school_lead; any other as it is."""
    if "." in username and username.replace(".", "").replace("-", "").isalpha():
        return join_shown(" ", (part.capitalize() for part in username.split(".")))
    return username.replace("_", " ").capitalize() if "_" in username else username


def lower_first(text: str) -> str:
    """The text with a small first letter, to stand within a line."""
    return text[:1].lower() + text[1:]
