"""The case that a learning review reads: six girls, six years, several agencies, among the ordinary lives of a town.

It has the shape of what reviews have found, and nothing of any real one. What is told stands in `data/case.toml`.
"""

from sightline.invented.case.case_files import CASE_FROM, CASE_TO, InventedCase, invent_case

__all__ = ["CASE_FROM", "CASE_TO", "InventedCase", "invent_case"]
