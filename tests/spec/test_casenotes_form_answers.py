"""What a form, a heading or a question asks is said where the answer says so: by rules, and by the model after them."""

import pytest

from sightline.casenotes import Note
from sightline.casenotes.readings.bulk import read_together
from sightline.casenotes.readings.cache import Reading
from sightline.model.passages import Polarity

# The sign, and the lines that ask for it and are answered with no. `/` is a line break, and `>` a tab.
DENIED = [
    line.split(" ; ", 1)
    for line in """
self_harm ; Self harm: No
self_harm ; Has she been self-harming? No
self_harm ; - self harm: none
self_harm ; * Thoughts of suicide - nil
self_harm ; Overdose: N/A
self_harm ; Any thoughts of suicide?/None disclosed.
self_harm ; Drinking: yes at weekends. Self-harm: no
self_harm ; Is he cutting himself? no, and he was cross to be asked
older_associate ; Is there an older boyfriend? No
older_associate ; OLDER BOYFRIEND//None known
older_associate ; Older boyfriend?/- No
missing_episode ; Any missing episodes? None.
missing_episode ; MISSING EPISODES/Nil.
missing_episode ; Missing episodes/None reported to us
missing_episode ; Missing episodes in the last 3 months: none identified
missing_episode ; How many missing episodes since the last review? None
missing_episode ; | Missing episodes | No | Sleeps well | Yes |
missing_episode ; Missing episodes>N
missing_episode ; Missing from home: N  Attends clubs: Y
missing_episode ; Missing episodes: Not known to police
missing_episode ; Missing episodes Nil
substance_use ; Substance use: none known.
found_with_adults ; Substance use: none known.
substance_use ; Drug use: N
substance_use ; 3. Using cannabis - no
substance_use ; Cannabis use (Y/N): N
substance_use ; Alcohol, cannabis or other drugs: none at present
substance_use ; Is she using cannabis?/Answer: No
substance_use ; Drinking alcohol: No Sleeping: Well
suspected_exploitation ; Exploitation suspected? No
suspected_exploitation ; Worries about suspected exploitation: nil
suspected_exploitation ; Suspected child sexual exploitation/None
suspected_exploitation ; Do you believe that she is being exploited? No.
physical_injury ; Unexplained bruises: none seen
physical_injury ; Bruising or burns? Nil
physical_injury ; Unexplained injuries: No concerns
criminal_exploitation ; Carrying drugs for others: None known
coercion_control ; Has anybody threatened her? Nope
unexplained_gifts ; Unexplained gifts or money – none
unknown_vehicle ; Getting into cars with strangers: No (asked twice)
self_harm ; Self harm: denied
self_harm ; Thoughts of self harm? Denied when asked
substance_use ; SUBSTANCE USE/Denied.
substance_use ; Drug use: Not that we know of
missing_episode ; Has she gone missing overnight?/Don't think so
older_associate ; Older boyfriend? We don't think so.
missing_episode ; Missing episodes (last 6 months): 0
coercion_control ; Has anyone threatened him? He says no.
self_harm ; Has he self-harmed?/Mum: No
self_harm ; Has he self-harmed? Carer: not that I know of
substance_use ; Is he using cannabis?/School: None seen/Dad: Not that I know of/Nan: not sure
missing_episode ; | Missing episodes | Attendance |/| --- | --- |/| Nil | 98% |
self_harm ; Self harm>Sleep>Diet/None>Good>Fair
substance_use ; Self harm | Sleep | Drug use/No | Good | Not aware of any
self_harm ; Date | Self harm/1 May | No/8 May | None
""".strip().splitlines()
]
# The same signs where the answer is yes, or what looks like an answer is none, or denies something else.
SAID = [
    line.split(" ; ", 1)
    for line in """
self_harm ; Self harm: Yes
self_harm ; Has she been self-harming? Yes
self_harm ; Has she been self-harming? No: she says she has, on both arms.
self_harm ; Self harm: No change
self_harm ; Has she stopped self-harming? No
self_harm ; Sleeps badly: No Self harm: Yes
self_harm ; Is mum aware of the self-harm? No
missing_episode ; MISSING EPISODES/Yes, three.
missing_episode ; She went missing on Friday and was found at/No. 14 Mill Road
missing_episode ; Missing episode reported to police: No
missing_episode ; She went missing twice in May: none since
self_harm ; | Sleeps well | No | Self harm | Yes |
missing_episode ; Missing overnight again on Saturday.//None.
substance_use ; Using cannabis: Nil by mouth since the operation
substance_use ; Self harm: No/Using cannabis: Yes
substance_use ; Self harm: No, using cannabis: Yes
physical_injury ; Any explanation for the unexplained bruises? None
older_associate ; Who is her older boyfriend? No answer
older_associate ; Older boyfriend, surname: not known
self_harm ; Has he self-harmed?/Mum: No/School: Yes, twice.
self_harm ; Has he self-harmed? Mum: no. School: yes.
self_harm ; | Sleep | Self harm |/| No | Yes |
self_harm ; Date | Self harm/1 May | No/8 May | Yes
self_harm ; She self harmed last night | Mum told/No | Yes
self_harm ; Took an overdose on Sunday - denied.
account_given ; Disclosed that he hits her - denied.
self_harm ; Self harm: denied, but cuts seen on both arms
older_associate ; Older boyfriend: denied at first, now says he is 24
missing_episode ; Missing episodes: 10
self_harm ; Has she self-harmed? Declined to answer
physical_injury ; Cut marks on thigh - unknown
physical_injury ; Cut marks to arm: refused to say
physical_injury ; Cigarette burns on arm: refused to answer
physical_injury ; Slap mark on face: can't say
physical_injury ; Black eye - unknown
physical_injury ; BLACK EYE/Unknown
physical_injury ; | Black eye | Mood |/| Unknown | Low |
physical_injury ; Bleeding from vagina - unclear
health_attendance ; Pregnant - not recorded
self_harm ; Fresh cuts on wrist: tbc
self_harm ; Overdose of tablets last night: unclear
criminal_exploitation ; Carrying drugs for others - not known
physical_injury ; Any bruising? Unclear, teacher thought she saw some.
coercion_control ; Is he forcing you? Refused to answer
criminal_exploitation ; Are they making you sell drugs? Can't say
coercion_control ; Has he hit you? No answer
criminal_exploitation ; Is someone making you carry drugs? Not sure
coercion_control ; Has anyone hit you?/Mum: no/Tia: yes
physical_injury ; Any bruising? Mum: no/Nurse: yes, arms.
coercion_control ; Has anyone hit you? Mum: no. Tia says yes he has.
coercion_control ; Has anyone hit you? Carer: no. Tia nodded.
physical_injury ; Any bruising? Mum: no. Nurse saw three.
coercion_control ; Has he ever hit you?/Mum: no/Social worker asked Tia alone: yes
physical_injury ; Any bruising?/Dad: no/Dr Shah: two on the back
self_harm ; Has she self-harmed?/Carer: none known/Asked alone, she nodded.
substance_use ; Is he using cannabis?/Mum: no/Later he said yes.
coercion_control ; Has anyone hit you? No/Tia: yes
coercion_control ; Has anyone hit you? No. Tia: yes
physical_injury ; Any bruising? No, but nurse saw three.
self_harm ; Self harm: no (mum), yes (Tia)
physical_injury ; Bruising | Drinking/no | no/yes | yes | seen by GP
physical_injury ; Bruising | Drinking/no | no/yes, by Dex
substance_use ; Bruising | Drinking | Seen/no | no | no/Kay | yes
self_harm ; Self harm>Sleep/no>good/yes>poor>on Monday
physical_injury ; Bruising | no | yes
missing_episode ; Missing episodes>Mood/None>Good/Yes
coercion_control ; Raped by her uncle - denied
coercion_control ; Threatened with a knife by Dex: denied
coercion_control ; Made to sell drugs by older males (named): denied
account_given ; Allegation of assault by father - denied
physical_injury ; Punched in the face by mum's partner - denied
coercion_control ; Forced to carry drugs - denied
older_associate ; Given money by an older man: denied
physical_injury ; Bruise from a fall - unlikely
physical_injury ; Accidental bruising: unlikely
physical_injury ; No breakfast, bruised face, dirty clothes.
self_harm ; No sleep, self harm, tears.
physical_injury ; She has no coat, money, bruises on her arms.
physical_injury ; No coat and bruises on her arms.
older_associate ; No homework, new phone, older boyfriend.
self_harm ; Not eating, self harming, crying.
coercion_control ; Does he hit you? Not really, only when he is drunk.
coercion_control ; Has he touched you? Not really, just my legs
coercion_control ; Has he hurt you? Not yet, but he says he will
coercion_control ; Has he hit you? Not yet/He says he will on Friday.
coercion_control ; Has he hit you? No, just slaps.
coercion_control ; Does he hit you? Never, apart from Saturday.
coercion_control ; Q: Has he hit you? A: Only when he is drunk
coercion_control ; Q: Does he hit you? A: Not since May
coercion_control ; Q: Does he hit you? A: Not that often
coercion_control ; Q: Has he threatened you? A: No but he says he will
coercion_control ; Q: Is he forcing you? A: Can't say
coercion_control ; Q: Has anyone touched you? A: I don't want to say
coercion_control ; He hit her and she said no
""".strip().splitlines()
]


