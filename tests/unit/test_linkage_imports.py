"""A web process reads names and numbers with linking's own readers; it must not pay for Splink, nor for scipy.stats."""

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
print(",".join(name for name in ("splink", "sqlglot", "scipy.stats") if name in sys.modules))
"""


def test_a_web_process_loads_neither_splink_nor_scipy_stats() -> None:
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_test_would_notice() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import splink, scipy.stats" + LOAD], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "splink,sqlglot,scipy.stats"
