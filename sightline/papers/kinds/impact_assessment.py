"""The data protection impact assessment: what is done with the data and what protects people; risks are for people."""

from sightline.papers.facts import PaperFacts
from sightline.papers.parts import (
    CALDICOTT,
    MANAGER,
    PROTECTION_OFFICER,
    RISK_OWNER,
    basis_of,
    columns_of,
    counts_of,
    gateway_questions,
    not_in_force,
    own_layout_questions,
    period_questions,
    periods_of,
    protections_of,
    purposes_of,
    retention_of,
    review_retention_of,
    rules_of,
)
from sightline.papers.sources import rule_source
from sightline.papers.statement import PaperKind, PaperQuestion, PaperSection, PrintedPaper, Statement


def make_dpia(facts: PaperFacts) -> PrintedPaper:
    """The paper from what runs."""
    rule = facts.gate["dpia"]
    return PrintedPaper(
        PaperKind.DPIA,
        "Data protection impact assessment",
        "What the partnership does with records in Sightline, what could harm people, and what protects them.",
        (
            PaperSection(
                "Why an assessment is needed",
                (Statement("need", f"{rule.says} {rule.why}", rule_source(rule)),),
                (
                    PaperQuestion(
                        "need", "Who decided that this assessment is needed, and on what day?", PROTECTION_OFFICER
                    ),
                ),
            ),
            *_processing(facts),
            PaperSection("Who was asked", (), _asked()),
            PaperSection(
                "Whether it is necessary and lawful",
                (
                    *(said for one in facts.in_force for said in basis_of(facts, one)),
                    *retention_of(facts),
                    *periods_of(facts),
                    *review_retention_of(facts),
                ),
                (*gateway_questions(facts), *period_questions(facts), *_necessary()),
            ),
            PaperSection("Risks to people", (), _risks()),
            PaperSection("What reduces the risks", protections_of(facts), _measures()),
            PaperSection("Approval", (), _approval()),
        ),
        is_invented=facts.is_invented,
    )


def _processing(facts: PaperFacts) -> tuple[PaperSection, ...]:
    return (
        PaperSection("Who shares what, and why", (*purposes_of(facts), *not_in_force(facts), *counts_of(facts))),
        PaperSection("What the files hold", columns_of(facts), own_layout_questions(facts)),
        PaperSection("What rules do with the records", rules_of(facts.rules)),
    )


def _asked() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion("asked.families", "Which young people and families were asked, and what did they say?", MANAGER),
        PaperQuestion("asked.staff", "Which staff and which processors were asked, and what did they say?", MANAGER),
        PaperQuestion("asked.officer", "What does the data protection officer advise?", PROTECTION_OFFICER),
    )


def _necessary() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion("necessary.less", "Could the partnership protect children with less data?", PROTECTION_OFFICER),
        PaperQuestion("necessary.told", "How are people told that their records are used?", PROTECTION_OFFICER),
        PaperQuestion(
            "necessary.abroad",
            "Does any data leave the United Kingdom, and under which safeguard?",
            PROTECTION_OFFICER,
        ),
    )  # fmt: skip


def _risks() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion(
            "risk.child",
            "What harm could come to a child by this use of records, and how likely is it?",
            CALDICOTT,
        ),
        PaperQuestion(
            "risk.adult",
            "What harm could come to an adult who is named and did nothing?",
            PROTECTION_OFFICER,
        ),
        PaperQuestion(
            "risk.wrong_match",
            "What harm could come of matching two people who are not the same?",
            CALDICOTT,
        ),
        PaperQuestion("risk.insider", "What harm could an insider do, and who looks for it?", RISK_OWNER),
    )  # fmt: skip


def _measures() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion(
            "measure.more",
            "Which measures outside Sightline reduce each risk, and who answers for them?",
            RISK_OWNER,
        ),
        PaperQuestion("measure.left", "Which risk is left after all measures, and is it high?", RISK_OWNER),
    )  # fmt: skip


def _approval() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion("approval.risk", "Who accepts the risk that is left, and on what day?", RISK_OWNER),
        PaperQuestion("approval.commissioner", "Must the Information Commissioner be asked first?", PROTECTION_OFFICER),
        PaperQuestion("approval.review", "On what day is this assessment reviewed?", PROTECTION_OFFICER),
    )
