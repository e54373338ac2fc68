"""What is asked of the page of matching quality."""

from sightline.web.core.bounds import asked_number, asked_one_of
from sightline.web.core.forms import AskedForm
from sightline.web.data.linkage_pictures import DRAWN


class LinkageQualityAsked(AskedForm):
    """Which pair, by the number of the reader's answer; and which picture, where one is kept as a file."""

    pair = asked_number()
    picture = asked_one_of(tuple(DRAWN))
