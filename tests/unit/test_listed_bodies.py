"""Which bodies "who knows" lists: what the register says of each decides, and no part of a name puts one on the list."""

import tomllib

import msgspec
import pytest

from sightline.agreements import Organisation
from sightline.agreements.vocabulary import TYPE_OF_AGENCY
from sightline.casework.access.listed_bodies import ListedBodies
from sightline.model.nouns import Agency

CLINIC = ("health", "Wexcombe Young People’s Clinic", "health_attendances")


def lists(register: str, *of: str, kind: str = "") -> bool:
    """Whether a body is listed where the register of organisations says this."""
    organisations = tuple(
        msgspec.convert(one, Organisation) for one in tomllib.loads(register).get("organisations", [])
    )
    return ListedBodies(organisations).lists(of, kind)


def line(name: str, agency: str, service: str = "", type_: str = "") -> str:
    said = f'[[organisations]]\nid = "{agency}-{name}"\nname = "{name}"\nagency = "{agency}"\n'
    said += f'type = "{type_ or TYPE_OF_AGENCY[Agency(agency)]}"\n'
    return said + (f'service = "{service}"\n' if service else "")


@pytest.mark.parametrize(
    "of",
    [("housing", "Wexcombe Women's Aid", "housing_complaints"), CLINIC,
     ("health", "Child and Adolescent Mental Health Service", "health_attendances"),
     ("youth_service", "Harbour Project", "youth_service_contacts"), ("health", "", "health_attendances")],
)  # fmt: skip
def test_a_body_that_may_be_a_hidden_service_is_listed_only_once_the_register_says_that_it_is_none(
    of: tuple[str, str, str],
) -> None:
    agency, name, _ = of
    assert not lists("", *of)
    assert not lists(line("The trust", agency), *of)
    assert not lists(line("Another agency", "police", "none"), *of)
    assert lists(line("The trust", agency, "none"), *of)
    if name:
        assert not lists(line("The trust", agency, "none") + line(name, agency), *of)
        assert not lists(line("The trust", agency, "none") + line(name.upper(), agency, "refuge"), *of)
        assert lists(line("The trust", agency) + line(name, agency, "none"), *of)


def test_the_register_decides_and_not_a_part_of_a_name() -> None:
    family = ("childrens_services", "Permanence and Family Finding", "childrens_services_events")
    assert lists("", *family) and not lists(line(family[1], family[0], "adoption"), *family)
    road = ("school", "Refuge Road School", "school_concerns")
    assert not lists("", *road) and lists(line(road[1], road[0], "none"), *road)
    assert lists("", "school", "Refugees' Welcome School", "school_concerns"), "whole words alone"
    charity = ("police", "Harbour", "police_missing")
    assert not lists(line("Harbour", "police", type_="VOLUNTARY"), *charity)
    assert not lists(line("The trust", "health", "none"), *CLINIC, kind="Sexual Health clinic")
