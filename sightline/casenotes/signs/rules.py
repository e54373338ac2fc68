"""The rules by which notes are read: each a file that says what it marks, why, in which words, with examples.

A rule marks a way of saying something. `indicator` or `wording` names what it is a sign of, and many rules may serve
one; each has examples that must be marked and counter-examples that must not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sightline.casenotes.text.word_forms import SLIP_FROM, join_words, list_slips, write_forms
from sightline.model.passages import INDICATORS, WORDINGS, PassageKind
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import WrittenRule, read_written
from sightline.rulebook.schema import bad_rule

FOLDER = "casenotes"
FOLDERS = {PassageKind.INDICATOR: "indicators", PassageKind.WORDING: "wording"}
VOCABULARY = {PassageKind.INDICATOR: INDICATORS, PassageKind.WORDING: WORDINGS}


class WrittenNoteRule(WrittenRule, frozen=True, kw_only=True):
    """A rule as its file writes it; `NoteRule` says what each key means."""

    counter_examples: tuple[dict[str, Any], ...]
    indicator: str = ""
    wording: str = ""
    phrases: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unless_beside: tuple[str, ...] = ()
    unless_in_note: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    deaf_to: tuple[str, ...] = ()
    always: dict[str, str] = {}
    usually: dict[str, str] = {}
    only: dict[str, str] = {}
    short: tuple[str, ...] | None = None
    prefer: str = ""
    prefer_source: str = ""

    def __post_init__(self) -> None:
        """Refuse a rule that marks nothing, or that nothing must be left unmarked by."""
        super().__post_init__()
        if not (self.phrases or self.frames):
            raise ValueError("it has neither phrases nor frames")
        if not self.counter_examples:
            raise ValueError("it has no counter-example")
        if self.prefer and not self.prefer_source:
            raise ValueError("it prefers a wording and does not say where it was read")
        if self.short is not None and not self.wording:
            raise ValueError("it lists short ways of saying, and is no rule of wording")


@dataclass(frozen=True, slots=True, eq=False)
class NoteRule:
    """One rule.

    `phrases` and `frames` as written; `unless`: phrases or slots whose presence in the sentence undoes it;
    `unless_beside`: in the sentence or the next; `unless_in_note`: in the note. `needs`: of these, one must stand in
    the sentence or in one beside it. `yields_to`: labels before which it gives way where they share words. `deaf_to`:
    lists of cues that it does not hear: "if" is part of a threat.

    `only`: attributes as they must turn out for its passages to stand; even then those of another rule of its label go
    before, where they share words.

    `short`: of its ways of one or two words these alone blame, each as `join_words` writes it; None where all do.

    `prefer` is the wording to prefer and `prefer_source` where it was read.
    """

    rule: Rule
    kind: PassageKind
    label: str
    phrases: tuple[str, ...]
    frames: tuple[str, ...]
    unless: tuple[str, ...]
    unless_beside: tuple[str, ...]
    unless_in_note: tuple[str, ...]
    needs: tuple[str, ...]
    yields_to: tuple[str, ...]
    deaf_to: tuple[str, ...]
    always: dict[str, str]
    usually: dict[str, str]
    only: dict[str, str]
    short: frozenset[str] | None
    prefer: str
    prefer_source: str
    counter_examples: tuple[dict[str, Any], ...]


@cache
def read_note_rules() -> tuple[NoteRule, ...]:
    """Every rule of indicators and wording, by kind and file name; OurFault where one is not whole."""
    return tuple(
        _read_note_rule(kind, name, table)
        for kind, folder in FOLDERS.items()
        for name, table in read_toml_folder(FOLDER, folder).items()
    )


@cache
def first_decided() -> Mapping[str, date]:
    """By indicator the day on which the first rule that marks it was decided; none where no rule says a day."""
    days: dict[str, date] = {}
    for table in read_toml_folder(FOLDER, FOLDERS[PassageKind.INDICATOR]).values():
        if decided_on := table.get("decided_on"):
            days[table["indicator"]] = min(days.get(table["indicator"], date.max), decided_on)
    return days


def _read_note_rule(kind: PassageKind, name: str, table: dict[str, Any]) -> NoteRule:
    where = f"{FOLDER}/{FOLDERS[kind]}/{name}"
    said, rule = read_written(WrittenNoteRule, table, where=where)
    label = str(getattr(said, kind))
    if rule.id != name or label not in VOCABULARY[kind]:
        raise bad_rule(f"its id is not its file's name, or it names no known {kind}", where)
    return NoteRule(
        rule=rule,
        kind=kind,
        label=label,
        phrases=said.phrases,
        frames=said.frames,
        unless=said.unless,
        unless_beside=said.unless_beside,
        unless_in_note=said.unless_in_note,
        needs=said.needs,
        yields_to=said.yields_to,
        deaf_to=said.deaf_to,
        always=said.always,
        usually=said.usually,
        only=said.only,
        short=None if said.short is None else _list_short(said.short),
        prefer=said.prefer,
        prefer_source=said.prefer_source,
        counter_examples=said.counter_examples,
    )


def _list_short(entries: Iterable[str]) -> frozenset[str]:
    """Every form of short ways of saying, and the slips of their long words."""
    forms = {join_words(form) for form in write_forms(entries)}
    slips = {
        form.replace(word, slip)
        for form in forms
        for word in form.split()
        if len(word) >= SLIP_FROM
        for slip in list_slips(word)
    }
    return frozenset(forms | slips)
