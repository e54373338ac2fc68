"""What a shipped mapping calls its facts: an entry of a chronology begins with the label of its fact."""

from functools import cache

from sightline.model.errors import OurFault
from sightline.rulebook.files import read_toml


@cache
def label_of_fact(*, layout: str, fact: str) -> str:
    """The label of a fact of a layout, as its file writes it; OurFault where the layout has no such fact."""
    for one in read_toml("agencies", f"{layout}.toml")["facts"]:
        if one["name"] == fact:
            return str(one["label"])
    raise OurFault(
        f"The layout {layout} has no fact {fact}.", code="no_such_fact", what_to_do="Report this as a defect."
    )
