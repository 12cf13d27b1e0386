"""The picture files of an export: from the folder or the map that is given, and from nowhere else."""

import pytest

from publication.models import CreditedImage
from series.manuscripts.moving_in.errors import MoveRefused
from series.manuscripts.moving_in.library import Library
from series.models import ImportedPost, InstallmentPage
from tests.publication.picture_files import from_a_phone, notes_in, photograph, saved
from tests.series.manuscripts.moving_in.moves import run
from tests.series.manuscripts.wordpress.exports import SITE, attachment, meta, post, term, wxr

UPLOADS = f"{SITE}/wp-content/uploads"


@pytest.fixture
def folder(tmp_path):
    """A folder with two files of one name and one of another, and a secret outside of it."""
    folder = tmp_path / "uploads"
    for name in ("2026/03/gauge.jpg", "2025/11/gauge.jpg", "2026/03/levee.png"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    return folder


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (f"{UPLOADS}/2026/03/gauge.jpg", "2026/03/gauge.jpg"),
        (f"{UPLOADS}/2025/11/gauge.jpg", "2025/11/gauge.jpg"),
        (f"{UPLOADS}/2026/03/gauge-600x400.jpg", "2026/03/gauge.jpg"),
        (f"{UPLOADS}/2026/03/gauge-scaled.jpg", "2026/03/gauge.jpg"),
        (f"{UPLOADS}/2026/03/GAUGE.JPG", "2026/03/gauge.jpg"),
        ("https://cdn.example/x/levee.png", "2026/03/levee.png"),
        ("https://cdn.example/x/gauge.jpg", None),  # two files have the name
        (f"{UPLOADS}/2026/03/none.jpg", None),
        (f"{UPLOADS}/../../secret.jpg", None),
        (f"{UPLOADS}/%2e%2e/secret.jpg", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_a_picture_is_found_by_its_place_and_then_by_its_name(folder, address, found):
    path = Library(folder).find(address)
    assert path == (folder / found if found else None)


def test_what_leads_out_of_the_folder_is_not_followed(folder, tmp_path):
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    assert Library(folder).find(f"{UPLOADS}/link.jpg") is None


def test_a_map_names_files_that_lie_elsewhere_in_the_folder(folder):
    path = folder / "map.csv"
    path.write_text(f"address,file\n{UPLOADS}/old/a.jpg,2026/03/levee.png\n", encoding="utf-8")
    assert Library(folder, path).find(f"{UPLOADS}/old/a.jpg") == folder / "2026/03/levee.png"
    assert Library(None, path).find("http://www.old.example/wp-content/uploads/old/a.jpg").name == "levee.png"


@pytest.mark.parametrize("name", ["../secret.jpg", "/etc/passwd", "none.jpg"])
def test_a_map_that_leads_out_of_the_folder_is_refused(folder, name):
    path = folder / "map.csv"
    path.write_text(f"address,file\n{UPLOADS}/a.jpg,{name}\n", encoding="utf-8")
    with pytest.raises(MoveRefused, match="line 2: there is no file"):
        Library(folder, path)


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(MoveRefused, match="is no folder"):
        Library(tmp_path / "none")


RIVERS = term("series", "rivers", "Rivers")
IMAGE = '<img class="wp-image-90" src="x" alt="A gauge">'


def body_of(id: int) -> list:
    page = InstallmentPage.objects.get(imported_post=ImportedPost.objects.get(guid=f"{SITE}/?p={id}"))
    return list(page.body)


@pytest.mark.django_db
def test_a_picture_is_cleaned_and_kept_once_for_all_pieces_and_runs(tmp_path):
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "gauge.jpg").write_bytes(from_a_phone())
    library = attachment(90, "2026/03/gauge.jpg", alt="A gauge", caption="The gauge")
    first = wxr(post(1, content=IMAGE * 2, more=RIVERS + meta(_thumbnail_id="90")), library)
    run(tmp_path, first, images=tmp_path / "uploads")
    run(tmp_path, wxr(post(2, content=IMAGE, more=RIVERS), library), images=tmp_path / "uploads")
    image = CreditedImage.objects.get()
    assert {block.value["image"].pk for id in (1, 2) for block in body_of(id)} == {image.pk}
    page = ImportedPost.objects.get(guid=f"{SITE}/?p=1").page
    assert (page.image_id, page.image_alt, page.image_caption) == (image.pk, "A gauge", "The gauge")
    with image.file.open() as file:
        assert notes_in(file.read()) == set()


@pytest.mark.django_db
def test_a_file_that_is_no_picture_leaves_a_place_and_a_line(tmp_path):
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "gauge.jpg").write_bytes(b"<svg onload='alert(1)'/>")
    library = attachment(90, "gauge.jpg", alt="A gauge")
    moved = run(tmp_path, wxr(post(1, content=IMAGE, more=RIVERS), library), images=tmp_path / "uploads")
    assert body_of(1)[0].value["image"] is None
    assert any("SVG drawing" in what for what in moved.findings(1))
    assert not CreditedImage.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_too_large_is_not_read(tmp_path, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "gauge.jpg").write_bytes(saved(photograph(400, 300), "JPEG"))
    library = attachment(90, "gauge.jpg")
    moved = run(tmp_path, wxr(post(1, content=IMAGE, more=RIVERS), library), images=tmp_path / "uploads")
    assert "The picture gauge.jpg is too large or cannot be read; its place waits for it." in moved.findings(
        1
    )


@pytest.mark.django_db
def test_pictures_of_a_failed_post_are_not_left_behind(tmp_path, monkeypatch, media):
    from series.manuscripts.moving_in import pieces

    def fail(self, *args):
        raise RuntimeError("the roof fell in")

    monkeypatch.setattr(pieces.PieceWriter, "_date", fail)
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "gauge.jpg").write_bytes(saved(photograph(40, 30), "JPEG"))
    library = attachment(90, "gauge.jpg")
    run(tmp_path, wxr(post(1, content=IMAGE, more=RIVERS), library), images=tmp_path / "uploads")
    assert not CreditedImage.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []
