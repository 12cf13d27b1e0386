"""manage.py archive_series: a whole file or none, and words that say why."""

import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from series.editions.archive import making
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        series = factories.SeriesFactory(title="Rivers", slug="rivers", status="complete")
        factories.InstallmentFactory(parent=series)
        yield


def archive(out, *more, slug="rivers") -> str:
    said = StringIO()
    call_command("archive_series", slug, str(out), "--no-books", *more, stdout=said, stderr=StringIO())
    return said.getvalue()


def refusal_of(*args, **kwargs) -> str:
    with pytest.raises(CommandError) as refused:
        archive(*args, **kwargs)
    return str(refused.value)


def test_it_writes_a_file_that_others_may_read_and_says_what_is_in_it(tmp_path):
    out = tmp_path / "rivers.zip"
    assert "3 pages (en)" in archive(out)
    assert zipfile.ZipFile(out).testzip() is None
    assert out.stat().st_mode & 0o777 == 0o666 & ~making._umask()
    assert [file.name for file in tmp_path.iterdir()] == ["rivers.zip"]


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path):
    out = tmp_path / "rivers.zip"
    out.write_text("mine")
    assert "is there already" in refusal_of(out)
    assert out.read_text() == "mine"
    archive(out, "--force")
    assert zipfile.is_zipfile(out)


def test_a_place_that_is_none_is_refused_before_any_work(tmp_path, monkeypatch):
    monkeypatch.setattr(making, "write_archive", None)
    assert "is a folder" in refusal_of(tmp_path)
    assert "There is no folder" in refusal_of(tmp_path / "nowhere" / "rivers.zip")


def test_a_place_that_cannot_even_be_asked_for_is_told(tmp_path):
    assert "could not be written: File name too long" in refusal_of(tmp_path / ("x" * 300 + ".zip"))


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(making.tempfile, "NamedTemporaryFile", refuse)
    assert "could not be written: Permission denied" in refusal_of(tmp_path / "rivers.zip")


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError()])
def test_a_run_that_fails_leaves_no_half_file_and_the_last_one_alone(tmp_path, monkeypatch, error):
    out = tmp_path / "rivers.zip"
    archive(out)
    before = out.read_bytes()

    def fail(packing, *args):
        packing.put("half.txt", b"half")
        raise error

    monkeypatch.setattr(making, "put_style", fail)
    with pytest.raises((CommandError, KeyboardInterrupt, ValueError)):
        archive(out, "--force")
    assert [file.name for file in tmp_path.iterdir()] == ["rivers.zip"]
    assert out.read_bytes() == before


def test_an_unknown_series_is_answered_with_those_there_are(tmp_path):
    assert "There is no series “lakes”. Closed series: rivers." in refusal_of(
        tmp_path / "x.zip", slug="lakes"
    )


def test_a_language_that_it_has_not_is_refused(tmp_path):
    assert "not there in the language “ko”" in refusal_of(tmp_path / "x.zip", "--language", "ko")
