"""One hash of all that a mapping makes of the rows of a sheet, so that a corrected mapping is seen in each row.

Only what the sheet's own columns can become counts. A title, a further heading for a column, or a rule about columns
that the sheet lacks changes nothing that a row says.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from sightline.ingest.mappings.headings import HeadingFit
from sightline.ingest.mappings.mapping import FactRule, Mapping, MentionRule
from sightline.ingest.wording import plain_heading


def hash_meaning(fit: HeadingFit) -> str:
    """Sixteen hexadecimal digits; alike for two versions of a mapping that make the same of these columns."""
    mapping, there = fit.mapping, fit.places.keys()
    said = {
        "layout": mapping.layout,
        "fields": {name: plain_heading(fit.headings[place]) for name, place in fit.places.items()},
        "essential": sorted(name for name in there if mapping.columns[name].essential),
        "codes": _codes(mapping, there),
        "keys": [[[name if name in there else "", needed] for name, needed in key.fields] for key in mapping.keys],
        "row": [_present(name, there) for name in (mapping.organisation, mapping.row_type, mapping.restricted)],
        "recorded": _present(mapping.recorded, there),
        "record": [name for name in mapping.record if name in there],
        "numbers": [name for name in mapping.numbers if name in there],
        "facts": [_fact(fact, there) for fact in mapping.facts if not fact.needs or set(fact.needs) & set(there)],
        "mentions": [_mention(one, there) for one in mapping.mentions if set(one.parts.values()) & set(there)],
        "formats": mapping.formats,
        "nobody": sorted(mapping.nobody),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _present(name: str, there: Collection[str]) -> str:
    return name if name in there else ""


def _codes(mapping: Mapping, there: Collection[str]) -> dict[str, dict[str, str]]:
    """The codes that the sheet's columns are read by, of sex, and of yes and no, by which any row may be restricted."""
    used = {column.values for column in mapping.columns.values() if column.values and column.name in there}
    return {name: mapping.values[name] for name in sorted({*used, "yes_no", "sex"} & mapping.values.keys())}


def _fact(fact: FactRule, there: Collection[str]) -> dict[str, Any]:
    return asdict(fact) | {
        "dates": [[_present(name, there) for name in asdict(one).values()] for one in fact.dates],
        "needs": [name for name in fact.needs if name in there],
        "recorded": _present(fact.recorded, there),
        "what": [pair for pair in fact.what if pair[1] in there],
        "childs_words": _present(fact.childs_words, there),
        "details": [name for name in fact.details if name in there],
    }


def _mention(one: MentionRule, there: Collection[str]) -> dict[str, Any]:
    return asdict(one) | {
        "parts": {part: name for part, name in one.parts.items() if name in there},
        "other_names": [name for name in one.other_names if name in there],
        "description": [name for name in one.description if name in there],
        "role": _present(one.role, there),
    }
