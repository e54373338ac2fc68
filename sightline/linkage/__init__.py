"""Links mentions of the same child, adult, vehicle, phone or place, and says why.

When it is not sure, it leaves people apart and says so. A wrong join puts somebody else's record into a child's
chronology.
"""

from sightline.linkage.live.lookup import CandidatePeople, CandidatePerson, find_candidates, list_keys
from sightline.linkage.notes.resolution import NotedReport, propose
from sightline.linkage.resolve import LinkageReport, resolve

__all__ = [
    "CandidatePeople",
    "CandidatePerson",
    "LinkageReport",
    "NotedReport",
    "find_candidates",
    "list_keys",
    "propose",
    "resolve",
]
