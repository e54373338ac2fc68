"""Ingest: agencies' exports become rows, dated facts and mentions, each with its source, and a receipt.

A newcomer would get this wrong: `take_file` keeps what came and when; `assemble` decides, anew each time, which version
of a row stands. Nothing here decides who anybody is.
"""

from sightline.ingest.assemble import assemble
from sightline.ingest.mapping import Mapping
from sightline.ingest.mapping_files import list_mappings, load_mapping
from sightline.ingest.receipts import Receipt
from sightline.ingest.take import take_file

__all__ = ["Mapping", "Receipt", "assemble", "list_mappings", "load_mapping", "take_file"]
