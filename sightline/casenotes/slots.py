"""The slots of frames: lists of ways to say one thing (who, what, a verb), as data, with what each includes.

A slot is not a sign. `{thing}` holds phones and coats alike; only a frame says when a thing means something.
"""

from dataclasses import dataclass
from functools import cache

from sightline.casenotes.word_forms import inflect_noun, inflect_verb, write_forms
from sightline.model.errors import OurFault
from sightline.rulebook.files import read_csv, read_toml_folder, rules_folder

FOLDER = ("casenotes", "slots")


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
    tables = {name: table for file in read_toml_folder(*FOLDER).values() for name, table in file.items()}
    tables |= _read_long_lists()
    return {
        name: Slot(
            name=name,
            says=_said(name, table),
            forms=tuple(dict.fromkeys(_forms(name, tables, frozenset()))),
            common=bool(table.get("common", False)),
        )
        for name, table in tables.items()
    }


def _said(name: str, table: dict[str, object]) -> str:
    if not table.get("says"):
        raise OurFault("A slot has no 'says'.", code="bad_rule", where=name)
    return str(table["says"])


def _read_long_lists() -> dict[str, dict[str, object]]:
    """Long lists stand in CSV: one file a slot, headings `entry` and `source`."""
    found: dict[str, dict[str, object]] = {}
    for entry in rules_folder(*FOLDER).iterdir():
        if entry.name.endswith(".csv"):
            rows = read_csv(*FOLDER, entry.name)
            name = entry.name.removesuffix(".csv")
            found[name] = {"says": f"The list {entry.name}.", "words": [row["entry"] for row in rows]}
    return found


def _forms(name: str, tables: dict[str, dict[str, object]], above: frozenset[str]) -> list[str]:
    table = tables.get(name)
    if table is None or name in above:
        raise OurFault("A slot includes one that is none, or itself.", code="bad_rule", where=name)
    forms = write_forms(_texts(table, "words"))
    forms += write_forms(form for verb in _texts(table, "verbs") for form in inflect_verb(verb))
    forms += write_forms(form for noun in _texts(table, "nouns") for form in inflect_noun(noun))
    for span in _texts(table, "ages"):
        first, last = span.split("-")
        forms += [str(age) for age in range(int(first), int(last) + 1)]
    for span in _texts(table, "times"):
        forms += _times(span)
    return forms + [form for part in _texts(table, "includes") for form in _forms(part, tables, above | {name})]


def _texts(table: dict[str, object], name: str) -> list[str]:
    held = table.get(name, [])
    return [str(one) for one in held] if isinstance(held, list) else []


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
                forms += [f"{twelve}{mark}{minute:02}{gap}{half}" for mark in ".:" for gap in ("", " ")]
    return forms
