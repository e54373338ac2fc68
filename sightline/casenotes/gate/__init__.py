"""Which signs of rules stand: words that are mostly no sign in such a sentence are set aside and counted."""

from sightline.casenotes.gate.verdict import Stood, let_stand
from sightline.casenotes.gate.weights import read_gate

__all__ = ["Stood", "let_stand", "read_gate"]
