"""`make audit`: asks a database of known faults about everything that is pinned, and says so where none could be asked."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINNED = ("requirements.txt", "requirements-dev.txt")
# The Python Packaging Advisory Database by two ways; a mirror of packages serves neither.
DATABASES = ("osv", "pypi")
NOTHING, FAULTS, UNASKED = 0, 1, 2


def main() -> int:
    """0 where no fault is known, 1 where one is, 2 where nobody could be asked about something."""
    unasked = {}
    for database in DATABASES:
        answer = _asked(database)
        if answer is None:
            print(f"{database}: could not be reached")
            continue
        faults = [(each["name"], each["version"], each["vulns"]) for each in answer if each.get("vulns")]
        unasked[database] = [each["name"] for each in answer if "skip_reason" in each]
        for name, version, known in faults:
            print(f"{name} {version}: {', '.join(fault['id'] for fault in known)}")
        if faults:
            return FAULTS
        if not unasked[database]:
            print(f"{database}: no known fault in {len(answer)} packages")
            return NOTHING
        print(f"{database}: knows nothing of {len(unasked[database])} of {len(answer)} packages")
    print(
        "NOT CHECKED: no database of faults could be asked from here. Run this where api.osv.dev or pypi.org answers."
    )
    return UNASKED


def _asked(database: str) -> list[dict] | None:
    """What a database says of each package; None where it does not answer."""
    command = [
        sys.executable, "-m", "pip_audit", "--vulnerability-service", database, "--no-deps", "--disable-pip",
        "--format", "json", "--progress-spinner", "off", "--timeout", "15",
        *(argument for name in PINNED for argument in ("--requirement", name)),
    ]  # fmt: skip
    try:
        asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
        return json.loads(asked.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return None


if __name__ == "__main__":
    sys.exit(main())
