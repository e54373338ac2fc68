"""Finds the questions that a curious professional would ask of the records, and that no record answers.

A question is never a judgement of a child, a parent or a worker. It is asked, with its records, until somebody answers
it.
"""

from sightline.curiosity.build import build
from sightline.curiosity.rules import Question, read_asking, read_questions

__all__ = ["Question", "build", "read_asking", "read_questions"]
