"""How far a denial reaches by grammar: to the end of its clause, over commas in a list, whatever a sign makes of it."""

import pytest

from sightline.casenotes.attributes.cues import find_cues
from sightline.casenotes.attributes.denial_reach import list_scopes

# What each denial reaches stands in brackets; a look-alike reaches its clause too.
REACHED = """
she has not[ been near the flat since may], says dad.
there was no[ sign of an older man at the gate] but a car was parked.
i don't[ think he knew which bus it was].
nobody[ at the hostel saw him leave]; staff were busy.
no[ bruises, cuts or burns on her arms].
no[ bruises, cuts, burns].
no[ coat], he was found on the bridge.
he can't[ help but laugh at them].
she went without[ her phone] because he had it.
no[ doubt he is the driver].
he would not[ say who bought them].
he didnt[ come home] and he was seen in town.
she never[ saw dr. hale about it].
not[ a "big lad" at all], only tall.
he did not[ say] "she hits me every night" to anybody.
it was a no-brainer for her.
seen outside no[]. 14 with a man.
denies[ drinking] although her breath smelt of it.
""".strip().splitlines()


@pytest.mark.parametrize("written", REACHED)
def test_a_denial_reaches_to_the_end_of_its_clause(written: str) -> None:
    sentence = written.replace("[", "").replace("]", "")
    scopes = list_scopes(cues=find_cues(sentence), folded=sentence)
    marked = sorted({(start, end) for start, end in scopes if end > start}, reverse=True)
    for start, end in marked:
        sentence = f"{sentence[:start]}[{sentence[start:end]}]{sentence[end:]}"
    assert sentence == written.replace("[]", "")
