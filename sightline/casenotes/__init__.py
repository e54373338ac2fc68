"""Reads case notes: marks the signs that rules name, and says what decided how each is meant.

This room concludes nothing about a child. It says which words stand where, and which rule and cues read them so.
"""

from sightline.casenotes.as_json import describe, explain, notes_of
from sightline.casenotes.note import Note
from sightline.casenotes.reader import read_all, read_note
from sightline.casenotes.readings.build import build
from sightline.casenotes.readings.cache import ReadingCache
from sightline.casenotes.readings.cells import Asking

__all__ = ["Asking", "Note", "ReadingCache", "build", "describe", "explain", "notes_of", "read_all", "read_note"]
