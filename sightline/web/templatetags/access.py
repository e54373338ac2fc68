"""Words of access: purposes, tasks and reviews."""

from django import template

from sightline.casework.access.pages.entry_kinds import OUTCOMES, PURPOSES, TASKS

register = template.Library()
register.filter("purpose", lambda word: PURPOSES.get(word, ""))
register.filter("task_kind", lambda word: TASKS.get(word, ""))
register.filter("review_outcome", lambda word: OUTCOMES.get(word, ""))
