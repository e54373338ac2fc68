"""Whose statement a sign is: by who writes, by a subject left out, by who stands before a quotation's colon."""

import pytest
from support.marked_notes import list_marks, read_marked

STANDS = [
    # who writes
    ("parent", "She was [picked up in a car I did not know] again.", "unknown_vehicle", "family"),
    ("foster_carer", "He [came home at 3am] on Tuesday and I have told duty.", "missing_episode", "family"),
    ("Taxi firm", "Same girl, [two phones], fare paid in notes.", "phone_contact", "other"),
    ("school", "She was [picked up in a car nobody knew] again.", "unknown_vehicle", "professional"),
    # a subject that is left out
    ("police", "Found at the bus station, says she was [given vodka].", "substance_use", "child"),
    ("police", "12/03/2024 Told her teacher she [owes money to a man].", "coercion_control", "child"),
    ("police", "Driver stopped at the lights, says she was [given vodka].", "substance_use", "other"),
    (
        "social care",
        "Mum is worried about the men she is with and says she [came home drunk].",
        "substance_use",
        "family",
    ),
    # before a colon, and to whom
    ("housing", 'Neighbour above: "she gets [picked up by different cars] every night".', "unknown_vehicle", "other"),
    ("school", 'Tia to her mum: "he [threatened me]".', "coercion_control", "child"),
    # a plan is the writer's, whoever is to carry it out
    ("social care", "Mum to ring 101 if she [goes missing] again.", "missing_episode", "professional"),
]


@pytest.mark.parametrize(("agency", "written", "label", "said_by"), STANDS)
def test_a_sign_is_said_by(agency: str, written: str, label: str, said_by: str) -> None:
    text, ((start, end),) = list_marks(written)
    found = [one for one in read_marked({"agency": agency}, text) if one.label == label]
    met = [one.said_by for one in found if one.start < end and start < one.end]
    assert met, [(one.label, one.text) for one in found]
    assert set(met) == {said_by}
