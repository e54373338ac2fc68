"""What is asked of the pages of counts."""

from sightline.web.core.bounds import asked_one_of, asked_text
from sightline.web.core.forms import AskedForm
from sightline.web.counts.count_pictures import DRAWN


class CountPictureAsked(AskedForm):
    """Which picture, of the count by which rule."""

    rule = asked_text()
    picture = asked_one_of(tuple(DRAWN))
