"""Finds the dated patterns that guidance describes: the records behind each, since when, and who could see it alone.

A pattern raises a question that people answer. Nothing here scores, ranks or clears a child, and nothing here says that
anybody did anything.
"""

from sightline.patterns.build import build
from sightline.patterns.chance_checks import Draw, count_by_chance, drawn_for
from sightline.patterns.places.comparison import PlaceComparison, PlaceCount, compare
from sightline.patterns.places.signs import PLACE_RULE, days_of_signs, holds_sign
from sightline.patterns.places.types import PlaceTypes, read_place_types
from sightline.patterns.rules import Pattern, PatternClass, PatternShape, read_patterns
from sightline.patterns.ties import build_together

__all__ = [
    "PLACE_RULE",
    "Draw",
    "Pattern",
    "PatternClass",
    "PatternShape",
    "PlaceComparison",
    "PlaceCount",
    "PlaceTypes",
    "build",
    "build_together",
    "compare",
    "count_by_chance",
    "days_of_signs",
    "drawn_for",
    "holds_sign",
    "read_patterns",
    "read_place_types",
]
