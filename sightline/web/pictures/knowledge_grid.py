"""The grid of who knew what, and when, for any page: `{% include "pictures/knowledge.html" with grid=grid %}`.

A page gives the facts, of a pattern or of a review's own statement, and the address of the file.
"""

from dataclasses import dataclass, field

from sightline.pictures.knowledge_facts import Knowledge
from sightline.pictures.knowledge_grid import draw_knowledge
from sightline.pictures.picture import Picture


@dataclass(frozen=True, slots=True)
class KnowledgeGrid:
    """The drawing with its table, and where its file is; no file where a page has none."""

    picture: Picture = field(repr=False)
    file_url: str = ""


def show_grid(facts: Knowledge, *, file_url: str = "") -> KnowledgeGrid:
    """The grid as a page shows it."""
    return KnowledgeGrid(draw_knowledge(facts), file_url)
