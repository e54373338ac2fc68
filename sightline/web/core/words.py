"""The words that stand on screen for the ids that stand in the tables.

A screen never shows an id of an agency, layout or role; a layout that has no words here still reads as plain English,
made from its id.
"""

AGENCIES = {
    "police": "Police",
    "childrens_services": "Children’s services",
    "school": "School",
    "health": "Health",
    "housing": "Housing",
    "licensing": "Licensing",
    "youth_service": "Youth service",
    "partnership": "Partnership",
}

ROLES = {
    "practitioner": "practitioner",
    "school_lead": "school safeguarding lead",
    "analyst": "analyst",
    "manager": "manager",
    "senior_officer": "senior officer",
    "partnership_executive": "partnership executive",
    "reviewer": "reviewer",
    "elected_member": "elected member",
    "information_governance": "information governance",
    "operator": "operator",
}

# One record of each layout, in the words of those who write it.
LAYOUTS = {
    "police_occurrences": "Police occurrence",
    "police_intelligence": "Police intelligence log",
    "police_missing": "Missing report",
    "return_interviews": "Return home interview",
    "childrens_services_events": "Children’s services record",
    "childrens_services_family": "Family and relationships",
    "school_concerns": "School concern",
    "school_attendance": "School attendance",
    "health_attendances": "Health attendance",
    "housing_complaints": "Housing complaint",
    "licensing_register": "Licensing register",
    "youth_service_contacts": "Youth service contact",
    "mace_tracker": "MACE meeting",
    "sightline_concerns": "Concern entered in Sightline",
    "sightline_professional_concerns": "Concern about someone who works with children",
    "sightline_concerns/concern": "Concern entered in Sightline",
    "sightline_concerns/correction": "Correction of a concern",
    "sightline_professional_concerns/concern": "Concern about someone who works with children",
    "sightline_professional_concerns/correction": "Correction of a concern about someone who works with children",
    "ofsted_annex_a/list_1": "Contact (Annex A)",
    "ofsted_annex_a/list_2": "Early help (Annex A)",
    "ofsted_annex_a/list_3": "Referral (Annex A)",
    "ofsted_annex_a/list_4": "Assessment (Annex A)",
    "ofsted_annex_a/list_5": "Section 47 enquiry (Annex A)",
    "ofsted_annex_a/list_6": "Child in need (Annex A)",
    "ofsted_annex_a/list_7": "Child protection plan (Annex A)",
    "ofsted_annex_a/list_8": "Child looked after (Annex A)",
    "family_context_acute_health": "Family Context: acute health",
    "family_context_adult_social_care": "Family Context: adult social care",
    "family_context_childrens_social_care": "Family Context: children’s social care",
    "family_context_community_health": "Family Context: community health",
    "family_context_housing": "Family Context: housing",
}

# A record's own type, where it says enough without the layout before it.
EVENTS = {
    "assessment start": "Assessment started",
    "assessment end": "Assessment ended",
    "case note": "Case note",
    "closure": "Case closed",
    "contact": "Contact",
    "core group": "Core group",
    "icpc": "Initial child protection conference",
    "mace": "MACE meeting",
    "placement start": "Placement started",
    "placement end": "Placement ended",
    "plan start": "Plan started",
    "plan end": "Plan ended",
    "referral": "Referral",
    "review conference": "Review conference",
    "s47 start": "Section 47 enquiry started",
    "s47 end": "Section 47 enquiry ended",
    "strategy discussion": "Strategy discussion",
    "supervision": "Supervision",
    "visit": "Visit",
}

TYPES = {
    "asb": "anti-social behaviour",
    "ed": "emergency department",
    "utc": "urgent treatment centre",
    "gp": "GP",
    "camhs": "CAMHS",
    "rtc": "road traffic collision",
    "rtc non-injury": "road traffic collision, nobody hurt",
}

SLOTS = {"subject": "who it is about"}

SAID = {
    "birth date": "Born",
    "birth date as written": "Birth date or age, as written",
    "own number": "Own number",
}

ANSWERS = {"same": "the same person", "not_same": "two people", "cannot_tell": "cannot tell"}

FORMS_OF_ANSWER = {
    "found": "asked, and found",
    "asked_not_known": "asked, and still not known",
    "act": "someone will deal with it",
    "not_proceed": "not proceeding",
}

BECAME = {
    "": "Counts from the next run",
    "joined": "Joined",
    "apart": "Kept apart",
    "asked_again": "Asked again",
    "conflict": "Not followed: it contradicts another answer or two NHS numbers",
    "not_here": "Not followed: a record is no longer there",
    "sealed": "Not followed",
}

RUN_STATES = {
    "running": "Running",
    "done": "Done",
    "failed": "Failed",
    "interrupted": "Interrupted",
}

COUNTS = {
    "source_row": "Rows held",
    "agency_record": "Records, all versions",
    "fact": "Facts",
    "mention": "Times a person or thing is named",
    "person": "People",
    "thing": "Vehicles, phones and places",
    "link": "Joined records",
    "question": "Questions: same person?",
    "judgement": "Answers obeyed",
    "chronology": "Entries in chronologies",
    "unanswered": "Questions nobody has answered",
    "unanswered_basis": "Records that those questions are based on",
    "reject": "Rows not taken",
    "received_file": "Files and sheets",
}


def plain(name: str) -> str:
    """An id as plain words: `annex_a_list_1` is `Annex a list 1`."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def agency_in_words(agency: str) -> str:
    """The agency's name; empty where none is known."""
    return AGENCIES.get(agency, plain(agency))


def layout_in_words(layout: str) -> str:
    """One record of that layout."""
    return LAYOUTS.get(layout, plain(layout))


def kind_in_words(kind: str) -> str:
    """A record's kind, `layout` or `layout/its own type`, as people who work with it would say it."""
    if kind in LAYOUTS:
        return LAYOUTS[kind]
    layout, _, own_type = kind.rpartition("/")
    if not layout:
        return layout_in_words(kind)
    if layout == "childrens_services_events" and own_type in EVENTS:
        return EVENTS[own_type]
    return f"{layout_in_words(layout)}: {TYPES.get(own_type, own_type)}"


def role_in_words(role: str) -> str:
    """What an account is for."""
    return ROLES.get(role, plain(role).lower())


def said_in_words(what: str) -> str:
    """What an agency says of somebody, as a label."""
    return SAID.get(what, plain(what))


def answer_in_words(answer: str) -> str:
    """What somebody answered to "same person?"."""
    return ANSWERS.get(answer, plain(answer).lower())


def form_of_answer(form: str) -> str:
    """In which form somebody answered."""
    return FORMS_OF_ANSWER.get(form, plain(form).lower())


def became_in_words(became: str) -> str:
    """What a run made of an answer."""
    return BECAME.get(became, plain(became))


def account_in_words(username: str) -> str:
    """A user name as people say it: `Priya Nair` of priya.nair, `School lead` of school_lead; any other as it is."""
    if "." in username and username.replace(".", "").replace("-", "").isalpha():
        return " ".join(part.capitalize() for part in username.split("."))
    return username.replace("_", " ").capitalize() if "_" in username else username


def lower_first(text: str) -> str:
    """The text with a small first letter, to stand within a line."""
    return text[:1].lower() + text[1:]


def in_a_row(items: list[str]) -> str:
    """`Health, Police and School`."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
