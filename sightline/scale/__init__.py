"""How many: counts that can be reproduced, and estimates of those on no list as far as the lists allow.

A newcomer would get this wrong: an estimate is for planning in an area. It never says anything of a child.
"""

from sightline.scale.estimating import Estimate, estimate
from sightline.scale.reading import read_table
from sightline.scale.results import Answer, Range, Status
from sightline.scale.tables import Frequencies, OverlapTable

__all__ = ["Answer", "Estimate", "Frequencies", "OverlapTable", "Range", "Status", "estimate", "read_table"]
