"""Whom wording that blames is about: the child, or somebody or something else of which the same words are said."""

from sightline.casenotes.blame.targets import is_hollow, is_of_another, leave_out_names

__all__ = ["is_hollow", "is_of_another", "leave_out_names"]
