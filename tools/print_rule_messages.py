"""Prints sightline/translation/rules.txt: what rules say, where makemessages finds it. Rules stay in their files."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sightline
from sightline.curiosity.kept_sentences import SLOT
from sightline.rulebook.rules import SHOWN

PACKAGE = Path(sightline.__file__).parent
RULES, MESSAGES = PACKAGE / "rules", PACKAGE / "translation" / "rules.txt"
NOT_SHOWN = ("examples", "citation", "values")


def messages(rules: Path = RULES) -> Iterator[str]:
    """Each text of each rule once, in the order of files. A file without `says` is no rule."""
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(rules.rglob("*.toml")))
    said = dict.fromkeys(text for table in tables if "says" in table for text in (*_texts(table), *_by_id(table)))
    yield from dict.fromkeys((*said, *_vocabulary(rules), *_questions(rules), *_comparisons(rules), *_statuses(rules)))


def _by_id(table: dict[str, Any]) -> Iterator[str]:
    """What a list of questions says of each kind of question."""
    if isinstance(table["says"], dict):
        yield from table["says"].values()


def _vocabulary(rules: Path) -> Iterator[str]:
    """What kinds of sign, mention and wording are called."""
    table = tomllib.loads((rules / "casenotes" / "vocabulary.toml").read_text(encoding="utf-8"))
    for name in ("indicator", "mention", "wording"):
        yield from table[name].values()


def _questions(rules: Path) -> Iterator[str]:
    """What questions ask, with their values by name, and whom they ask."""
    for path in sorted((rules / "england" / "curiosity").glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        if "asks" in table:
            yield SLOT.sub(r"{{ \1 }}", table["asks"])
            yield from table.get("of", {}).get("opened_in_words", {}).values()
        yield from table.get("agencies", {}).values()


def _comparisons(rules: Path) -> Iterator[str]:
    """What two records have in common, in the words of the model of linkage."""
    model = json.loads((rules / "linkage" / "england" / "model.json").read_text(encoding="utf-8"))
    levels = (level for part in model["comparisons"] for level in part["comparison_levels"])
    yield from (label for level in levels if (label := level.get("label_for_charts")))


def _statuses(rules: Path) -> Iterator[str]:
    """What a record says of a child's plan, enquiry or care."""
    table = tomllib.loads((rules / "england" / "key_facts.toml").read_text(encoding="utf-8"))
    yield from (one["says"] for one in table["statuses"])


def _texts(part: Any, name: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        for key, inner in part.items():
            yield from _texts(inner, key) if key not in NOT_SHOWN else ()
    elif isinstance(part, list):
        for inner in part:
            yield from _texts(inner) if isinstance(inner, dict) else ()
    elif isinstance(part, str) and part and name in SHOWN:
        yield part


def print_rule_messages() -> str:
    """The file."""
    return "".join(f"{{% blocktranslate %}}{text}{{% endblocktranslate %}}\n" for text in messages())
