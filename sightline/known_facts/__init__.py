"""What was known about a person and when, and who shares a home: read once, for groups and for patterns.

This is no room of its own. It makes working tables that the rooms above it ask; it concludes nothing and writes nothing
that is kept.
"""

from sightline.known_facts.dated_facts import EVER, DatedFact
from sightline.known_facts.facts import gather
from sightline.known_facts.homes import Homes
from sightline.known_facts.people import KnownPerson
from sightline.known_facts.records import Records
from sightline.known_facts.words import WordLists, read_words

__all__ = ["EVER", "DatedFact", "Homes", "KnownPerson", "Records", "WordLists", "gather", "read_words"]
