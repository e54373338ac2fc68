"""The record of an algorithmic tool, for the public register: what the tool does, who decides, what it is made of."""

from sightline.papers.facts import PaperFacts
from sightline.papers.parts import (
    EQUALITY_LEAD,
    MANAGER,
    PROTECTION_OFFICER,
    SYSTEM_OWNER,
    basis_of,
    columns_of,
    counts_of,
    own_layout_questions,
    protections_of,
    rules_of,
)
from sightline.papers.sources import program_source
from sightline.papers.statement import PaperKind, PaperQuestion, PaperSection, PrintedPaper, Statement


def make_atrs(facts: PaperFacts) -> PrintedPaper:
    """The paper from what runs."""
    return PrintedPaper(
        PaperKind.ATRS,
        "Algorithmic transparency record",
        "What the tool does, why it is used, who decides, and what it is made of.",
        (
            PaperSection("The tool in short", _short(), _short_questions()),
            PaperSection("Who owns it and who runs it", (), _owners()),
            PaperSection("What it is for, and what was considered instead", (), _why()),
            PaperSection("Who decides", protections_of(facts), _decides()),
            PaperSection("How it works", (*rules_of(facts.rules), *_models()), _works()),
            PaperSection("Data", (*columns_of(facts), *counts_of(facts)), own_layout_questions(facts)),
            PaperSection("Law", tuple(said for one in facts.in_force for said in basis_of(facts, one))),
            PaperSection("Risks", (), _risks()),
        ),
        is_invented=facts.is_invented,
    )


def _short() -> tuple[Statement, ...]:
    source = program_source("README.md")
    return (
        Statement("tool.name", "The tool is called Sightline. Its source code is open.", source),
        Statement("tool.what", "It matches records about the same person from several agencies.", source),
        Statement("tool.rules", "Written rules look for signs of harm, and for deadlines that are missed.", source),
    )  # fmt: skip


def _models() -> tuple[Statement, ...]:
    return (
        Statement(
            "model.linkage",
            "A model weighs whether two records are about one person. People decide where it is unsure.",
            program_source("docs/explanation/linkage.md"),
        ),
        Statement(
            "model.notes", "A small model marks sentences of case notes. A mark counts once a person confirms it.",
            program_source("docs/reference/casenotes-model.md"),
        ),
    )  # fmt: skip


def _short_questions() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion("tool.phase", "Is it in trial or in use, and since when?", SYSTEM_OWNER),
        PaperQuestion("tool.contact", "Where can the public write about it?", MANAGER),
    )


def _owners() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion("owner.senior", "Who is the senior person responsible for it?", MANAGER),
        PaperQuestion("owner.supplier", "Which companies host or support it, and under which contract?", SYSTEM_OWNER),
    )


def _why() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion(
            "why.benefit",
            "What should be better for children because of it, and how is that measured?",
            MANAGER,
        ),
        PaperQuestion("why.instead", "What was considered in its place, and why was it not chosen?", MANAGER),
    )  # fmt: skip


def _decides() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion("decides.training", "How are people trained before they use it?", MANAGER),
        PaperQuestion("decides.appeal", "How can a person object to what is decided?", PROTECTION_OFFICER),
    )


def _works() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion(
            "works.tested", "How was it tested on records of this partnership, with what result?", SYSTEM_OWNER
        ),
    )


def _risks() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion("risk.wrong", "What happens where a match or a pattern is wrong, and who notices?", MANAGER),
        PaperQuestion("risk.groups", "For which groups does it work less well?", EQUALITY_LEAD),
        PaperQuestion("risk.assessments", "Where are the impact assessments published?", PROTECTION_OFFICER),
    )
