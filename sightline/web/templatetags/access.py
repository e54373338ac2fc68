"""Words of access: purposes, tasks and reviews."""

from django import template

from sightline.casework.access.pages.entry_kinds import NUMBER_CHECKS, OUTCOMES, PURPOSES, TASKS

register = template.Library()
register.filter("purpose", lambda word: PURPOSES.get(word, ""))
register.filter("task_kind", lambda word: TASKS.get(word, ""))
register.filter("number_check", lambda word: NUMBER_CHECKS.get(word, ""))
register.filter("review_outcome", lambda word: OUTCOMES.get(word, ""))
