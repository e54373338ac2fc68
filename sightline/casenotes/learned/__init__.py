"""What is learned from labelled notes of many hands: the corpus and, later, a model beside the rules.

A model marks sentences, never people.
"""

from sightline.casenotes.learned.corpus import Hand, Label, LabelKind, LabelledNote, read_corpus, read_hand

__all__ = ["Hand", "Label", "LabelKind", "LabelledNote", "read_corpus", "read_hand"]
