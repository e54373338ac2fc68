"""What pages read of groups around children, and of children missing together more often than chance gives."""

from sightline.model.analysis_tables.connections import GROUP_MEMBER, GROUPING, TOGETHER
from sightline.model.serve_tables.columns import RECORDS, SEEN, result, same
from sightline.model.serve_tables.networks import SEEN_CONNECTION
from sightline.model.tables import Column, Table, Type

C = Column

NETWORK_GROUP = Table(
    "network_group",
    "A group of people around children, as it holds among all records or among what some readers see.",
    (
        *same(GROUPING, "group_id", "view_no", "seen_from", "not_from", "first_on", "last_on", "first_true_on"),
        C("by_agency", Type.JSON, "Object: agency -> the day from which it could see it alone."),
        *same(GROUPING, "basis", "on_together", "on_proposals"),
        C("widens", Type.TEXT, "The group that this is and more; empty where there is none."),
        *same(GROUPING, "rule_version"),
    ),
    key=("group_id", "view_no"),
)
NETWORK_GROUP_BASIS = Table(
    "network_group_basis",
    "A record that a group is based on.",
    (
        *same(GROUPING, "group_id", "view_no"),
        C("record_id", Type.TEXT, "The record."),
        C("is_copy", Type.BOOL, "True where it only passes on what another record says first."),
        *SEEN,
    ),
    key=("group_id", "view_no", "record_id"),
)
NETWORK_GROUP_MEMBER = Table(
    "network_group_member",
    "Who or what is in a group, and since when.",
    same(GROUP_MEMBER, "group_id", "view_no", "member_kind", "member_id", "since_on", "last_on", "basis"),
    key=("group_id", "view_no", "member_id"),
)
SHOWN_GROUP = result(
    "shown_group",
    "A group that a reader is shown.",
    NETWORK_GROUP.columns,
    C("widened_by", Type.TEXT, "The group that is this one and more; empty where none is."),
)
NETWORK_TOGETHER = Table(
    "network_together",
    "Two children missing together more often than chance gives.",
    (
        *same(TOGETHER, "together_id", "view_no", "seen_from", "not_from", "person_id"),
        C("entity_id", Type.TEXT, "The other child."),
        *same(TOGETHER, "occasions", "expected", "first_on", "last_on"),
    ),
    key=("together_id", "view_no"),
)
NETWORK_TOGETHER_BASIS = Table(
    "network_together_basis",
    "A record of an episode that two children's times are counted from.",
    (
        *same(TOGETHER, "together_id", "view_no"),
        C("record_id", Type.TEXT, "The record."),
        C("occurred_on", Type.DATE, "The day of the episode."),
        C("at_once", Type.BOOL, "True where both were missing at the same time."),
        C("unsure", Type.BOOL, "True where likeness alone joins the record to the most of a child's others."),
        *SEEN,
    ),
    key=("together_id", "view_no", "record_id", "occurred_on", "at_once"),
)
SHOWN_TOGETHER = result(
    "shown_together",
    "Two children missing together, as a reader is shown it.",
    NETWORK_TOGETHER.columns,
    RECORDS,
    C("unsure", Type.BOOL, "True where one of these is joined to a child's others by likeness alone."),
)
TIME_TOGETHER = result(
    "time_together",
    "One record of one time that two children were missing together, in the form of a connection.",
    SEEN_CONNECTION.columns,
    same(TOGETHER, "occasions", "expected"),
)
OCCASIONS = result(
    "occasions", "How often two children were missing together.", same(TOGETHER, "occasions", "expected")
)
GROUP_VIEW = result("group_view", "Which view of which group.", same(GROUPING, "group_id", "view_no"))
TABLES = (NETWORK_GROUP, NETWORK_GROUP_BASIS, NETWORK_GROUP_MEMBER, NETWORK_TOGETHER, NETWORK_TOGETHER_BASIS)
RESULTS = (SHOWN_GROUP, SHOWN_TOGETHER, TIME_TOGETHER, OCCASIONS, GROUP_VIEW)
