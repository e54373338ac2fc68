"""Draws who is connected to whom, through which records, and finds the groups of adults around several children.

A newcomer would get this wrong: nothing here says that anybody did anything. A connection is that two stand on one
record; a group is a lead to check, not evidence.
"""

from sightline.networks.build import build
from sightline.networks.checking import count_groups_by_chance
from sightline.networks.rules import GroupRule, read_group_rule
from sightline.networks.smallest import Tie, find_smallest

__all__ = ["GroupRule", "Tie", "build", "count_groups_by_chance", "find_smallest", "read_group_rule"]
