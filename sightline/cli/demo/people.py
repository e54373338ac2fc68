"""The demo's people: one account a role, and somebody on every post of every ladder. All are invented.

Passwords are made anew each time and printed, never kept in words. Those who hold a post and are nobody's first account
have one password together, so that a table of them can be read.
"""

import secrets
from typing import Final

from sightline.cli.output import out, print_table
from sightline.model.nouns import Role

Works = tuple[str, str]  # the agency, and the post in words
WORKS_FOR: Final[dict[Role, Works]] = {
    Role.PRACTITIONER: ("childrens_services", "Social worker"),
    Role.SCHOOL_LEAD: ("school", "Designated safeguarding lead"),
    Role.ANALYST: ("police", "Partnership analyst"),
    Role.MANAGER: ("childrens_services", "Team manager, front door"),
    Role.SENIOR_OFFICER: ("childrens_services", "Director of children’s services"),
    Role.PARTNERSHIP_EXECUTIVE: ("childrens_services", "Chief executive of the council"),
    Role.REVIEWER: ("partnership", "Independent scrutineer"),
    Role.ELECTED_MEMBER: ("", "Lead member for children"),
    Role.INFORMATION_GOVERNANCE: ("", "Information governance lead"),
    Role.OPERATOR: ("", "Systems manager, who runs Sightline"),
}
OPERATOR: Final = "systems_manager"  # the name `operator` is the command line's own
STAGES: Final = ("practitioner", "team_manager", "head_of_service", "chief_officer")
ROLE_AT: Final = dict(
    zip(STAGES, (Role.PRACTITIONER, Role.MANAGER, Role.SENIOR_OFFICER, Role.SENIOR_OFFICER), strict=True)
)
DIRECTOR = Role.SENIOR_OFFICER.value
# Who holds the posts of each ladder, stage by stage; "-" where the ladder has none.
HOLDERS: Final[dict[str, tuple[str, str, str, str]]] = {
    "childrens_services": (Role.PRACTITIONER.value, Role.MANAGER.value, "helen.marsh", DIRECTOR),
    "police": ("priya.nair", "tom.reddick", "owen.blythe", "ruth.calder"),
    "health": ("grace.obi", "david.lorne", "sana.mirza", "claire.venn"),
    "school": ("ian.foster", "beth.rowley", "karl.ionescu", DIRECTOR),
    "youth_service": ("marcia.bogle", "marek.nowak", "dina.hoxha", DIRECTOR),
    "housing": ("leon.hart", "maggie.dunne", "idris.vaughan", "joan.abel"),
    "licensing": ("femi.adeyemi", "ned.harrow", "sally.quist", "ada.kalnins"),
    "lado": ("lena.popescu", "-", "paul.tring", DIRECTOR),
    "professional_standards": ("gwen.idle", "-", "rory.pike", "ursula.bane"),
    "information_governance": (Role.INFORMATION_GOVERNANCE.value, "vera.holm", "-", "-"),
}
SHORT: Final = {"lado": "Designated officer", "professional_standards": "Professional standards"}
AGENCY_OF: Final = {"lado": "childrens_services", "professional_standards": "police", "information_governance": ""}
ROLE_OF: Final = {"information_governance": Role.INFORMATION_GOVERNANCE}  # of whoever holds a post of that ladder
SHARED: Final = (  # stage, seat, who, role
    ("practitioner", "holder", "nia.bevan", Role.MANAGER),
    ("lead_safeguarding_partners", "council_chief_executive", Role.PARTNERSHIP_EXECUTIVE.value, None),
    ("lead_safeguarding_partners", "health_chief_executive", "amir.mansour", Role.PARTNERSHIP_EXECUTIVE),
    ("lead_safeguarding_partners", "chief_constable", "fay.winter", Role.PARTNERSHIP_EXECUTIVE),
    ("chair_and_scrutineer", "chair", "june.achebe", Role.REVIEWER),
    ("chair_and_scrutineer", "scrutineer", Role.REVIEWER.value, None),
)


def make_people(school: str) -> dict[str, str]:
    """Make every account anew and put them on their posts; the passwords by user name."""
    from sightline.casework.accounts.services.accounts import NewAccount, create_accounts
    from sightline.casework.core.session import house_session

    passwords, together = {}, new_password()
    for role, (agency, post) in WORKS_FOR.items():
        username, password = username_of(role), new_password()
        passwords[username] = password
        organisation = school if role is Role.SCHOOL_LEAD else ""
        own = NewAccount(username, role.value, agency, organisation, post)
        create_accounts(house_session(), accounts=[own], password=password, replace=True)
    accounts = [NewAccount(username, role.value, agency) for username, role, agency in others()]
    create_accounts(house_session(), accounts=accounts, password=together, replace=True)
    return passwords | {one.username: together for one in accounts}


def username_of(role: Role) -> str:
    """The user name of the account of a role."""
    return OPERATOR if role is Role.OPERATOR else role.value


def others() -> list[tuple[str, Role, str]]:
    """Whoever holds a post and has no account of a role: user name, role and agency, each once."""
    found = {
        username: (ROLE_OF.get(ladder, ROLE_AT[stage]), AGENCY_OF.get(ladder, ladder))
        for ladder, holders in HOLDERS.items()
        for stage, username in zip(STAGES, holders, strict=True)
    } | {username: (role, "partnership") for _, _, username, role in SHARED if role}
    known = {"-", *(role.value for role in WORKS_FOR)}
    return [(username, role, agency) for username, (role, agency) in found.items() if username not in known]


def fill_posts(school: str) -> None:
    """Put somebody on every post; the safeguarding lead who has an account of the role, on that of their school."""
    from sightline.casework.core.session import house_session
    from sightline.casework.posts.services.posts import set_post

    seats = [
        (ladder, stage, "holder", username)
        for ladder, holders in HOLDERS.items()
        for stage, username in zip(STAGES, holders, strict=True)
        if username != "-"
    ] + [("partnership", stage, seat, username) for stage, seat, username, _ in SHARED]
    for ladder, stage, seat, username in seats:
        set_post(house_session(), ladder=ladder, stage=stage, seat=seat, holder=username)
    set_post(house_session(), ladder="school", stage=STAGES[0], organisation=school, holder=Role.SCHOOL_LEAD.value)


def new_password() -> str:
    """Three parts that can be typed."""
    return "-".join(secrets.token_hex(3) for _ in range(3))


def print_people(passwords: dict[str, str]) -> None:
    """The accounts of the roles with their passwords, and who holds which post."""
    from sightline.escalation import read_ladder

    short = {ladder: SHORT.get(ladder, read_ladder(ladder).rule.label.partition(":")[0]) for ladder in HOLDERS}
    rows = [[short[ladder], *holders] for ladder, holders in HOLDERS.items()]
    print_table(
        "Who must answer (invented people)",
        ["Agency or team", "First", "Team manager", "Head of service", "Chief officer"],
        rows,
    )
    above = ", ".join(username for stage, _, username, _ in SHARED if stage.startswith("lead"))
    top = ", ".join(username for stage, _, username, _ in SHARED if stage.startswith("chair"))
    password = passwords[others()[0][0]]
    out.print(
        f"Above them the lead safeguarding partners ({above}), then the chair and the scrutineer ({top}). "
        f"Everyone else uses the password {password}.",
        markup=False,
    )
    print_table(
        "Sign in as (invented people; passwords are new each time)",
        ["User name", "Password", "Job title"],
        [[username_of(role), passwords[username_of(role)], post] for role, (_, post) in WORKS_FOR.items()],
    )
