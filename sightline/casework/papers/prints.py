"""The papers that Sightline prints: gathers what runs, and compares each paper with the version that was signed."""

from collections.abc import Mapping

from sightline.agreements.retention_rules import LEARNING_REVIEW, RetentionRule, retention_rules
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import read_book
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.core.sight_decisions import IN_FORCE
from sightline.casework.papers.decisions import find_print, papers_in_force, signed_versions
from sightline.casework.papers.pages import PrintedPaperLine
from sightline.casework.rule_switches.catalogue import rules_with_switch
from sightline.casework.rule_switches.switches import every_rule_on
from sightline.model.errors import OurFault
from sightline.papers import PaperFacts, PaperKind, RuleInUse, compare_papers, make_paper
from sightline.papers.requirements import paper_rules
from sightline.rulebook.rules import load_rules
from sightline.sharing.roles import role_rules

ACCESS, CLOCKS = ("england", "sharing", "access"), ("england", "timescales")


def gather_facts(session: ReaderSession) -> PaperFacts:
    """What runs now: agreements, rules and whether they are on, roles, and how much data pages show."""
    on = every_rule_on(session)
    (roles_rule,) = (rule for rule in load_rules("sharing") if rule.id == "visibility_by_role")
    access_rule = next(rule for rule in load_rules(*ACCESS) if rule.id == "need_to_know")
    return PaperFacts(
        day=clock.today(),
        book=read_book(current_workspace().root),
        rules=tuple(RuleInUse(rule, kind, rule.id in on) for kind, rule in rules_with_switch()),
        roles=role_rules(),
        roles_rule=roles_rule,
        access_rule=access_rule,
        gate={rule.id: rule for rule in paper_rules()},
        law={rule.id: rule for rule in load_rules(*CLOCKS)},
        periods=retention_rules(on=clock.today(), root=current_workspace().root),
        counts=_counts(session),
        needs_reason=IN_FORCE.only()(clock.now_at()),
        review_retention=_review_retention(),
    )


def _review_retention() -> RetentionRule:
    rules = retention_rules(on=clock.today(), root=current_workspace().root)
    return next(one for one in rules if one.rule.id == LEARNING_REVIEW)


def _counts(session: ReaderSession) -> Mapping[str, int]:
    """The rows of each table that pages show; none before the first update, and where pages cannot read the data."""
    try:
        snapshot = session.snapshot
    except OurFault:
        return {}
    return snapshot.manifest()["counts"] if snapshot else {}


def list_prints(session: ReaderSession, *, kinds: tuple[PaperKind, ...] = tuple(PaperKind)) -> list[PrintedPaperLine]:
    """Each paper as it would be printed now, with its signature and what has changed since."""
    facts, recorded, versions = gather_facts(session), papers_in_force(), signed_versions()
    found = []
    for kind in kinds:
        paper, decision = make_paper(kind, facts=facts), recorded.get(kind)
        signed = find_print(paper_id=kind, version=versions.get(kind, "")) if decision else None
        differences = None if signed is None else compare_papers(signed=signed, now=paper.lines)
        found.append(PrintedPaperLine(paper, decision, differences))
    return found


def signed_kinds() -> tuple[PaperKind, ...]:
    """The papers in force of which a printed version was signed."""
    recorded, versions = papers_in_force(), signed_versions()
    return tuple(kind for kind in PaperKind if kind in recorded and versions.get(kind))
