"""The equality analysis: what rules do, what is held of protected characteristics, and what is measured."""

from sightline.papers.facts import PaperFacts
from sightline.papers.layouts import LayoutFacts, layouts_of
from sightline.papers.parts import EQUALITY_LEAD, MANAGER, listed, rules_of
from sightline.papers.statement import PaperKind, PaperQuestion, PaperSection, PrintedPaper, Statement
from sightline.rulebook.files import read_toml

TABLE = ("england", "equality.toml")
PARTS = ("ethnicity", "disability")
MATCHING = "matching"


def make_equality(facts: PaperFacts) -> PrintedPaper:
    """The paper from what runs."""
    return PrintedPaper(
        PaperKind.EQUALITY,
        "Equality impact analysis",
        "Whether what Sightline does falls harder on some people than on others, and who looks at that.",
        (
            PaperSection("What is looked at", rules_of(one for one in facts.rules if one.kind != MATCHING)),
            PaperSection(
                "How people are matched", rules_of(one for one in facts.rules if one.kind == MATCHING), _matched()
            ),
            PaperSection("What is held about protected characteristics", _held(facts), _held_questions()),
            PaperSection("What is measured", _measured(), _measured_questions()),
            PaperSection("Who was asked, and what is done", (), _left_open()),
        ),
        is_invented=facts.is_invented,
    )  # fmt: skip


def _held(facts: PaperFacts) -> tuple[Statement, ...]:
    table = read_toml(*TABLE)
    found: dict[str, Statement] = {}
    for part in PARTS:
        for one in facts.in_force:
            for layout in layouts_of(one):
                if layout.has_heading(table[part]["heading"]):
                    found[f"{part}.{layout.layout_id}"] = _holds(part, layout)
    return tuple(found.values())


def _holds(part: str, layout: LayoutFacts) -> Statement:
    return Statement(
        f"held.{part}.{layout.layout_id}", f"{layout.title} has a column on {part}.", layout.source, layout.version
    )


def _measured() -> tuple[Statement, ...]:
    table = read_toml(*TABLE)
    source = f"table {table['id']}; {table['status']}: {table['looked_for']}"
    split = [f"{part}: {listed(table[part]['begins'])}" for part in PARTS]
    ages = f"age: {listed(table['ages'])}"
    return (
        Statement("measured.what", "The page of each pattern's rule shows how often it finds each group.", source),
        *(Statement(f"measured.{said.partition(':')[0]}", f"Groups of {said}.", source) for said in (*split, ages)),
    )


def _matched() -> tuple[PaperQuestion, ...]:
    return (PaperQuestion("matched.names", "Are names of some communities matched wrongly more often?", EQUALITY_LEAD),)


def _held_questions() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion(
            "held.others",
            "What is known of religion, sexual orientation, sex and other characteristics?",
            EQUALITY_LEAD,
        ),
        PaperQuestion(
            "held.missing",
            "For how many children is a characteristic not recorded, and does that matter?",
            EQUALITY_LEAD,
        ),
    )  # fmt: skip


def _measured_questions() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion(
            "measured.says", "What do the figures show, and which groups does the effect hurt more?", EQUALITY_LEAD
        ),
        PaperQuestion("measured.missed", "Which children do the rules find too rarely?", EQUALITY_LEAD),
    )


def _left_open() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion("asked.groups", "Which groups were asked, and what did they say?", MANAGER),
        PaperQuestion("done.changes", "What will change because of this analysis, who does it and by when?", MANAGER),
        PaperQuestion("done.review", "On what day do people review the figures?", EQUALITY_LEAD),
    )
