"""A slip in a list or setting that is shipped is refused before it is used, by its file and key."""

import copy
from typing import Any

import pytest

from sightline.escalation.ladders import FOLDER, LADDERS, WrittenLadder
from sightline.escalation.later_harm import WrittenHarmedLater
from sightline.escalation.responses import WrittenAnswerRules
from sightline.known_facts.words import WordLists
from sightline.linkage.notes.rules import NotedRules, read_noted_rules
from sightline.linkage.questions.namesakes import NamesakeRules
from sightline.linkage.questions.same_person import WrittenQuestions
from sightline.linkage.settings import Placeholders, Relatives, WrittenNameParts, WrittenSettings
from sightline.model.errors import OurFault
from sightline.patterns.places.types import WrittenPlaceTypes
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import read_named
from sightline.rulebook.schema import read_table
from sightline.sharing.accounts import RolesOfAccounts
from sightline.sharing.roles import WrittenRoles

ENGLAND = ("linkage", "england", "settings.toml")
POLICE = (*FOLDER, LADDERS, "police.toml")


@pytest.mark.parametrize(
    ("kind", "path", "at", "now", "says"),
    [
        (WrittenRoles, ("sharing", "roles.toml"), ("roles", "analyst"), None, "there is no visibility rule for analyst"),
        (WrittenRoles, ("sharing", "roles.toml"), ("roles", "analyst", "restricted"), "al", "'al'; it must be one of all"),
        (WrittenRoles, ("sharing", "roles.toml"), ("roles", "analyst", "flies"), True, "'flies' is not a key"),
        (RolesOfAccounts, ("sharing", "accounts", "privileged_roles.toml"), ("review",), ["king"], "'review 1' is 'king'"),
        (WrittenLadder, POLICE, ("rungs", 0, "post"), None, "in 'rungs 1', it needs the name of a role, or 'seats'"),
        (WrittenLadder, POLICE, ("rungs", 0, "stage"), "top", "'rungs 1, stage' is 'top'; it must be one of chair"),
        (WrittenAnswerRules, (*FOLDER, "reasons.toml"), ("reasons", 0, "needs"), ["whom"], "'whom'; it must be one of"),
        (WrittenHarmedLater, (*FOLDER, "harmed_later.toml"), ("says_so", 0, "role"), "victim", "'role' is not a key"),
        (WrittenSettings, ENGLAND, ("threshold_bits",), "6", "'threshold_bits' must be a number, not text"),
        (WrittenSettings, ENGLAND, ("many_people",), 0, "'many_people' must be a whole number of at least 1"),
        (WrittenSettings, ENGLAND, ("blocking", 1, "agree_on"), [], "'blocking 2, agree_on' must be filled in"),
        (Relatives, ("linkage", "relatives.toml"), ("companion",), ["friend"], "'companion' is not a key"),
        (WrittenNameParts, ("linkage", "name_parts.toml"), ("surname", "begins"), "o", "'surname, begins' must be a list"),
        (Placeholders, ("linkage", "placeholders.toml"), ("places",), None, "'places' is missing"),
        (NamesakeRules, ("linkage", "namesakes.toml"), ("many_people",), None, "'many_people' is missing"),
        (NotedRules, ("linkage", "noted.toml"), ("most", "same_mark"), 0, "must be a whole number of at least 1"),
        (WrittenQuestions, ("linkage", "questions.toml"), ("too_little", 0, "least_bits"), "0", "must be a number, not text"),
        (WordLists, ("england", "patterns", "words.toml"), ("signs",), "missing_episode", "'signs' must be a list, not text"),
        (WrittenPlaceTypes, ("england", "patterns", "place_types.toml"), ("house",), "home", "it names unknown types: home"),
    ],
)  # fmt: skip
def test_a_slip_names_the_file_and_the_key(
    kind: type[Any], path: tuple[str, ...], at: tuple[str | int, ...], now: Any, says: str
) -> None:
    table = copy.deepcopy(read_toml(*path))
    read_table(kind, table, where="as it is shipped")
    holder: Any = table
    for step in at[:-1]:
        holder = holder[step]
    if now is None:
        del holder[at[-1]]
    else:
        holder[at[-1]] = now
    with pytest.raises(OurFault) as refused:
        read_table(kind, table, where="/".join(path))
    assert says in refused.value.what
    assert refused.value.where == "/".join(path)


def test_a_rule_whose_id_is_not_its_files_name_is_refused() -> None:
    with pytest.raises(OurFault, match="its id is not its file's name"):
        read_named(WrittenLadder, read_toml(*POLICE), name="polis", folder=(*FOLDER, LADDERS))


def test_a_nickname_and_a_first_name_may_be_as_short_as_each_other() -> None:
    shortest = {str(form): least for form, least in read_noted_rules().shortest.items()}
    assert shortest == {"part_of_mark": 3, "part_of_number": 4, "nickname": 3, "account": 3, "forename": 3}
