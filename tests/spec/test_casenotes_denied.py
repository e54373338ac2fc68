"""What is denied stays denied, and what stands beside a denial stays affirmed."""

import pytest
from support.marked_notes import read_marked

from sightline.casenotes.attributes.cues import find_cues
from sightline.casenotes.attributes.denial import find_denial

DENIED = """
Denies alcohol. | Denied drinking. | Denies smoking. | Denies drug use. | She denied any alcohol or drugs. | No drinking. | Not drinking.
Denies using cannabis. | Denies self-harm. | Denies thoughts of self harm. | No self-harm. | No injuries seen. | Denies injury. | No bruising.
Denies being hit. | Denies being threatened. | No threats. | Denies carrying drugs. | Denied selling drugs. | Not carrying anything.
Denies having a boyfriend. | Denies having a second phone. | Denies being in any car. | Denies contact with older males.
No contact with adults online. | Denies sending pictures. | Has not been missing. | No missing episodes. | No unexplained gifts.
Denies that she has been to the hotel. | Has never been to the flat. | Denies travelling out of area. | Not withdrawn. | Not tearful.
No unauthorised absences. | Denied being pregnant. | Nobody has hurt her. | He has not hit her. | She was not picked up by anyone.
"""


@pytest.mark.parametrize("sentence", [one.strip() for line in DENIED.strip().splitlines() for one in line.split("|")])
def test_a_denied_sign_is_not_affirmed(sentence: str) -> None:
    marked = [one for one in read_marked({}, sentence) if one.polarity]
    assert {one.polarity for one in marked} <= {"negated"}, [(one.text, one.rule_id) for one in marked]


def test_a_denial_and_a_smell_are_two() -> None:
    found = [one for one in read_marked({}, "Denies alcohol but smelt of it.") if one.label == "substance_use"]
    assert [(one.text, one.polarity) for one in found] == [("Denies alcohol", "negated"), ("smelt of it", "affirmed")]


def test_whom_it_concerns_who_says_it_and_that_it_is_denied_are_three_things() -> None:
    found = [
        one for one in read_marked({}, "Mother denies that Tia has a new phone.") if one.label == "unexplained_gifts"
    ]
    assert [(one.experiencer, one.said_by, one.polarity) for one in found] == [("subject", "family", "negated")]


def test_not_returning_affirms_an_absence() -> None:
    found = [one for one in read_marked({}, "She did not return until 4am.") if one.label == "missing_episode"]
    assert [one.polarity for one in found] == ["affirmed"]


@pytest.mark.parametrize(
    ("sentence", "words", "denied"),
    [
        ("no bruises, cuts or burns on her arms", "burns", True),
        ("no bruises, cuts, burns.", "burns", False),
        ("denies bruises, cuts, burns.", "burns", True),
        ("no breakfast, bruised face, dirty clothes.", "bruised face", False),
        ("no coat and bruises on her arms.", "bruises", False),
        ("no cuts and bruises on her arms.", "bruises", True),
        ("he hit her and she said no", "he hit her", False),
        ("asked if he hit her, she said no", "he hit her", True),
        ("no iron in the flat, owes more than four hundred", "owes", False),
        ("she won't carry for them any more", "carry", True),
        ("not seen at home when he was given the phone", "given the phone", False),
        ("not in on friday, picked up by a man", "picked up", False),
    ],
)
def test_a_denial_ends_with_its_clause_and_goes_on_in_a_list(sentence: str, words: str, denied: bool) -> None:
    span = (sentence.index(words), sentence.index(words) + len(words))
    reached = find_denial(span=span, words=(span,), cues=find_cues(sentence), folded=sentence)
    assert (reached is not None) is denied


