"""Whose a record is: the agency's where it is one body, and else the organisation's that the register or the row has."""

from datetime import date
from pathlib import Path

import pytest
from test_agreements import CONTACT, SAID, table, toml

from sightline.agreements import (
    AgreementBook,
    Bodies,
    ReadingBody,
    compile_policy,
    keep_here,
    narrow_shared,
    read_agreements,
)
from sightline.model.errors import Usage
from sightline.model.visibility import NotShared

POLICE = {"id": "police", "name": "Police", "type": "POLICE", "agency": "police"}
NORTH = {"id": "north", "name": "North Trust", "type": "HEALTH", "agency": "health"}
SOUTH = {"id": "south", "name": "South Trust", "type": "HEALTH", "agency": "health"}
SITE = {"id": "infirmary", "name": "Royal Infirmary", "type": "HEALTH", "agency": "health", "part_of": "north"}
TEAM = {"id": "covert", "name": "Covert unit", "type": "POLICE", "agency": "police", "service": "covert"}
SCHOOLS = {"id": "school", "name": "Schools", "type": "EDUCATION", "agency": "school"}
VISITS = {"provider": "south", "controller": "south", "regime": "uk_gdpr", "data_kinds": ["health_attendances"]}


def read(root: Path, *organisations: dict[str, str], **said: object) -> Bodies:
    folder = root / "agreements"
    folder.mkdir(exist_ok=True)
    register = "".join(f"[[organisations]]\n{table(each)}" for each in organisations)
    (folder / "organisations.toml").write_text(register, encoding="utf-8")
    if said:
        text = "".join(f"{name} = {toml(value)}\n" for name, value in ({"id": "one"} | SAID | said).items())
        (folder / "one.toml").write_text(text + CONTACT, encoding="utf-8")
    return Bodies(read_agreements(root))


def test_an_agency_that_is_one_body_owns_all_its_records_whatever_they_name(tmp_path: Path) -> None:
    bodies = read(tmp_path, POLICE, TEAM, NORTH)
    for agency in ("police", "health", "childrens_services"):
        assert not bodies.has_several(agency)
        assert bodies.are_one(agency, "Missing team", other="") and bodies.are_one(agency, "", other="Covert unit")


def test_two_schools_are_two_bodies_though_no_register_lists_them(tmp_path: Path) -> None:
    for bodies in (Bodies(), read(tmp_path, SCHOOLS)):
        assert bodies.are_one("school", "Elm School", other=" elm  school ")
        assert not bodies.are_one("school", "Elm School", other="Oak School")
        for unnamed in ("", "school"):
            assert not bodies.are_one("school", "Elm School", other=unnamed)
            assert not bodies.are_one("school", unnamed, other="Elm School")
            assert not bodies.are_one("school", unnamed, other=unnamed)


def test_of_two_trusts_each_owns_what_its_name_its_sites_and_its_agreement_say(tmp_path: Path) -> None:
    bodies = read(tmp_path, NORTH, SOUTH, SITE, **VISITS)
    owners = {
        name: [own for own in ("North Trust", "South Trust", "") if bodies.are_one("health", name, other=own)]
        for name in ("North Trust", "north", "Royal Infirmary", "South Trust", "Park Clinic", "", "health")
    }
    assert owners == {
        "North Trust": ["North Trust"], "north": ["North Trust"], "Royal Infirmary": ["North Trust"],
        "South Trust": ["South Trust"], "Park Clinic": [], "": [], "health": [],
    }  # fmt: skip
    for name, owner in (("", "South Trust"), ("Royal Infirmary", "North Trust")):
        provided = {"layout": "health_attendances"}
        assert bodies.are_one("health", name, other=owner, **provided)
        assert not bodies.are_one("health", name, other="", **provided)


def test_while_the_register_cannot_be_read_only_the_same_name_is_the_same_body() -> None:
    bodies = Bodies(AgreementBook(), is_known=False)
    assert not bodies.are_one("police", "", other="")
    assert bodies.are_one("police", "North Force", other="North Force")
    assert not bodies.are_one("police", "North Force", other="South Force")


