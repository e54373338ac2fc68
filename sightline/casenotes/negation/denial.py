"""Whether a sign is denied: it must lie within a denial's scope, and nothing may speak against it.

The first is grammar (`scopes`). The second is caution: look-alikes deny no sign, and a denial never reaches over a
time, a reason, or into what somebody told, saw or feared (`rules/casenotes/cues/polarity.toml`, decision 0099).
"""

from collections.abc import Sequence

from sightline.casenotes.cues import FoundCue
from sightline.casenotes.negation.scopes import denies_forward, find_scope, keep_negator
from sightline.casenotes.scope import ScopedValue, find_reaching
from sightline.model.passages import Attribute

Range = tuple[int, int]


def find_denial(*, span: Range, words: Sequence[Range], cues: Sequence[FoundCue], folded: str) -> ScopedValue | None:
    """What denies a sign; None where nothing does. `words` are those of the sign that a rule asked for."""
    may_deny: list[FoundCue] = []
    for cue in cues:
        if not denies_forward(cue):
            may_deny.append(cue)
        elif _holds(cue, span, words, folded):
            may_deny.append(cue if cue.start < span[0] else keep_negator(cue=cue, folded=folded))
    return find_reaching(attribute=Attribute.POLARITY, span=span, words=words, cues=may_deny, folded=folded)


def _holds(cue: FoundCue, span: Range, words: Sequence[Range], folded: str) -> bool:
    """True where a sign begins in a cue's scope, or goes on in it behind a cue that stands inside the sign."""
    if cue.start >= span[1]:
        return cue.kind.reads == "both"
    begins, ends = find_scope(cue=cue, folded=folded)
    if cue.start < span[0]:
        return span[0] < ends
    return any(begins <= start < ends for start, _ in words)
