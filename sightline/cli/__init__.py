"""The command line for operators: parse, call casework, print, exit code.

Exit codes are a contract (docs/reference/command-line.md).
Django is set up only once the workspace is known, so commands import casework when they run, never at the top of a
module.
"""

import sys

from typer.main import get_command

from sightline.cli.app import app
from sightline.cli.output import print_error
from sightline.model.errors import OurFault, SightlineError
from sightline.translation.messages import ENGLISH
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import translate_help, translator


def main() -> None:
    """Run the command line; every foreseen error ends in words and its exit code, never in a traceback."""
    try:
        _run()
    except SightlineError as error:
        print_error(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print_error(
            OurFault(_("Stopped."), code="stopped", what_to_do=_("Nothing is lost: run the command again to continue."))
        )
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()


def _run() -> None:
    if translator() is ENGLISH:
        app()
    else:
        command = get_command(app)
        translate_help(command)
        command()
