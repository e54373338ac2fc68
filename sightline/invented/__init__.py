"""An invented partnership with known truth, for the demo, the tests and the benchmarks.

Nothing here is read by any other room. What it writes goes in through `ingest` like any agency's files.
"""

from sightline.invented.invent import Invented, LookFirst, invent

__all__ = ["Invented", "LookFirst", "invent"]
