"""The slots of frames: lists of ways to say one thing (who, what, a verb), as data, with what each includes.

A slot is not a sign. `{thing}` holds phones and coats alike; only a frame says when a thing means something.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from msgspec import Meta

from sightline.casenotes.text.word_forms import inflect_noun, inflect_verb, write_forms
from sightline.model.errors import OurFault
from sightline.rulebook.files import read_csv, read_toml_folder, rules_folder
from sightline.rulebook.schema import Text, Written, read_table

FOLDER = ("casenotes", "slots")
Span = Annotated[str, Meta(pattern=r"^[0-9]+-[0-9]+$")]


class WrittenSlot(Written, frozen=True):
    """A list as its file writes it. `ages` and `times` are spans, of which every year or minute is meant."""

    says: Text
    common: bool = False
    words: tuple[Text, ...] = ()
    verbs: tuple[Text, ...] = ()
    nouns: tuple[Text, ...] = ()
    ages: tuple[Span, ...] = ()
    times: tuple[Span, ...] = ()
    includes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """One list. `common`: its words stand in most sentences, so that no frame may be looked for by them alone."""

    name: str
    says: str
    forms: tuple[str, ...]
    common: bool


@cache
def read_slots() -> dict[str, Slot]:
    """Every slot by name. OurFault where one includes a slot that is none, or says nothing."""
    tables = {name: said for file in read_toml_folder(*FOLDER).items() for name, said in _read_file(*file)}
    tables |= _read_long_lists()
    return {
        name: Slot(
            name=name,
            says=said.says,
            forms=tuple(dict.fromkeys(_forms(name, tables, frozenset()))),
            common=said.common,
        )
        for name, said in tables.items()
    }


def _read_file(file: str, tables: dict[str, Any]) -> Iterable[tuple[str, WrittenSlot]]:
    return read_table(dict[str, WrittenSlot], tables, where="/".join((*FOLDER, file))).items()


def _read_long_lists() -> dict[str, WrittenSlot]:
    """Long lists stand in CSV: one file a slot, headings `entry` and `source`."""
    found: dict[str, WrittenSlot] = {}
    for entry in rules_folder(*FOLDER).iterdir():
        if entry.name.endswith(".csv"):
            rows = read_csv(*FOLDER, entry.name)
            name = entry.name.removesuffix(".csv")
            words = tuple(row["entry"] for row in rows)
            found[name] = WrittenSlot(says=f"The list {entry.name}.", words=words)
    return found


def _forms(name: str, tables: dict[str, WrittenSlot], above: frozenset[str]) -> list[str]:
    said = tables.get(name)
    if said is None or name in above:
        raise OurFault("A slot includes one that is none, or itself.", code="bad_rule", where=name)
    forms = write_forms(said.words)
    forms += write_forms(form for verb in said.verbs for form in inflect_verb(verb))
    forms += write_forms(form for noun in said.nouns for form in inflect_noun(noun))
    for span in said.ages:
        first, last = span.split("-")
        forms += [str(age) for age in range(int(first), int(last) + 1)]
    for span in said.times:
        forms += _times(span)
    return forms + [form for part in said.includes for form in _forms(part, tables, above | {name})]


def _times(span: str) -> list[str]:
    """`22-05`: every minute of those hours, as 2310, 23:10, 23.10, 11.10pm, 11pm."""
    first, last = (int(part) for part in span.split("-"))
    hours = [hour % 24 for hour in range(first, last + 1 if last >= first else last + 25)]
    forms = []
    for hour in hours:
        half, twelve = ("am" if hour < 12 else "pm"), hour % 12 or 12
        forms += [f"{twelve}{half}", f"{twelve} {half}"]
        for minute in range(60):
            forms += [f"{hour:02}{minute:02}", f"{hour:02}:{minute:02}", f"{hour:02}.{minute:02}"]
            if minute % 5 == 0:
                forms += [f"{twelve}{divider}{minute:02}{gap}{half}" for divider in ".:" for gap in ("", " ")]
    return forms
