"""Static files of several releases stand in one folder, and go some days after the last release that names them."""

import json
import os

import pytest

from deploy.prune_static import list_of, prune

DAY = 86_400
NOW = 1_800_000_000


@pytest.fixture
def site(tmp_path):
    """Folders of static files and of releases."""
    static, releases = tmp_path / "static", tmp_path / "releases"
    static.mkdir()
    releases.mkdir()
    return static, releases


def release(site, name, files, days_ago):
    """Collect files of a release, as whitenoise does: the plain name, the hashed one, and compressed copies."""
    static, releases = site
    (releases / name).mkdir()
    (static / list_of(releases / name)).write_text(json.dumps({"paths": files}))
    for pair in files.items():
        for file in pair:
            for ending in ("", ".gz"):
                path = static / (file + ending)
                path.write_text(name)
                os.utime(path, (NOW - days_ago * DAY,) * 2)


def names(static):
    return {path.name for path in static.iterdir() if not path.name.startswith("files-of-")}


def test_a_file_stays_as_long_as_a_release_names_it(site):
    release(site, "first", {"site.css": "site.aaaaaaaaaaaa.css"}, days_ago=90)
    release(site, "second", {"site.css": "site.bbbbbbbbbbbb.css"}, days_ago=0)
    assert prune(*site, days=30, now=NOW) == []
    assert {"site.aaaaaaaaaaaa.css", "site.aaaaaaaaaaaa.css.gz", "site.bbbbbbbbbbbb.css"} <= names(site[0])


def test_a_file_goes_some_days_after_the_last_release_that_named_it(site):
    release(site, "first", {"site.css": "site.aaaaaaaaaaaa.css"}, days_ago=90)
    release(site, "second", {"site.css": "site.bbbbbbbbbbbb.css"}, days_ago=0)
    prune(*site, days=30, now=NOW)
    (site[1] / "first").rmdir()
    assert prune(*site, days=30, now=NOW + 29 * DAY) == []
    gone = prune(*site, days=30, now=NOW + 31 * DAY)
    assert {path.name for path in gone} >= {"site.aaaaaaaaaaaa.css", "site.aaaaaaaaaaaa.css.gz"}
    assert names(site[0]) == {"site.css", "site.css.gz", "site.bbbbbbbbbbbb.css", "site.bbbbbbbbbbbb.css.gz"}


def test_nothing_goes_where_no_release_has_a_list(site):
    release(site, "first", {"site.css": "site.aaaaaaaaaaaa.css"}, days_ago=90)
    (site[1] / "first").rmdir()
    with pytest.raises(SystemExit, match="nothing is removed"):
        prune(*site, days=30, now=NOW)


def test_the_list_is_the_one_that_the_site_writes(settings):
    from publication.static_files import ReleaseFiles

    assert ReleaseFiles.manifest_name == list_of(settings.BASE_DIR)