@pytest.mark.parametrize("whole", ["nobody", "infirmary", "police"])
def test_a_site_belongs_to_a_whole_organisation_of_its_agency(tmp_path: Path, whole: str) -> None:
    with pytest.raises(Usage, match="part_of"):
        read(tmp_path, POLICE, NORTH, SITE | {"part_of": whole})


def reads(bodies: Bodies, agency: str, organisation: str, *, takes_away: bool = False) -> NotShared:
    body, policy = ReadingBody(agency, organisation), compile_policy(bodies.book, on=date(2026, 3, 10))
    kept = narrow_shared(NotShared(), bodies=bodies, policy=policy, unreadable=(), body=body)
    return keep_here(kept, bodies=bodies, policy=policy, body=body) if takes_away else kept


@pytest.mark.parametrize("takes_away", [False, True])
def test_an_agreement_rules_what_another_body_of_the_agency_reads(tmp_path: Path, takes_away: bool) -> None:
    """Of two trusts and of two schools, where the agreement tells their kind alone that there are records."""
    visits = {**VISITS, "recipient_types": ["HEALTH"]}
    schools = {
        "provider": "school",
        "controller": "school",
        "data_kinds": ["school_concerns"],
        "recipient_types": ["EDUCATION"],
    }
    for agency, layout, said, owners in (
        ("health", "health_attendances", visits, {"Royal Infirmary": NORTH, "North Trust": NORTH, "": SOUTH}),
        ("school", "school_concerns", schools, {"Elm School": {"name": "Elm School"}, "Oak School": {"name": "Oak School"}}),
    ):  # fmt: skip
        bodies = read(tmp_path, NORTH, SOUTH, SITE, SCHOOLS, **said)
        for reader in {one["name"] for one in owners.values()} | {""}:
            kept = reads(bodies, agency, reader, takes_away=takes_away)
            for organisation, owner in owners.items():
                own = kept.hides(agency=agency, layout=layout, organisation=organisation)
                assert own == (owner["name"] != reader), (reader, organisation)
            assert not kept.withholds(agency=agency, layout=layout) and kept.hides(agency=agency, layout=layout)


def test_what_the_agreement_shows_of_another_body_is_read_and_kept_out_of_files(tmp_path: Path) -> None:
    shown = {**VISITS, "recipient_types": ["HEALTH"], "modes": ["existence", "content"], "onward": "no"}
    bodies = read(tmp_path, NORTH, SOUTH, SITE, **shown)
    visit = {"agency": "health", "layout": "health_attendances", "organisation": "Royal Infirmary"}
    assert not reads(bodies, "health", "South Trust").hides(**visit)
    assert reads(bodies, "health", "South Trust", takes_away=True).hides(**visit)
    assert not reads(bodies, "health", "North Trust", takes_away=True).hides(**visit)


def test_what_one_body_must_answer_is_not_anothers_and_what_nobody_knows_is_each_ones(tmp_path: Path) -> None:
    bodies = read(tmp_path, NORTH, SOUTH, SITE, SCHOOLS, POLICE)
    for agency, organisation, others in (
        ("health", "Royal Infirmary", ["South Trust", ""]),
        ("health", "North Trust", ["South Trust", ""]),
        ("health", "Park Clinic", []),
        ("health", "", []),
        ("school", "Elm School", ["Oak School", ""]),
        ("school", "school", []),
        ("police", "Missing team", []),
    ):
        own = {"health": ["North Trust", "South Trust", ""], "school": ["Elm School", "Oak School", ""]}
        names = own.get(agency, ["", "Covert unit"])
        assert [one for one in names if bodies.is_of_another(agency, organisation, other=one)] == others, organisation
    unread = Bodies(AgreementBook(), is_known=False)
    assert not unread.is_of_another("police", "North Force", other="South Force")
