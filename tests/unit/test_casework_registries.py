"""What packages give to those below them is asked by the very name under which it is given: else nothing is found."""

import re
from pathlib import Path

from sightline.casework import apps
from sightline.casework.core.registry import Registry

CASEWORK = Path(apps.__file__).parent


def test_every_kind_that_is_asked_for_is_given_and_the_other_way_round() -> None:
    asked = {
        kind
        for path in CASEWORK.rglob("*.py")
        for kind in re.findall(rf'\b{Registry.__name__}\("([^"]+)"\)', path.read_text(encoding="utf-8"))
    }
    assert asked == set(apps.GIVEN)
