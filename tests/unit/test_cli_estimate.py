"""The command `estimate`: words on standard output, JSON and HTML where asked for, and its exit codes."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from support import warm
from support.shared_files import DATA

MSE = DATA / "mse"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return warm.run(["-m", "sightline", "estimate", *map(str, arguments)], env=os.environ)


def test_a_range_with_json_and_a_report(tmp_path: Path) -> None:
    html, out = tmp_path / "out.html", tmp_path / "out.json"
    done = run(MSE / "western_us_5list.json", "--html", html, "--json", out, "--resamples", "200", "--seed", "3")
    assert done.returncode == 0, done.stderr
    assert "345 people are on one list or more." in done.stdout
    assert "Stepwise, chosen again in each resample" in done.stderr
    found = json.loads(out.read_text(encoding="utf-8"))
    assert set(found) >= {"observed", "methods", "range", "refused"}
    assert set(found["methods"][0]) >= {"method", "n", "lower", "upper", "level", "status", "because"}
    assert found["observed"] == 345
    assert found["refused"] is None
    assert found["seed"] == 3
    numbers = {one["method"]: one["n"] for one in found["methods"]}
    assert numbers["main effects"] == pytest.approx(2007.14, abs=0.01)
    assert numbers["stepwise"] == pytest.approx(2483.38, abs=0.01)
    lower, upper = found["range"]["lower"], found["range"]["upper"]
    assert 345 <= lower < 2007 < upper
    assert f"between {lower:,} and {upper:,}" in done.stdout
    page = html.read_text(encoding="utf-8")
    assert f"between {lower:,} and {upper:,}" in page
    assert page.count("<svg") == 2
    assert "under 5" in page
    assert not re.search(r"(src|href)=", page)  # nothing is fetched


def test_the_same_numbers_on_one_core_and_on_two(tmp_path: Path) -> None:
    made = []
    for cores in ("1", "2"):
        out = tmp_path / f"{cores}.json"
        assert run(MSE / "neworleans_5list.json", "--json", out, "--resamples", "150", "--cores", cores).returncode == 0
        made.append(json.loads(out.read_text(encoding="utf-8")))
    assert made[0] == made[1]


def test_cannot_be_estimated_is_an_answer(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = run(MSE / "artificial_3list.json", "--json", out)
    assert done.returncode == 0
    assert "cannot be estimated, because only 2 of the lists have anyone in common" in done.stdout
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["range"] is None
    assert "20 are needed" in found["refused"]
    numbers = {one["method"]: (one["n"], one["status"]) for one in found["methods"]}
    assert numbers["main effects"] == (pytest.approx(539.09, abs=0.01), "refused")
    assert "539" not in done.stdout.partition("What it depends on")[0]
    verdicts = {tuple("".join(pair) for pair in one["pairs"]): one["verdict"] for one in found["existence"]}
    assert (verdicts["AB", "AC", "BC"], verdicts["AB",], verdicts["AC", "BC"]) == (2, 1, 0)


def test_what_cannot_be_read_and_what_cannot_be_written(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b,count\n1,2,3\n", encoding="utf-8")
    done = run(bad)
    assert done.returncode == 3
    assert "bad.csv, row 2" in done.stderr
    assert "Traceback" not in done.stderr
    assert run(bad, "--html", tmp_path / "nowhere" / "out.html").returncode == 2
    assert run(tmp_path / "none.csv").returncode == 2


def test_a_list_made_from_another_is_refused() -> None:
    done = run(MSE / "kosovo_4list.json", "--referral", "HRW=OSCE", "--resamples", "100")
    assert done.returncode == 0
    assert "'HRW' was made from 'OSCE'" in done.stdout
    assert run(MSE / "kosovo_4list.json", "--referral", "HRW=XYZ").returncode == 2
