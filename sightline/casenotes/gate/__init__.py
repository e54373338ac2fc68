"""Which signs of rules stand: words that are mostly no sign in such a sentence are set aside, or asked about."""

from sightline.casenotes.gate.verdict import Stood, let_stand, mark_asked
from sightline.casenotes.gate.weights import read_gate

__all__ = ["Stood", "let_stand", "mark_asked", "read_gate"]
