"""The units of systemd are as it wants them, run commands that exist, and have bounds and walls."""

import configparser
import re
import shutil
import subprocess

import pytest
from django.conf import settings
from django.core.management import get_commands

UNITS = settings.BASE_DIR / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
TIMERS = sorted(UNITS.glob("*.timer"))
ids = [path.name for path in SERVICES]


def read(path):
    """The lines of a unit by section; of a name that comes twice, the last."""
    unit = configparser.RawConfigParser(strict=False, comment_prefixes=("#",), delimiters=("=",))
    unit.optionxform = str
    unit.read(path)
    return unit


@pytest.mark.parametrize("path", SERVICES, ids=ids)
def test_a_unit_runs_a_command_that_exists(path):
    started = re.findall(r"^ExecStart=-?(\S+) (.+)$", path.read_text(), flags=re.MULTILINE)
    assert started
    for program, words in started:
        assert program.startswith("/srv/site/current/.venv/bin/")
        if words.startswith("manage.py"):
            assert words.split()[1] in get_commands()
        else:
            assert (settings.BASE_DIR / re.search(r"--config (\S+)", words)[1]).exists()


@pytest.mark.parametrize("path", SERVICES, ids=ids)
def test_a_unit_may_not_take_the_whole_machine(path):
    service = read(path)["Service"]
    assert service["MemoryMax"]
    assert service["TasksMax"]


@pytest.mark.parametrize("name", ["site-web@", "site-worker", "site-scheduler"])
def test_what_runs_all_the_time_is_started_again_and_never_given_up(name):
    unit = read(UNITS / f"{name}.service")
    assert unit["Service"]["Restart"] == "always"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"


def test_what_is_to_be_done_once_a_day_is_done():
    daily = (UNITS / "site-daily.service").read_text()
    for command in ("clearsessions", "forget_followers", "forget_uploads"):
        assert f"manage.py {command}\n" in daily


def test_every_timer_has_its_unit_and_makes_up_for_a_machine_that_was_off():
    assert len(TIMERS) == 3
    for timer in TIMERS:
        assert timer.with_suffix(".service").exists()
        assert read(timer)["Timer"]["Persistent"] == "yes"


def test_a_node_has_more_time_to_end_than_its_longest_request():
    bounds = {}
    exec((UNITS.parent / "gunicorn.conf.py").read_text(), bounds)
    assert int(read(UNITS / "site-web@.service")["Service"]["TimeoutStopSec"]) > bounds["graceful_timeout"]


@pytest.mark.once
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_finds_nothing_to_complain_of_but_that_the_site_is_not_installed_here():
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *[str(path) for path in (*SERVICES, *TIMERS, UNITS / "site.target")]],
        capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin", "SYSTEMD_UNIT_PATH": f"{UNITS}:"},
    ).stderr  # fmt: skip
    about_ours = [line for line in said.splitlines() if "site" in line and "is not executable" not in line]
    assert about_ours == []
