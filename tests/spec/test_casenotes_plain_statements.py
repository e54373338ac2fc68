"""Plain sentences of social workers, police, nurses and schools: each is told as its sign, whatever the gate thinks.

No rule's example stands among them. The others look alike and are no sign: an illness, an accident, a relative, a line
between counties.
"""

import pytest

from sightline.casenotes import Note, read_all
from sightline.casenotes.gate import let_stand, read_gate
from sightline.casenotes.gate.weights import Gate
from sightline.model.passages import Experiencer, PassageKind, Polarity

# It would leave every sign out, or ask about it: what it lets stand is a plain statement.
SHUT = Gate("shut", read_gate().weights, 1.1, 1.1)
TOLD = {
    "found_with_adults": (
        "Police sighted her alongside two unidentified men near the arcade.",
        "A passer-by witnessed him with an unrelated female.",
        "He was observed in the company of a grown man.",
        "Officers stopped her in a silver vehicle with older males.",
        "He got out of a van with unknown adults.",
        "Nurse saw her in a taxi with an older man.",
    ),
    "place_of_concern": (
        "Located at the house of an unknown female.",
        "She has been sleeping at the flat of an older man.",
        "He gave his location as an unrelated male's property.",
        "He is believed to be residing at an undisclosed address.",
        "She had been living in an unverified property since March.",
        "Officers traced her to a crack house.",
        "Youth worker says that he was dropped at a drugs address.",
    ),
    "suspected_exploitation": (
        "YOT has made a referral into the National Referral Mechanism.",
        "Police referred him under the NRM on 4 May.",
        "The Home Office gave a positive conclusive grounds decision.",
    ),
    "physical_injury": (
        "Boy was punched and kicked outside the arcade.",
        "He got beaten up on Friday.",
        "She had been roughed up by someone.",
        "Scratches which the pupil would not account for.",
        "He couldn't explain the cuts on his hand.",
        "No satisfactory explanation for the bruising.",
        "She could not account for the bruises.",
    ),
    "health_attendance": (
        "Self-presented to the urgent care centre with chest pain.",
        "Presented to casualty with stomach pains.",
        "Rushed to A&E at 3 am.",
        "Paramedic crew conveyed her to the infirmary.",
        "He left the school by ambulance.",
        "She has been hospitalised since Tuesday.",
        "He was readmitted to the children's ward.",
        "She was discharged from hospital with no follow-up.",
    ),
    "parent_worry": (
        "Kinship carer is increasingly anxious.",
        "Foster mother remains very worried.",
        "Grandmother voiced serious concerns.",
        "Father shared his fears with the school nurse.",
        "Aunt is worried that she is being groomed.",
    ),
    "criminal_exploitation": (
        "He answers a county line phone.",
        "They have her working the county line.",
        "Intelligence that he was running a county line from the flat.",
    ),
}  # fmt: skip
NOT_TOLD = {
    "health_attendance": (
        "Ambulance took her to hospital with an asthma attack.",
        "Conveyed to hospital by ambulance following an allergic reaction.",
        "She was admitted to the ward for planned surgery.",
        "Attended A&E after falling off his bike.",
        "His grandfather was admitted to hospital.",
        "He went to hospital to see his baby sister.",
        "Ambulance called for her brother.",
        "She was admitted to the choir.",
    ),
    "parent_worry": (
        "Foster carer is anxious about the school trip.",
        "Stepmum is worried about the heating.",
        "Kinship carer has no worries.",
        "Mother is not worried about who he is with.",
    ),
    "found_with_adults": ("She was seen with her uncle and aunt.", "He was in the car with his grandparents."),
    "place_of_concern": ("She is living at a new address with her aunt.",),
    "suspected_exploitation": ("The training covered the NRM.", "He has not been referred to the NRM."),
    "physical_injury": ("The team was beaten by one goal.", "She could not explain the sum."),
    "criminal_exploitation": (
        "Their farm is just over the county line.",
        "He made the county line-up for cross-country.",
    ),
    "school_absence": ("His attendance is 98%.",),
    "coercion_control": ("She owes the library two books.",),
}  # fmt: skip


def find_signs_told(sentence: str, gate: Gate) -> set[str]:
    note = Note(sentence, agency="childrens_services", subject="Tia Marlow")
    return {
        one.label
        for one in let_stand(note, read_all(note), gate=gate).passages
        if (one.kind, one.polarity, one.experiencer)
        == (PassageKind.INDICATOR, Polarity.AFFIRMED, Experiencer.SUBJECT)
    }  # fmt: skip


@pytest.mark.parametrize(("sign", "sentence"), [(sign, one) for sign, those in TOLD.items() for one in those])
def test_a_plain_statement_is_told(sign: str, sentence: str) -> None:
    assert sign in find_signs_told(sentence, SHUT)


@pytest.mark.parametrize(("sign", "sentence"), [(sign, one) for sign, those in NOT_TOLD.items() for one in those])
def test_what_looks_alike_is_no_sign(sign: str, sentence: str) -> None:
    assert sign not in find_signs_told(sentence, read_gate())