def laid_out(written: str) -> str:
    """The lines as a note has them."""
    yes_no = written.replace("Y/N", "Y¬N").replace("N/A", "N¬A")
    return yes_no.replace("/", "\n").replace(">", "\t").replace("¬", "/")


def read_written(written: str) -> Reading:
    """What is marked in these lines, once the gate has been asked."""
    return read_together([Note(laid_out(written), agency="school", subject="Tia Marlow")])[0]


def said_of(written: str, sign: str) -> tuple[list[str], list[str]]:
    """The words of a sign that rules affirm, and the levels at which the model lists it."""
    reading = read_written(written)
    affirmed = [one.text for one in reading.passages if (one.label, one.polarity) == (sign, Polarity.AFFIRMED)]
    return affirmed, [one.level for one in reading.marks if one.label == sign]


# The answer to a question, or to a bare name of a sign, is neither yes nor no, so no rule reads it.
LEFT_OPEN = [
    line.split(" ; ", 1)
    for line in """
self_harm ; Self harm: unknown
self_harm ; Self-harm? Unclear
missing_episode ; Missing episodes: Unknown at this time
substance_use ; SUBSTANCE USE/Not known.
substance_use ; Is he using cannabis?/Mum: don't know
older_associate ; Is there an older boyfriend? Not sure
self_harm ; | Self harm | Sleep |/| Unknown | Good |
""".strip().splitlines()
]


@pytest.mark.parametrize(("sign", "written"), DENIED)
def test_what_is_answered_with_no_is_said_by_nobody(sign: str, written: str) -> None:
    assert said_of(written, sign) == ([], [])


@pytest.mark.parametrize(("sign", "written"), LEFT_OPEN)
def test_what_is_left_open_is_marked_by_no_rule(sign: str, written: str) -> None:
    assert said_of(written, sign)[0] == []


@pytest.mark.parametrize(("sign", "written"), SAID)
def test_what_is_answered_with_yes_or_not_at_all_stays_said_or_is_asked_about(sign: str, written: str) -> None:
    asked = [one for one in read_written(written).asked if one.label == sign]
    assert said_of(written, sign) != ([], []) or asked


def test_a_sign_in_a_question_that_nobody_answered_with_no_is_told_and_never_only_asked_about() -> None:
    in_questions = [laid_out(written) for _, written in SAID if "?" in written]
    assert len(in_questions) > 20
    for text in in_questions:
        reading = read_together([Note(text, agency="school", subject="Tia Marlow")])[0]
        assert not [one.text for one in reading.asked if "?" in text[one.end :]], text
