"""What each paper that can be recorded is called: by its rule before real data, else as Sightline prints it."""

from sightline.casework.papers.pages import PRINTED_LABELS
from sightline.papers.requirements import paper_rules


def paper_labels() -> dict[str, str]:
    """The papers by id, those before real data first. One that is both has the label of its rule."""
    printed = {str(kind): label for kind, label in PRINTED_LABELS.items()}
    return {rule.id: rule.label for rule in paper_rules()} | {
        paper_id: label for paper_id, label in printed.items() if paper_id not in {rule.id for rule in paper_rules()}
    }
