"""Looks for words in the rules, for the page that prints them: a rule is kept where it holds every word."""

from collections.abc import Iterable
from dataclasses import replace

from sightline.model.rules import Rule
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import text_box
from sightline.web.core.forms import PostedForm
from sightline.web.core.rules import Chapter
from sightline.web.rules.note_rules import NoteKind

MOST = 100


class RuleSearchForm(PostedForm):
    """Words to look for in the rules; empty to look for none. Posted, so that no address holds what was typed."""

    words = text_box(_("Search these rules"), most=MOST)


def find_chapters(chapters: Iterable[Chapter], *, words: str) -> tuple[Chapter, ...]:
    """The chapters with the rules that hold every word; a chapter without one is left out."""
    found = (replace(one, rules=tuple(rule for rule in one.rules if _holds(rule, words))) for one in chapters)
    return tuple(one for one in found if one.rules)


def find_note_kinds(kinds: Iterable[NoteKind], *, words: str) -> tuple[NoteKind, ...]:
    """The same of rules by which notes are read; of all kinds where no word is looked for."""
    if not words:
        return tuple(kinds)
    found = (replace(one, lines=tuple(line for line in one.lines if _holds(line.rule, words))) for one in kinds)
    return tuple(one for one in found if one.lines)


def _holds(rule: Rule, words: str) -> bool:
    text = f"{rule.id} {rule.label} {rule.says} {rule.why}".casefold()
    return all(word in text for word in words.casefold().split())
