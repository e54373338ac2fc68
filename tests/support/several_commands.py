"""Several commands for one workspace in one process: `python several_commands.py COMMANDS`, a JSON list of lists of words.

Starting Python and Django takes longer than most commands do. What the commands ask for is read from standard input, line
by line in their order; the first that fails ends all.
"""

import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from sightline.cli.app import app  # noqa: E402

for words in json.loads(sys.argv[1]):
    app(words, standalone_mode=False)
