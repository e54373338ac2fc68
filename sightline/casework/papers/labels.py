"""What each paper that can be recorded is called: by its rule, else as Sightline prints it."""

from sightline.casework.papers.pages import PRINTED_LABELS
from sightline.papers.requirements import erasure_papers, paper_rules


def paper_labels() -> dict[str, str]:
    """The papers by id, those before real data first. One that is both has the label of its rule."""
    printed = {str(kind): label for kind, label in PRINTED_LABELS.items()}
    by_rule = {rule.id: rule.label for rule in (*paper_rules(), *erasure_papers())}
    return by_rule | {paper_id: label for paper_id, label in printed.items() if paper_id not in by_rule}
