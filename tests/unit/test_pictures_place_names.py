"""A place beside its mark: its name, or the number of the house with its street, and never a number alone."""

import pytest

from sightline.pictures.place_names import without_street


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Salt Grill, 9 Salt Row, Tarrowby, ZZ4 2WW", "Salt Grill"),
        ("9 Salt Row, Tarrowby", "9 Salt Row"),
        ("14, Tern Close, Tarrowby", "14 Tern Close"),
        ("7b, Tern Close", "7b Tern Close"),
        ("12-14, Tern Close", "12-14 Tern Close"),
        ("14", "14"),
        ("UH20 OYF", "UH20 OYF"),
        ("07700 900003", "07700 900003"),
    ],
)
def test_a_number_has_its_street(label: str, name: str) -> None:
    assert without_street(label) == name
