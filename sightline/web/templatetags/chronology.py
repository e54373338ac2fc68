"""What the lines of a chronology need in words."""

from django import template

from sightline.casework.chronology.pages import week_words
from sightline.web.chronology import chronology_words

register = template.Library()
register.filter("weeks_title", week_words.weeks_title)
register.filter("week_title", week_words.week_title)
register.filter("attendance", week_words.attendance_in_words)
register.filter("codes", week_words.codes_in_words)
register.filter("gap_title", week_words.gap_title)
register.filter("gap_says", chronology_words.gap_says)
register.filter("highlight_words", chronology_words.highlight_words)
register.filter("dated_texts", chronology_words.dated_texts)
register.filter("line_when", chronology_words.line_when)
register.filter("other_agencies", chronology_words.other_agencies)
register.filter("by_rule", chronology_words.by_rule)
