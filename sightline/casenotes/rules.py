"""The rules by which notes are read: each a file that says what it marks, why, in which words, with examples.

A rule marks a way of saying something. `indicator` or `wording` names what it is a sign of, and many rules may serve
one; each has examples that must be marked and counter-examples that must not.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sightline.model.errors import OurFault
from sightline.model.passages import INDICATORS, WORDINGS, PassageKind
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import read_rule

FOLDER = "casenotes"
FOLDERS = {PassageKind.INDICATOR: "indicators", PassageKind.WORDING: "wording"}
VOCABULARY = {PassageKind.INDICATOR: INDICATORS, PassageKind.WORDING: WORDINGS}
# What a file may say besides what every rule says. `always` fixes attributes, `usually` gives them where no cue does.
WORDS = frozenset(
    {
        "id", "label", "says", "why", "status", "decided_by", "decided_on", "measured", "looked_for", "citation",
        "indicator", "wording", "phrases", "frames", "unless", "unless_beside", "unless_in_note", "needs", "yields_to",
        "deaf_to", "always", "usually", "only", "prefer", "prefer_source", "examples", "counter_examples",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class NoteRule:
    """One rule.

    `phrases` and `frames` as written; `unless`: phrases or slots whose presence in the sentence undoes it;
    `unless_beside`: in the sentence or the next; `unless_in_note`: in the note. `needs`: of these, one must stand in
    the sentence or in one beside it. `yields_to`: labels before which it gives way where they share words. `deaf_to`:
    lists of cues that it does not hear: "if" is part of a threat.

    `only`: attributes as they must turn out for its passages to stand; even then those of another rule of its label go
    before, where they share words.

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
    prefer: str
    prefer_source: str
    counter_examples: tuple[dict[str, Any], ...]


@cache
def read_note_rules() -> tuple[NoteRule, ...]:
    """Every rule of indicators and wording, by kind and file name; OurFault where one is not whole."""
    return tuple(
        _read(kind, name, table)
        for kind, folder in FOLDERS.items()
        for name, table in read_toml_folder(FOLDER, folder).items()
    )


def _read(kind: PassageKind, name: str, table: dict[str, Any]) -> NoteRule:
    where = f"{FOLDER}/{FOLDERS[kind]}/{name}"
    rule = read_rule(table, where=where)
    unknown = sorted(set(table) - WORDS)
    label = str(table.get(kind, ""))
    problems = {
        f"says what no rule says: {', '.join(unknown)}": bool(unknown),
        "has another id than its file's name": rule.id != name,
        f"names no known {kind}": label not in VOCABULARY[kind],
        "has neither phrases nor frames": not (table.get("phrases") or table.get("frames")),
        "has no counter-example": not table.get("counter_examples"),
        "prefers a wording and does not say where it was read": "prefer" in table and not table.get("prefer_source"),
    }
    for problem, holds in problems.items():
        if holds:
            raise OurFault(f"The rule {problem}.", code="bad_rule", where=where)
    return NoteRule(
        rule=rule,
        kind=kind,
        label=label,
        phrases=tuple(table.get("phrases", ())),
        frames=tuple(table.get("frames", ())),
        unless=tuple(table.get("unless", ())),
        unless_beside=tuple(table.get("unless_beside", ())),
        unless_in_note=tuple(table.get("unless_in_note", ())),
        needs=tuple(table.get("needs", ())),
        yields_to=tuple(table.get("yields_to", ())),
        deaf_to=tuple(table.get("deaf_to", ())),
        always=dict(table.get("always", {})),
        usually=dict(table.get("usually", {})),
        only=dict(table.get("only", {})),
        prefer=str(table.get("prefer", "")),
        prefer_source=str(table.get("prefer_source", "")),
        counter_examples=tuple(table["counter_examples"]),
    )
