"""What an answer lacks is said at its box, or at the box of the words, whatever a form calls that box."""

import pytest
from django import forms

from sightline.escalation import NotAnAnswer
from sightline.escalation.responses import Missing
from sightline.web.core.forms import PostedForm


@pytest.mark.parametrize(
    ("boxes", "part", "box"),
    [
        (("who", "words"), "words", "words"),
        (("who", "words"), "reason", "words"),
        (("who", "words"), "who", "who"),
        (("who", "why"), "words", "why"),
        (("why",), "who", "why"),
    ],
)
def test_what_is_missing_is_said_at_a_box_that_the_form_has(boxes: tuple[str, ...], part: str, box: str) -> None:
    form = type("Asked", (PostedForm,), {name: forms.CharField(required=False) for name in boxes})({})
    form.refuse(NotAnAnswer([Missing(part, "Say it in words.")]))
    assert form.errors == {box: ["Say it in words."]}
