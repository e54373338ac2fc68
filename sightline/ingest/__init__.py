"""Ingest: turns agencies' exports into rows, dated facts and mentions, each with its source, and an import summary.

`take_file` keeps what came and when; `assemble` decides, anew each time, which version of a row stands. Nothing here
decides who anybody is.
"""

from sightline.ingest.assembly import assemble
from sightline.ingest.folders import FoundFiles, UnreadFile, find_files
from sightline.ingest.intake import choose_mappings, take_file
from sightline.ingest.limits import read_limits
from sightline.ingest.mappings.files import list_mappings, load_mapping
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.receipts import Receipt
from sightline.ingest.sealed_people import SealedPeople

__all__ = [
    "FoundFiles",
    "Mapping",
    "Receipt",
    "SealedPeople",
    "UnreadFile",
    "assemble",
    "choose_mappings",
    "find_files",
    "list_mappings",
    "load_mapping",
    "read_limits",
    "take_file",
]
