"""Tells what happened in the manner of whoever wrote it: an opening, a middle and an end, each drawn from many.

The sentences say what a professional saw or was told, never what was done to a child. Nothing here is graphic, and a
test reads every template for words that must not stand in them.
"""

import random
import tomllib
from functools import cache
from typing import Any

from sightline.invented.population.names import read_data
from sightline.invented.population.people import Person

PRONOUNS = {"F": ("she", "her", "her"), "M": ("he", "him", "his")}


@cache
def load_templates() -> dict[str, dict[str, list[str]]]:
    """All templates, read once: kind of note -> opening, middle, end, words."""
    found: dict[str, Any] = tomllib.loads(read_data("narratives.toml"))
    return found


def tell(kind: str, *, chance: random.Random, child: Person, **slots: str) -> str:
    """A note of that kind about the child."""
    parts = load_templates()[kind]
    sentences = [chance.choice(parts["opening"])]
    if "middle" in parts and chance.random() < 0.85:
        sentences.append(chance.choice(parts["middle"]))
    if "end" in parts and chance.random() < 0.7:
        sentences.append(chance.choice(parts["end"]))
    return " ".join(sentences).format_map({**pronouns(child), **slots})


def quote(kind: str, *, chance: random.Random, child: Person, **slots: str) -> str:
    """The child's own words for a note of that kind; empty where it has none."""
    words = load_templates()[kind].get("words")
    return chance.choice(words).format_map({**pronouns(child), **slots}) if words else ""


def pronouns(child: Person) -> dict[str, str]:
    """The slots that every note has."""
    they, them, their = PRONOUNS[child.sex]
    return {
        "name": child.forename, "SURNAME": child.surname.upper(), "they": they, "them": them, "their": their,
        "them_self": f"{them}self",
        "They": they.capitalize(), "Their": their.capitalize(),
    }  # fmt: skip
