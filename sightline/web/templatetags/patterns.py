"""What the templates of recognised patterns need in words and in order."""

from django import template

from sightline.web.patterns import presenters as words

register = template.Library()

register.filter("controllers", words.controllers_in_words)
register.filter("in_order", words.sort_lines)
register.filter("people_words", words.people_in_words)
register.filter("beside_people", words.beside_in_words)
register.filter("seen_words", words.seen_in_words)
register.filter("held_words", words.held_in_words)
register.filter("waits_words", words.tag_in_words)
register.filter("asked_words", words.asked_in_words)
register.filter("answer_words", words.answer_in_words)
register.filter("chance_words", words.chance_in_words)
