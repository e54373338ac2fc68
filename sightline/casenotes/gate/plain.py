"""Official terms and plain statements: a mark that shares words with one always stands, whatever else is said."""

from functools import cache

from sightline.casenotes.note import NoteText
from sightline.casenotes.text.word_forms import write_forms
from sightline.casenotes.text.words import WordTable, cut, make_table
from sightline.model.passages import INDICATORS, Passage
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, bad_rule, read_table

FILE = ("casenotes", "gate", "plain_statements.toml")
# As far around a mark as one of them may reach.
LETTERS = 60


def is_plain(one: Passage, text: NoteText) -> bool:
    """Whether a mark shares words with a plain statement of its own sign."""
    table = _tables().get(one.label)
    begin = max(0, one.start - LETTERS)
    begin = text.folded.rfind(" ", 0, begin) + 1
    near = text.folded[begin : one.end + LETTERS]
    return table is not None and any(
        begin + start < one.end and begin + end > one.start for _, start, end in table.find(cut(near))
    )


@cache
def _tables() -> dict[str, WordTable]:
    where = "/".join(FILE)
    said = read_table(dict[str, tuple[Text, ...]], read_toml(*FILE), where=where)
    if unknown := set(said) - set(INDICATORS):
        raise bad_rule(f"it names no known sign: {', '.join(sorted(unknown))}", where)
    return {
        sign: make_table({form: number for number, form in enumerate(dict.fromkeys(write_forms(words)))})
        for sign, words in said.items()
    }
