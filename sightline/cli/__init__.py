"""The command line for operators: parse, call casework, print, exit code.

Exit codes are a contract (docs/reference/command-line.md).
Django is set up only once the workspace is known, so commands import casework when they run, never at the top of a
module.
"""

import sys

from sightline.cli.app import app
from sightline.cli.output import print_error
from sightline.model.errors import OurFault, SightlineError


def main() -> None:
    """Run the command line; every foreseen error ends in words and its exit code, never in a traceback."""
    try:
        app()
    except SightlineError as error:
        print_error(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print_error(
            OurFault("Stopped.", code="stopped", what_to_do="Nothing is lost: give the command again to go on.")
        )
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