# Nobody acted, nobody listened, something else was not so: none of it denies what somebody told, saw or feared.
NOT_DENIED = """
Nobody believed her when she said he raped her. | he raped her
Nothing was done when I said she was being exploited. | being exploited
No one listened when she said her dad hits her. | dad hits her
We have not heard from police since she told us he raped her. | he raped her
No referral was made when staff suspected she was being groomed by older men. | groomed by older men
Nobody has done anything since I reported that she is being exploited by a gang. | being exploited by a gang
She was not at home when police found her in a car with two older men. | in a car with two older men
She will not sleep in her own bed as her uncle touches her at night. | her uncle touches her
He doesn't go to the gym any more because the trainer hit him. | the trainer hit him
Nobody rang us back after mum reported her missing overnight. | missing overnight
She would not go home until he had stopped hitting her brother. | hitting her brother
No visit was made before he overdosed. | he overdosed
Nothing came of her disclosure that he raped her. | he raped her
We never got an answer to our worries about her being exploited. | being exploited
No one asked how she got the bruises on her neck. | bruises on her neck
School did not act on what she told them about him hitting her. | him hitting her
She cannot settle following the overdose in May. | overdose
He won't eat since men came to the door for the money he owes. | money he owes
She is not happy where they make her carry drugs. | make her carry drugs
""".strip().splitlines()
# What a clause does deny it denies still.
STILL_DENIED = """
There is no evidence that she is being exploited. | being exploited
Nobody has hit her at home or at school. | hit her
No one suspects that she is being exploited. | being exploited
She has not said that he hits her. | he hits her
She would not carry drugs for them. | carry drugs
She has not used drugs such as cannabis. | cannabis
There is no mention in the referral of drinking. | drinking
""".strip().splitlines()


@pytest.mark.parametrize(
    ("written", "is_denied"), [*((one, False) for one in NOT_DENIED), *((one, True) for one in STILL_DENIED)]
)
def test_a_denial_never_reaches_into_what_somebody_told_saw_or_feared(written: str, is_denied: bool) -> None:
    sentence, words = written.lower().split(" | ")
    span = (sentence.index(words), sentence.index(words) + len(words))
    reached = find_denial(span=span, words=(span,), cues=find_cues(sentence), folded=sentence)
    assert (reached is not None) is is_denied
    marked = [one for one in read_marked({}, written.split(" | ")[0]) if one.start < span[1] and span[0] < one.end]
    assert is_denied or "negated" not in {one.polarity for one in marked}, [(one.text, one.rule_id) for one in marked]


# The clause of a denial has ended before the sign, or goes on without it; a comma, a stop and "and that" end it.
BEYOND = """
A man she has never met, called Dex, keeps sending her money for skins. | unexplained_gifts
There is somebody who isn't family, forty, who buys her trainers. | unexplained_gifts
Picked up in a car with no plates, two men in the front, and brought back at dawn. | found_with_adults
No coat on, walking with two older men, crying. | found_with_adults
Stopped with a bag that wasn't his, sixty miles from home. | travel_out_of_area
Neighbour at no. 9 says he went missing overnight. | missing_episode
He told Kit no and that night he took an overdose. | self_harm
A girl not in our year, is seeing a man with a van. | older_associate
Not a word at tea, bruises on both arms. | physical_injury
This one is not ours, cuts on her arms, seen at A&E. | self_harm
The other one isn't. Drinking with them, maybe. | substance_use
""".strip().splitlines()


@pytest.mark.parametrize("written", BEYOND)
def test_a_sign_outside_the_clause_of_a_denial_stays_said(written: str) -> None:
    sentence, label = written.split(" | ")
    assert "negated" not in {one.polarity for one in read_marked({}, sentence) if one.label == label}


@pytest.mark.parametrize(
    "sentence",
    [
        "Father has no worries about the company she keeps.",
        "Mam no worries about who she is with.",
        "No money she can't explain.",
    ],
)
def test_a_cue_that_holds_the_whole_sign_denies_it(sentence: str) -> None:
    assert {one.polarity for one in read_marked({}, sentence) if one.polarity} <= {"negated"}
