"""How one entry of a list is written in notes: alternatives, inflections, missing apostrophes, slips in long words.

The forms are made openly, once, when rules are loaded; nothing is guessed while a note is read. What a list means
stands in the list.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import product
from math import prod

from sightline.model.errors import OurFault
from sightline.rulebook.files import read_csv

SLIP_FROM = 9
MOST_FORMS = 3000
_NO_ENTRY = re.compile(r"[{}\[\]\\+^]|\.\.")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_MAY_HAVE_S = re.compile(r"[\w'-]{2,}s\?")
_HAS_SIGNS = re.compile(r"[()~*?]")
_BRACKET_OR_REST = re.compile(r"[()]|[^()]+")
_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_VOWELS = "aeiou"


def expand(entry: str) -> list[str]:
    """Every form of `~come (back|home) late?`.

    Brackets hold alternatives, of words or of the end of a word, and may hold brackets; `?` ends what may be left out,
    `s?` an s that may; `~` begins a verb that takes all its forms; `*` ends a noun that may be plural.
    """
    if not _HAS_SIGNS.search(entry):
        return [" ".join(filter(None, entry.split(" ")))]
    choices = [_forms_of(atom) for atom in split_parts(entry)]
    return list(dict.fromkeys(" ".join(part for part in chosen if part) for chosen in product(*choices)))


def count_forms(entry: str) -> int:
    """How many forms `expand` would make, or a few more."""
    return prod(len(_forms_of(atom)) for atom in split_parts(entry))


def split_parts(entry: str, divider: str = " ") -> list[str]:
    """The entry's words and brackets one by one: cut at each divider that stands in no bracket."""
    parts, depth = [""], 0
    for piece in _BRACKET_OR_REST.findall(entry):
        depth += (piece == "(") - (piece == ")")
        if depth == 0 and piece != ")":
            first, *more = piece.split(divider)
            parts[-1] += first
            parts += more
        else:
            parts[-1] += piece
    if depth:
        raise OurFault("A bracket does not close.", code="bad_rule", where=entry)
    return [part for part in parts if part] if divider == " " else parts


@lru_cache(maxsize=100_000)
def _forms_of(atom: str) -> tuple[str, ...]:
    """The forms of one word, with its brackets: `(a|b)?`, `fall(s|en)?`, `(her|him)self`, `~be`, `phone*`."""
    if "(" not in atom:
        return _word_forms(atom)
    start = atom.index("(")
    end = _closing(atom, start)
    inner = [form for part in split_parts(atom[start + 1 : end], "|") for form in expand(part)]
    rest = atom[end + 1 :]
    if rest.startswith("?"):
        inner, rest = [*inner, ""], rest[1:]
    after = _forms_of(rest) if rest else ("",)
    return tuple(dict.fromkeys(atom[:start] + form + end for form in inner for end in after))


def _closing(atom: str, start: int) -> int:
    depth = 0
    for place in range(start, len(atom)):
        depth += (atom[place] == "(") - (atom[place] == ")")
        if depth == 0:
            return place
    raise OurFault("A bracket does not close.", code="bad_rule", where=atom)


def _word_forms(word: str) -> tuple[str, ...]:
    if word.startswith("~"):
        return tuple(inflect_verb(word[1:]))
    if word.endswith("*") and len(word) > 1:
        return tuple(inflect_noun(word[:-1]))
    if _MAY_HAVE_S.fullmatch(word):
        return word[:-2], word[:-1]
    if word.endswith("?") and len(word) > 1:
        word = word[:-1]
        if "?" not in word and "-" not in word:
            return word, ""
    if "?" in word.strip("?"):
        raise OurFault("Only a whole word, a bracket or an s may be left out.", code="bad_rule", where=word)
    return (word,)


def write_forms(entries: Iterable[str]) -> list[str]:
    """All written forms of all entries, folded to small letters, without doubles.

    OurFault where an entry is no entry, or would make more forms than anybody means.
    """
    forms: dict[str, None] = {}
    for entry in entries:
        if _NO_ENTRY.search(entry) or (_HAS_SIGNS.search(entry) and count_forms(entry) > MOST_FORMS):
            raise OurFault("An entry has signs that mean nothing, or too many forms.", code="bad_rule", where=entry)
        for form in expand(entry.lower()):
            for written in _written(form):
                forms[written] = None
    return [form for form in forms if form]


def _written(form: str) -> list[str]:
    """As it stands; without apostrophes; with a space for each hyphen, or nothing."""
    plain = [form]
    if "'" in form:
        plain.append(form.replace("'", ""))
    if "-" in form and _HYPHEN.search(form):
        plain += [_HYPHEN.sub(divider, one) for divider in (" ", "") for one in list(plain)]
    return plain


def join_words(folded: str) -> str:
    """The words of folded text with a space between them: "attention-seeking" is two, "won't" is one."""
    return " ".join(_WORDS.findall(folded))


def list_slips(word: str) -> set[str]:
    """A word with two neighbouring letters exchanged, or one doubled letter single, behind its first letter."""
    slips = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
    slips |= {word[:i] + word[i + 1 :] for i in range(len(word) - 1) if word[i] == word[i + 1]}
    return slips - {word}


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
