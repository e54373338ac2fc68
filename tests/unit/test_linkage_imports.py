"""A web process reads names and numbers with linking's own readers; it must not pay for Splink, nor for Splink's loading."""

import subprocess
import sys

LOAD = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "sightline.casework.settings"
import django
django.setup()
import sightline.linkage
import sightline.web.urls
import sightline.casework.wsgi
print(",".join(name for name in ("splink", "sqlglot") if name in sys.modules))
"""


def test_a_web_process_does_not_load_splink() -> None:
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_test_would_notice() -> None:
    done = subprocess.run([sys.executable, "-c", "import splink" + LOAD], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "splink,sqlglot"
