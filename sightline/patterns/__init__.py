"""Recognises the dated patterns that guidance describes: met by which records, since when, and who could see it alone.

A newcomer would get this wrong: a pattern raises a question that people answer. Nothing here scores, ranks or clears a
child, and nothing here says that anybody did anything.
"""

from sightline.patterns.build import build
from sightline.patterns.rules import Pattern, PatternClass, Shape, read_patterns

__all__ = ["Pattern", "PatternClass", "Shape", "build", "read_patterns"]
