"""Which words a denial reaches by grammar: those of its clause behind it, to a mark or a word that ends it.

Nothing is decided here about a sign: "no doubt that he hits her" reaches "he hits her" by grammar, and denies no blow.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sightline.casenotes.attributes.cues import LOOK_ALIKE, FoundCue
from sightline.model.passages import Attribute
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, Written, read_table

Range = tuple[int, int]
FILE = ("casenotes", "negation.toml")
WORD = r"[^\s,.;:()!?]+"
# An item of a list has no more words than this.
SHORT_ITEM = 4
# A few words in quotation marks are no quotation.
PUNCTUATION = r"""(?P<few>"(?: ?[\w'-]+){1,3} ?")|[!?;:()",.]|--| - """


class WrittenGrammar(Written, frozen=True, kw_only=True):
    """The words of grammar as their file writes them."""

    negators: tuple[Text, ...]
    ends: tuple[Text, ...]
    before_but: tuple[Text, ...]
    no_item: tuple[Text, ...]
    lacked: tuple[Text, ...]
    verbs: tuple[Text, ...]
    shortened: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of the file: the word that denies, what ends its clause, and what only seems to end it."""

    negator: re.Pattern[str]
    end: re.Pattern[str]
    list_goes_on: re.Pattern[str]
    joined_list_goes_on: re.Pattern[str]
    lacks: re.Pattern[str]
    ends_nothing: re.Pattern[str]


@cache
def read_grammar() -> Grammar:
    """The patterns, made once. OurFault where the file is not whole."""
    said = read_table(WrittenGrammar, read_toml(*FILE), where="/".join(FILE))
    item = rf",(?! ?(?:{'|'.join(said.no_item)})\b) ?(?:{WORD} ){{0,2}}{WORD}"
    joined = rf"(?:{item})*,? n?or (?!{WORD} (?:{'|'.join(said.verbs)})\b)"
    last = rf"(?:,(?! ?(?:{'|'.join(said.no_item)})\b) ?(?:{WORD} )?{WORD})+\s*(?=[.]|\Z)"
    return Grammar(
        negator=re.compile(rf"\b(?:{'|'.join(said.negators)})(?!\w)"),
        end=re.compile(rf"{PUNCTUATION}|\b(?:{'|'.join(said.ends)})\b"),
        list_goes_on=re.compile(rf"{joined}|{last}"),
        joined_list_goes_on=re.compile(joined),
        lacks=re.compile(rf"(?: \w+)? (?:{'|'.join(said.lacked)})(?=,| and\b)"),
        ends_nothing=re.compile(rf"\b(?:(?:{'|'.join(said.before_but)}) +but|(?:{'|'.join(said.shortened)})\.)\Z"),
    )


def find_scope(*, cue: FoundCue, folded: str, is_certain: bool = False) -> Range:
    """What a cue reaches by grammar: an empty range where its word is part of another, as in "no-brainer".

    `is_certain`: only a list with "or" goes on over its commas, and a child's lack ends it: "no coat, bruised face".
    """
    grammar = read_grammar()
    start = keep_negator(cue=cue, folded=folded).end
    if folded[start : start + 1] == "-" and folded[start + 1 : start + 2].isalnum():
        return start, start
    if is_certain and (lacked := grammar.lacks.match(folded, start)):
        return start, lacked.end()
    for found in grammar.end.finditer(folded, start):
        if found["few"] or (found[0] == "," and _is_list(folded, start, found.start(), is_certain)):
            continue
        if found[0] in ("but", ".") and grammar.ends_nothing.search(folded, start, found.end()):
            continue
        return start, start + len(folded[start : found.start()].rstrip())
    return start, len(folded)


def keep_negator(*, cue: FoundCue, folded: str) -> FoundCue:
    """The cue up to the end of its word that denies: "no" of "no worries about". A cue without one stays whole."""
    negator = read_grammar().negator.search(folded, cue.start, cue.end)
    return cue._replace(end=negator.end()) if negator else cue


def _is_list(folded: str, start: int, comma: int, needs_or: bool) -> bool:
    """True where a comma stands between items: "no bruises, cuts or burns", "no bruises, cuts, burns."""
    item = folded[start:comma].rpartition(",")[2]
    grammar = read_grammar()
    goes_on = grammar.joined_list_goes_on if needs_or else grammar.list_goes_on
    return len(item.split()) <= SHORT_ITEM and bool(goes_on.match(folded, comma))


def list_scopes(*, cues: Sequence[FoundCue], folded: str) -> list[Range]:
    """What each cue that denies what follows reaches, and each look-alike that has a denying word in it."""
    return [find_scope(cue=cue, folded=folded) for cue in cues if denies_forward(cue) or _looks_alike(cue, folded)]


def denies_forward(cue: FoundCue) -> bool:
    """True for a cue that says that what follows is not so."""
    return cue.kind.attribute == Attribute.POLARITY and cue.kind.reads in ("forward", "both")


def _looks_alike(cue: FoundCue, folded: str) -> bool:
    return cue.kind.name == LOOK_ALIKE and bool(read_grammar().negator.search(folded, cue.start, cue.end))
