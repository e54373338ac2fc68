"""What leaves out a record that somebody disputes: connections, groups, places, and patterns that nobody must answer.

What must be answered, the group behind it, deadlines, questions and the record itself are kept. A conclusion is left
out whole: it was not worked out anew without the record.
"""

DISPUTED = "(SELECT record_id FROM temp.disputed_record)"
NOT_DISPUTED = f"record_id NOT IN {DISPUTED}"
NOT_RESTING = (
    "NOT EXISTS (SELECT 1 FROM main.{basis} AS one WHERE {same} AND one.view_no = {{table}}.view_no "
    f"AND one.record_id IN {DISPUTED})"
)
INSTANCE = NOT_RESTING.format(basis="recognised_basis", same="one.instance_key = {{table}}.instance_key")
MUST = "EXISTS (SELECT 1 FROM main.recognised AS one WHERE one.class = 'must' AND one.group_id = {table}.group_id)"
GROUP = NOT_RESTING.format(basis="network_group_basis", same="one.group_id = {{table}}.group_id")
TOGETHER = NOT_RESTING.format(basis="network_together_basis", same="one.together_id = {{table}}.together_id")
LEFT_OUT: dict[str, str] = {
    **dict.fromkeys(("around", "beside", "place_person"), NOT_DISPUTED),
    "recognised": f"class = 'must' OR {INSTANCE}".replace("{{table}}", "{table}"),
    **dict.fromkeys(("network_group", "network_group_member"), f"{MUST} OR {GROUP}".replace("{{table}}", "{table}")),
    "network_together": TOGETHER.replace("{{table}}", "{table}"),
}
