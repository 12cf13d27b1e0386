"""deploy/environment.example names every setting, and nothing else."""

import re

from django.conf import settings

DEPLOY = settings.BASE_DIR / "deploy"
# Of gunicorn, and not of the site.
SERVERS = {"WEB_CONCURRENCY", "WEB_THREADS"}


def read_by_the_site():
    text = (settings.BASE_DIR / "config" / "environment.py").read_text()
    return set(re.findall(r'env\.\w+\(\s*"([A-Z][A-Z0-9_]+)"', text)) - {"EMAIL_BACKEND"}


def test_the_example_names_every_setting_and_nothing_that_is_none():
    example = (DEPLOY / "environment.example").read_text()
    named = re.findall(r"^#?([A-Z][A-Z0-9_]+)=", example, flags=re.MULTILINE)
    assert set(named) - {"DATABASE_URL"} == (read_by_the_site() | SERVERS) - {"DATABASE_URL"}
    assert "DATABASE_URL" in named


def test_the_readme_explains_every_setting():
    table = (settings.BASE_DIR / "README.md").read_text()
    assert [name for name in sorted(read_by_the_site()) if f"`{name}`" not in table] == []
