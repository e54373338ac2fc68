"""Told, step and line have one meaning each in the code: no other thing takes their name."""

from pathlib import Path

from support.house_laws import PACKAGE
from support.word_laws import KEPT, PLACES, names_of, names_out_of_place

OTHER_MEANINGS = """
class Line: ...
class FileStep: ...
def keep_fact(told: str) -> str:
    steps, untold = [], told
    return ""
"""


def test_a_word_of_one_meaning_names_nothing_else(tmp_path: Path) -> None:
    assert names_out_of_place(PACKAGE) == [], "GLOSSARY.md says what the word means: give this a name of its own"
    (tmp_path / "rooms").mkdir()
    (tmp_path / "rooms" / "concerned_files.py").write_text(OTHER_MEANINGS)
    assert names_out_of_place(tmp_path) == [
        f"rooms/concerned_files.py: {name}"
        for name in ("FileStep", "Line", "concerned_files", "steps", "told", "untold")
    ]


def test_every_place_and_every_kept_name_is_there() -> None:
    """A place that is gone would let the word back in under its name."""
    assert [place for places in PLACES.values() for place in places if not (PACKAGE / place).exists()] == []
    kept = [one.split(": ") for one in KEPT]
    assert [name for place, name in kept if name not in set(names_of(PACKAGE / place))] == []
