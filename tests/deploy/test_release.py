"""A release takes the place of the running one in steps, and one that does not come up changes nothing."""

import os
import subprocess

import pytest
from django.conf import settings

SCRIPT = settings.BASE_DIR / "deploy" / "release.sh"
# In the place of Python: makes an environment, and writes down which commands of the site are run.
PYTHON = """#!/bin/sh
case "$*" in
    "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
    "manage.py "*) echo "$(basename "$PWD") $2 $SECRET_KEY" >>"$SITE/said"; [ "$2" != "$FAILS" ] ;;
    *prune_static.py*) echo "pruned $4 days" >>"$SITE/said" ;;
esac
"""
SYSTEMCTL = """#!/bin/sh
echo "systemctl $* with $(basename "$(readlink -f "$SITE/current")")" >>"$SITE/said"
"""
CURL = """#!/bin/sh
[ ! -e "$SITE/current/broken" ]
"""


@pytest.fixture
def site(tmp_path):
    """A site without anything, and programs in the place of those that a machine has; `site(*words)` makes a release."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, text in {"python": PYTHON, "systemctl": SYSTEMCTL, "curl": CURL}.items():
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    (tmp_path / "environment").write_text("SECRET_KEY=kept\n")
    for code in ("code", "broken"):
        (tmp_path / code / "deploy").mkdir(parents=True)
        (tmp_path / code / "requirements.txt").touch()
    (tmp_path / "broken" / "broken").touch()
    clock = iter(range(100, 999))

    def run(*words, **changes):
        (programs / "date").write_text(f"#!/bin/sh\necho release-{next(clock)}\n")
        (programs / "date").chmod(0o755)
        own = {
            "PATH": f"{programs}:{os.environ['PATH']}", "SITE": str(tmp_path), "ENVIRONMENT": str(tmp_path / "environment"),
            "ACCOUNT": "root", "PYTHON": str(programs / "python"), "PATIENCE": "1", "PAUSE": "0", "KEEP": "2", "FAILS": "",
        }  # fmt: skip
        done = subprocess.run(
            [SCRIPT, *words], env=own | changes, capture_output=True, text=True, check=False
        )
        said = (tmp_path / "said").read_text().splitlines() if (tmp_path / "said").exists() else []
        (tmp_path / "said").unlink(missing_ok=True)
        return done, said

    run.folder = tmp_path
    run.code, run.broken = tmp_path / "code", tmp_path / "broken"
    run.current = lambda: (tmp_path / "current").resolve().name
    run.releases = lambda: sorted(path.name for path in (tmp_path / "releases").iterdir())
    return run


def test_a_release_is_prepared_whole_before_one_node_after_the_other_is_restarted(site):
    done, said = site(site.code)
    assert done.returncode == 0, done.stderr
    assert said == [
        "release-100 check kept",
        "release-100 migrate kept",
        "release-100 collectstatic kept",
        "systemctl restart site-web@1 with release-100",
        "systemctl restart site-web@2 with release-100",
        "systemctl restart --no-block site-worker site-scheduler with release-100",
        "release-100 purge kept",
        "pruned 30 days",
    ]


def test_a_release_that_does_not_check_touches_nothing_of_the_running_one(site):
    site(site.code)
    done, said = site(site.code, FAILS="check")
    assert done.returncode != 0
    assert said == ["release-101 check kept"]
    assert (site.current(), site.releases()) == ("release-100", ["release-100"])


def test_a_node_that_does_not_come_up_puts_everything_back_and_leaves_the_other_alone(site):
    site(site.code)
    done, said = site(site.broken)
    assert done.returncode != 0
    assert [line for line in said if line.startswith("systemctl")] == [
        "systemctl restart site-web@1 with release-101",
        "systemctl restart site-web@1 with release-100",
    ]
    assert (site.current(), site.releases()) == ("release-100", ["release-100"])


def test_the_release_before_can_be_gone_back_to(site):
    site(site.code)
    site(site.code)
    done, said = site("--back")
    assert done.returncode == 0, done.stderr
    assert site.current() == "release-100"
    assert [line for line in said if "migrate" in line] == []


def test_old_releases_go_and_the_newest_stay(site):
    for _ in range(3):
        site(site.code)
    assert site.releases() == ["release-101", "release-102"]


def test_on_a_second_machine_nothing_is_migrated(site):
    _, said = site(site.code, MIGRATE="no")
    assert "release-100 migrate kept" not in said
    assert "release-100 collectstatic kept" in said
