"""What was known about a person and when, and who lives with whom: read once, for groups and for patterns.

This is no room of its own. It makes working tables that the rooms above it ask; it concludes nothing and writes nothing
that is kept.
"""

from sightline.known.dated_facts import EVER, Piece
from sightline.known.facts import gather
from sightline.known.homes import Homes
from sightline.known.people import Human
from sightline.known.records import Records
from sightline.known.words import Words, read_words

__all__ = ["EVER", "Homes", "Human", "Piece", "Records", "Words", "gather", "read_words"]
