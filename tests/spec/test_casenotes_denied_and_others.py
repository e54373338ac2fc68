"""What is denied is told by nobody, and what befalls somebody else is no sign of the child's.

Each sentence that is no sign stands beside sentences of the same words that are one.
"""

import pytest

from sightline.casenotes import Note, read_note
from sightline.model.passages import Experiencer, PassageKind, Polarity

DENIED = {
    "suspected_exploitation": (
        "There is no obvious reason to suspect sexual exploitation.",
        "No clear reason to believe that she is being exploited.",
        "School has no clear reason to suspect criminal exploitation.",
        "There was no good reason to believe that he is being groomed.",
        "Police see no particular grounds to suspect trafficking.",
        "Staff have no real cause to think that she is being sexually exploited.",
        "No credible account of exploitation was given.",
        "There is no reason to suspect criminal exploitation.",
    ),
    "criminal_exploitation": (
        "School has no clear reason to suspect criminal exploitation.",
        "There is no reason to suspect criminal exploitation.",
    ),
    "physical_injury": (
        "No bruises were seen and no explanation was needed.",
        "Skin checked: no bruising, no explanation sought.",
        "Nil injuries, no mechanism of concern.",
        "Body map: no marks, no explanation required.",
        "He has no injuries and no explanation is outstanding.",
        "She did not account for any injuries because she has none.",
        "Mum does not explain any bruises as she has seen none.",
        "Body check done: no visible bruising and no account required.",
        "Nobody asked him to explain any marks as there were none.",
        "Neither injuries nor an explanation were recorded.",
    ),
}  # fmt: skip
OF_OTHERS = {
    "suspected_exploitation": (
        "His brother was referred to the NRM.",
        "His mother was referred to the National Referral Mechanism.",
        "Police made an NRM referral for his cousin.",
        "An NRM referral was made for her older sister.",
        "NRM referral submitted by police for his friend.",
        "Positive reasonable grounds decision for her sister.",
    ),
    "physical_injury": (
        "Her brother could not explain the bruises on his arm.",
        "His sister would not say how she got the bruises on her face.",
        "Marks to her cousin's neck which he could not explain.",
        "The staff member was beaten up by a resident.",
        "The nurse got beaten up on her way home.",
        "The manager of the home was attacked by a man.",
        "Two police officers were assaulted by a man.",
        "A support worker was punched and kicked.",
        "The bus driver was set upon.",
        "Her friend was beaten up.",
    ),
    "coercion_control": ("The nurse got beaten up on her way home.", "Her uncle was beaten up.", "Mum was beaten up by dad."),
    "found_with_adults": (
        "Two prisoners were seen in a car with unknown males.",
        "The burglars were seen in a car with unknown males.",
        "The thieves were stopped in a van with older men.",
        "His stepfather was seen in the company of unknown men.",
    ),
    "unknown_vehicle": ("The suspects were travelling in a van with unknown men.",),
    "health_attendance": (
        "Her teacher was rushed to A&E.",
        "The headteacher was admitted overnight.",
        "The receptionist was conveyed to hospital by ambulance.",
        "The deputy head was taken to hospital by ambulance.",
        "Her dad was hospitalised.",
    ),
    "parent_worry": (
        "Carer is concerned about her own mother.",
        "Grandmother is anxious about her own operation.",
        "Carer concerned at how much he eats.",
    ),
}  # fmt: skip
THE_CHILDS = {
    "suspected_exploitation": (
        "Tia was referred to the NRM by police.",
        "Police referred her under the NRM after her brother was arrested.",
        "NRM referral made for her by her brother's social worker.",
        "Staff are worried that she is being sexually exploited.",
    ),
    "physical_injury": (
        "Mum could not explain the bruises on her arm.",
        "She was beaten up by her brother.",
        "The officer saw she was beaten up.",
        "Her brother was there when she was beaten up.",
        "A resident was beaten up.",
        "She had no clear account for the injuries.",
        "He has bruises with no clear explanation.",
        "He had no obvious reason for the burn.",
        "She could not account for the marks that her mother saw.",
        "Bruises caused by her brother, which she could not explain.",
    ),
    "found_with_adults": (
        "Police were told she was seen in a car with unknown males.",
        "Tia and her brother were seen in a car with unknown males.",
    ),
    "health_attendance": (
        "He was taken to A&E by staff.",
        "Her teacher says that she was rushed to A&E.",
        "Staff were called and she was taken to A&E.",
        "Mum was told that she had been rushed to A&E.",
    ),
    "parent_worry": ("Carer is concerned.", "Foster carer is worried about her."),
}  # fmt: skip


def find_affirmed(sentence: str) -> set[str]:
    """The signs that a note of one sentence affirms of its child."""
    return {
        one.label
        for one in read_note(Note(sentence, agency="childrens_services", subject="Tia Marlow"))
        if (one.kind, one.polarity, one.experiencer)
        == (PassageKind.INDICATOR, Polarity.AFFIRMED, Experiencer.SUBJECT)
    }  # fmt: skip


def list_cases(sentences: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Each sign with each of its sentences."""
    return [(sign, one) for sign, those in sentences.items() for one in those]


@pytest.mark.parametrize(("sign", "sentence"), list_cases(DENIED))
def test_what_is_denied_is_not_affirmed(sign: str, sentence: str) -> None:
    assert sign not in find_affirmed(sentence)


@pytest.mark.parametrize(("sign", "sentence"), list_cases(OF_OTHERS))
def test_what_befalls_somebody_else_is_not_the_childs(sign: str, sentence: str) -> None:
    assert sign not in find_affirmed(sentence)


@pytest.mark.parametrize(("sign", "sentence"), list_cases(THE_CHILDS))
def test_the_childs_own_sign_stands(sign: str, sentence: str) -> None:
    assert sign in find_affirmed(sentence)
