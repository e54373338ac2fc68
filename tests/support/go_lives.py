"""Sets a go-live day for every agency, by one process: `python go_lives.py WORKSPACE DAY WHY`.

Workspaces of tests have no accounts yet. So it stands in that information governance looks after looks: whether it does
is asked in tests/integration/test_casework_go_live.py.
"""

import sys
from pathlib import Path
from unittest.mock import patch

sys.path[:0] = [str(Path(__file__).parents[2])]

from sightline.casework.boot import open_workspace  # noqa: E402
from sightline.cli.app import app  # noqa: E402
from sightline.model.nouns import Agency  # noqa: E402

place, day, why = sys.argv[1:]
open_workspace(Path(place))
with patch("sightline.casework.backlog.services.lacks_other", return_value=False):
    for agency in Agency:
        app(["-w", place, "go-live", "set", agency, day, "--why", why, "--despite-uncovered"], standalone_mode=False)
