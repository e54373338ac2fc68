"""How one entry of a list is written in notes: alternatives, inflections, missing apostrophes, slips in long words.

A newcomer would get this wrong: the forms are made openly, once, when rules are loaded; nothing is guessed while a note
is read. What a list means stands in the list.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import product

from sightline.rulebook.files import read_csv

SLIP_FROM = 9
_PART = re.compile(r"\(([^()]*)\)(\?)?|(\S+)")
_VOWELS = "aeiou"


def expand(entry: str) -> list[str]:
    """Every form of `~come (back|home) late?`.

    Brackets hold alternatives; `?` ends what may be left out; `~` begins a verb that takes all its forms; `*` ends a
    noun that may be plural.
    """
    choices: list[list[str]] = []
    for alternatives, optional, word in _PART.findall(entry):
        may_go = bool(optional) or (word.endswith("?") and len(word) > 1)
        parts = [part.strip() for part in alternatives.split("|")] if alternatives else [word.removesuffix("?")]
        forms = [form for part in parts for form in _inflected(part)]
        choices.append([*forms, ""] if may_go else forms)
    return list(dict.fromkeys(" ".join(part for part in chosen if part) for chosen in product(*choices)))


def _inflected(part: str) -> list[str]:
    if part.startswith("~"):
        return inflect_verb(part[1:])
    if part.endswith("*") and len(part) > 1:
        return inflect_noun(part[:-1])
    return [part]


def write_forms(entries: Iterable[str]) -> list[str]:
    """All written forms of all entries, folded to small letters, without doubles."""
    forms: dict[str, None] = {}
    for entry in entries:
        for form in expand(entry.lower()):
            for written in _written(form):
                forms[written] = None
    return [form for form in forms if form]


def _written(form: str) -> list[str]:
    """As it stands; without apostrophes; with a space for each hyphen; with one slip in a long word."""
    plain = [form]
    if "'" in form:
        plain.append(form.replace("'", ""))
    if "-" in form:
        plain += [one.replace("-", " ") for one in plain] + [one.replace("-", "") for one in plain]
    return plain + [slipped for one in plain for slipped in _slips(one)]


def _slips(form: str) -> list[str]:
    """The form with two neighbouring letters exchanged, or one doubled letter single, in one long word."""
    words = form.split(" ")
    found = []
    for place, word in enumerate(words):
        if len(word) < SLIP_FROM or not word.isalpha():
            continue
        slips = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
        slips |= {word[:i] + word[i + 1 :] for i in range(len(word) - 1) if word[i] == word[i + 1]}
        found += [" ".join([*words[:place], slip, *words[place + 1 :]]) for slip in sorted(slips - {word})]
    return found


@cache
def _irregular() -> dict[str, tuple[str, str, str, str]]:
    rows = read_csv("casenotes", "irregular_verbs.csv")
    return {row["verb"]: (row["third"], row["past"], row["participle"], row["ing"]) for row in rows}


def inflect_verb(verb: str) -> list[str]:
    """`pick up` -> pick up, picks up, picked up, picking up; irregular forms come from a list."""
    head, _, rest = verb.partition(" ")
    irregular = _irregular().get(head)
    forms = [head, *(irregular or _regular(head))]
    forms = [form for cell in forms for form in cell.split("/") if form]
    return list(dict.fromkeys(f"{form} {rest}".strip() for form in forms))


def _regular(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    doubles = len(verb) > 2 and verb[-1] in "bdgmnprt" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    short = doubles and sum(letter in _VOWELS for letter in verb) == 1
    stem = verb + verb[-1] if short else verb
    return third, stem + "ed", stem + "ed", stem + "ing"


def inflect_noun(noun: str) -> list[str]:
    """`phone` -> phone, phones. The last word takes the plural."""
    if noun.endswith(("s", "sh", "ch", "x")):
        return [noun, noun + "es"]
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return [noun, noun[:-1] + "ies"]
    return [noun, noun + "s"]
