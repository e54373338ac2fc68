"""Papers printed from what runs: statements, each with its source, and the questions that only people answer."""

from sightline.papers.differences import PaperDifferences, compare_papers
from sightline.papers.facts import PaperFacts, RuleInUse
from sightline.papers.kinds.catalogue import make_paper
from sightline.papers.statement import PaperKind, PaperQuestion, PaperSection, PrintedPaper, Statement

__all__ = [
    "PaperDifferences",
    "PaperFacts",
    "PaperKind",
    "PaperQuestion",
    "PaperSection",
    "PrintedPaper",
    "RuleInUse",
    "Statement",
    "compare_papers",
    "make_paper",
]
