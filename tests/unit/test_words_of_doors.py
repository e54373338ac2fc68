"""Pages say nothing of options of commands: who reads a page cannot type them."""

import ast
import re
from pathlib import Path

import pytest

from sightline.casework.accounts.rights import check_named_person
from sightline.casework.core.actor import Actor, acting_account
from sightline.casework.core.rights import check_people
from sightline.casework.retention.rights import check_decides_retention
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.visibility import Reader

CASEWORK = Path(__file__).parents[2] / "sightline" / "casework"
OPTION = "--as"
# What only commands come to: how an account is proved, and a recovery at the machine.
OF_COMMANDS = {"accounts/services/proof.py", "accounts/services/recovery.py", "accounts/rights.py: check_own_password"}


def said(text: str, where: str) -> list[str]:
    """The functions of a module that name the option in words that are not for the terminal alone."""
    tree = ast.parse(text)
    apart = {node for call in ast.walk(tree) if isinstance(call, ast.keyword) and call.arg == "at_terminal"
             for node in ast.walk(call)}  # fmt: skip
    found = []
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        words = [node.value for node in ast.walk(function) if isinstance(node, ast.Constant) and node not in apart
                 and isinstance(node.value, str) and node.value != ast.get_docstring(function, clean=False)]  # fmt: skip
        found += [f"{where}: {function.name}"] if any(re.search(rf"{OPTION}(?!-)", word) for word in words) else []
    return found


def test_words_of_casework_name_the_option_at_the_terminal_alone() -> None:
    found = [name for path in sorted(CASEWORK.rglob("*.py"))
             for name in said(path.read_text(encoding="utf-8"), str(path.relative_to(CASEWORK)))]  # fmt: skip
    assert [one for one in found if one not in OF_COMMANDS and one.partition(":")[0] not in OF_COMMANDS] == []
    assert said('def a():\n    raise No(what_to_do=_("Give --as."))', "a.py") == ["a.py: a"]


@pytest.mark.django_db
def test_who_is_refused_on_a_page_is_told_of_no_option() -> None:
    for via in ("web", "cli"):
        actor = Actor(Reader("", Role.ELECTED_MEMBER, ""), via)
        for check in (check_people, acting_account, check_decides_retention):
            with pytest.raises(Refused) as refused:
                check(actor=actor)
            assert (OPTION in str(refused.value.what_to_do)) == (via == "cli")
        with pytest.raises(Refused) as refused:
            check_named_person(actor=actor, password="")
        assert (OPTION in str(refused.value.what_to_do)) == (via == "cli")
