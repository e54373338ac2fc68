"""Shows which people are connected, through which records, and finds the groups of adults around several children.

Nothing here says that anybody did anything. A connection is that two stand on one record; a group is a lead to check,
not evidence.
"""

from sightline.networks.build import build
from sightline.networks.chance_groups import count_groups_by_chance
from sightline.networks.map_areas import AreaFiles, BaseShape, MapArea, fold_postcode, read_areas
from sightline.networks.map_boundaries import LOCAL_OUTLINES, Outlines, read_outlines
from sightline.networks.map_places import LOCAL_PLACES, Ring, Spot, WrittenSpot, WrittenSpots, read_spots
from sightline.networks.minimal_groups import Tie, find_smallest
from sightline.networks.rules import GroupRule, read_group_rule

__all__ = [
    "LOCAL_OUTLINES",
    "LOCAL_PLACES",
    "AreaFiles",
    "BaseShape",
    "GroupRule",
    "MapArea",
    "Outlines",
    "Ring",
    "Spot",
    "Tie",
    "WrittenSpot",
    "WrittenSpots",
    "build",
    "count_groups_by_chance",
    "find_smallest",
    "fold_postcode",
    "read_areas",
    "read_group_rule",
    "read_outlines",
    "read_spots",
]
