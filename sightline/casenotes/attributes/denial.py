"""Whether a sign is denied: it must lie within a denial's scope, and nothing may speak against it.

The first is grammar (`scopes`). The second is caution: look-alikes deny no sign, and a denial never reaches over a
time, a reason, or into what somebody told, saw or feared (`rules/casenotes/cues/polarity.toml`, decision 0099).
"""

import re
from collections.abc import Sequence

from sightline.casenotes.attributes.cues import FoundCue
from sightline.casenotes.attributes.denial_reach import denies_forward, find_scope, keep_negator
from sightline.casenotes.attributes.scope import ScopedValue, find_reaching
from sightline.model.passages import Attribute

Range = tuple[int, int]
# "She said no" answers what was asked; behind what was done it denies nothing: "he hit her and she said no".
ANSWERED, DENIES = "answered_no", "denies"
ASKED = re.compile(
    r"[?:]|\b(?:ask(?:s|ed|ing)? (?!for\b|to\b|\w+ (?:for|to)\b)|(?:when|if|was|were|being) asked|whether|if|"
    r"question\w*|enquir\w+|inquir\w+|checked|explored|wanted to know|wondered)\b"
)
LOOKS_BACK = 200


def find_denial(*, span: Range, words: Sequence[Range], cues: Sequence[FoundCue], folded: str) -> ScopedValue | None:
    """What denies a sign; None where nothing does. `words` are those of the sign that a rule asked for."""
    may_deny: list[FoundCue] = []
    for cue in cues:
        if not denies_forward(cue):
            if not (cue.kind.name == ANSWERED and _denies_nothing(cue, folded)):
                may_deny.append(cue)
        elif _holds(cue, span, words, folded):
            may_deny.append(cue if cue.start < span[0] else keep_negator(cue=cue, folded=folded))
    return find_reaching(attribute=Attribute.POLARITY, span=span, words=words, cues=may_deny, folded=folded)


def _denies_nothing(cue: FoundCue, folded: str) -> bool:
    """True for "she said no" and the like, where nothing was asked before it on its line."""
    begin = max(folded.rfind("\n", 0, cue.start) + 1, cue.start - LOOKS_BACK)
    return folded[cue.start].isalpha() and not ASKED.search(folded, begin, cue.start)


def _holds(cue: FoundCue, span: Range, words: Sequence[Range], folded: str) -> bool:
    """True where all of a sign that was asked for is in a cue's scope, or some of it behind a cue inside the sign."""
    if cue.start >= span[1]:
        return cue.kind.reads == "both"
    begins, ends = find_scope(cue=cue, folded=folded, is_certain=cue.kind.name != DENIES)
    if cue.start < span[0]:
        return span[0] < ends and all(start < ends for start, _ in words)
    return any(begins <= start < ends for start, _ in words)
