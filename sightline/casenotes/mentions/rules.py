"""The rules by which mentions are found, one TOML file each in `rules/casenotes/mentions`.

A rule here says what it takes for a mention and shows it by examples, which run as tests; how words are walked over is
the code of this room.
"""

from functools import cache

from sightline.model.errors import OurFault
from sightline.model.rules import Rule
from sightline.rulebook.rules import load_rules

FOLDER = ("casenotes", "mentions")


@cache
def read_mention_rules() -> dict[str, Rule]:
    """Every rule by its id. OurFault where a file bears another name than its rule."""
    return {rule.id: rule for rule in load_rules(*FOLDER)}


def read_example(example: dict[str, str]) -> tuple[str, list[str]]:
    """An example's text without its brackets, and the words that stood in them: "a [grey Corsa] at the gate"."""
    text, marked, rest = "", [], example["text"]
    while "[" in rest:
        before, _, rest = rest.partition("[")
        words, closed, rest = rest.partition("]")
        if not closed:
            raise OurFault("An example opens a bracket and does not close it.", code="bad_rule")
        marked.append(words)
        text += before + words
    return text + rest, marked
