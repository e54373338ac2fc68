"""Lists of words that cannot be used are refused by their file and key; the readers are those of the shipped lists."""

from typing import Any

import pytest

from sightline.casenotes.attributes import cues, sources
from sightline.casenotes.parts import labels
from sightline.casenotes.signs import slots
from sightline.model.errors import OurFault
from sightline.protection import words
from sightline.rulebook import local_lists

DECIDED = {"status": "local", "decided_by": "a partnership", "decided_on": "2026-11-26"}


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({}, "'status' is missing"),
        (DECIDED | {"status": "statutory"}, "'status' is 'statutory'; it must be one of local"),
        (DECIDED | {"decided_by": ""}, "'decided_by' must be filled in"),
        (DECIDED | {"mention": {}, "wording": {}}, "'indicator' is missing"),
        (DECIDED | {"indicator": {"gifts": 3}}, "'indicator, gifts' must be text, not a whole number"),
    ],
)
def test_labels_that_nobody_decided_or_that_are_none_are_refused(
    monkeypatch: pytest.MonkeyPatch, table: dict[str, Any], says: str
) -> None:
    monkeypatch.setattr(local_lists, "read_toml", lambda *_: dict(table))
    with pytest.raises(OurFault, match=says) as refused:
        local_lists.read_decided(local_lists.SignLabels, "casenotes", "vocabulary.toml")
    assert refused.value.where == "casenotes/vocabulary.toml"


def test_words_of_notes_that_cannot_be_used_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "read_toml_folder", lambda *_: {"acts": {"came": {"says": "", "words": ["in"]}}})
    monkeypatch.setattr(cues, "read_toml_folder", lambda *_: {"time": {"before": {"says": "Before.", "forms": "was"}}})
    monkeypatch.setattr(sources, "read_toml", lambda *_: {"aunt": {"says": "An aunt writes.", "words": ["aunt"]}})
    monkeypatch.setattr(labels, "read_decided", lambda *_: local_lists.read_table(_[0], {"heading": {}}, where="x"))
    for read, says in (
        (slots.read_slots.__wrapped__, "'came, says' must be filled in. .*casenotes/slots/acts"),
        (cues.build_cues.__wrapped__, "'before, forms' must be a list, not text.*casenotes/cues/time"),
        (sources._writers.__wrapped__, "is 'aunt'; it must be one of .*casenotes/writers.toml"),
        (labels.read_part_words.__wrapped__, "'speaker' is missing"),
    ):
        with pytest.raises(OurFault, match=says):
            read()


def test_a_slot_with_an_age_that_is_no_span_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "read_toml_folder", lambda *_: {"people": {"young": {"says": "Young.", "ages": ["13"]}}})
    with pytest.raises(OurFault, match="'young, ages 1' must be text"):
        slots.read_slots.__wrapped__()


def test_words_of_addresses_that_cannot_be_used_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = words.read_toml(*words.FILE)
    monkeypatch.setattr(words, "read_toml", lambda *_: shipped | {"tens": ["", ""]})
    with pytest.raises(OurFault, match="'tens' must be a list of at least 10") as refused:
        words.read_words.__wrapped__()
    assert refused.value.where == "linkage/protected_words.toml"
