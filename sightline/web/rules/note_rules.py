"""The rules by which notes are read, for the page of rules: by kind, each with how often it marked and was disputed.

Overlooked words belong to a kind. No rule made a mark there, so none can be named.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _

from sightline.casenotes.mentions.rules import read_mention_rules
from sightline.casenotes.signs.rules import read_note_rules
from sightline.casework.notes.pages.feedback import MarkCounts
from sightline.model.passages import INDICATORS, PassageKind
from sightline.model.rules import Rule
from sightline.rulebook.local_lists import read_vocabulary
from sightline.web.notes.presenters import sign_in_words

NONE = "0"


@dataclass(frozen=True, slots=True)
class NoteRuleLine:
    """A rule, how many marks it made, and of how many marks somebody said that they are wrong.

    Of wording, what to `prefer`, and the `source` of that; empty where none is known.
    """

    rule: Rule
    marked: str
    wrong: str
    prefer: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class NoteKind:
    """The rules of one kind, and how often words of that kind were said to be overlooked, in words and numbers."""

    title: str
    lines: tuple[NoteRuleLine, ...]
    overlooked: tuple[tuple[str, str], ...]


def print_note_rules(counts: MarkCounts) -> tuple[NoteKind, ...]:
    """Each kind of sign, then wording that blames, then what is named."""
    by_sign: dict[str, list[Rule]] = defaultdict(list)
    wording: list[Rule] = []
    preferred: dict[str, tuple[str, str]] = {}
    for one in read_note_rules():
        (by_sign[one.label] if one.kind is PassageKind.INDICATOR else wording).append(one.rule)
        preferred[one.rule.id] = (one.prefer, one.prefer_source)
    signs = [
        _kind(sign_in_words(sign), by_sign[sign], counts, {sign: _("Overlooked")})
        for sign in INDICATORS
        if by_sign[sign]
    ]
    vocabulary = read_vocabulary()
    blaming = {
        label: _("Overlooked wording: %(lower)s%(words)s") % {"lower": words[:1].lower(), "words": words[1:]}
        for label, words in vocabulary.wording.items()
        if label in counts.overlooked
    }
    return (
        *signs,
        _kind(_("Words that blame the child"), wording, counts, blaming, preferred),
        _kind(_("People and things named"), list(read_mention_rules().values()), counts, vocabulary.mention),
        _kind(_("Overlooked words, kind not given"), [], counts, {"": _("Overlooked")}),
    )


def _kind(
    title: str, rules: list[Rule], counts: MarkCounts, labels: Mapping[str, str],
    preferred: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> NoteKind:  # fmt: skip
    lines = tuple(
        NoteRuleLine(
            rule, counts.marked.get(rule.id, NONE), counts.wrong.get(rule.id, NONE), *preferred.get(rule.id, ("", ""))
        )
        for rule in rules
    )
    overlooked = tuple((words, counts.overlooked.get(label, NONE)) for label, words in labels.items())
    return NoteKind(title, lines, overlooked)
