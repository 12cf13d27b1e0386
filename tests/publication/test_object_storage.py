"""Files in buckets: named and addressed as on a disk, private ones without an address, and nobody waits for long."""

import io
import time

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from moto import mock_aws

from config.environment import file_storages, read_environment
from publication.breaker import StorageAway, hurried
from publication.object_storage import (
    MediaStorage,
    PrivateObjectStorage,
    breaker_of,
)
from tests.publication.object_server import FailingServer

KEYS = {"access_key": "key", "secret_key": "secret", "region_name": "us-east-1"}


@pytest.fixture
def buckets():
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s")
        for name in ("media", "private"):
            client.create_bucket(Bucket=name)
        yield MediaStorage(bucket_name="media", **KEYS), PrivateObjectStorage(bucket_name="private", **KEYS)


def test_a_file_is_kept_read_measured_listed_and_removed(buckets):
    media, _private = buckets
    name = media.save("images/ä b.txt", ContentFile(b"words"))
    assert name == "images/ä b.txt"
    with media.open(name) as file:
        assert (file.read(), file.seek(1), file.read()) == (b"words", 1, b"ords")
    assert media.exists(name)
    assert media.size(name) == 5
    assert media.listdir("images") == ([], ["ä b.txt"])
    media.delete(name)
    assert not media.exists(name)
    media.delete(name)


def test_a_second_file_of_a_name_has_another(buckets):
    media, _private = buckets
    assert media.save("a.txt", io.BytesIO(b"1")) != media.save("a.txt", io.BytesIO(b"2"))


def test_media_have_the_addresses_of_a_disk_and_private_files_none(buckets, settings):
    media, private = buckets
    settings.MEDIA_URL = "/media/"
    assert media.url("images/ä b.png") == "/media/images/%C3%A4%20b.png"
    assert media.url("") == "/media/"
    with pytest.raises(ValueError, match="no address"):
        private.url("manuscripts/1")


def test_what_is_not_there_is_missed_as_on_a_disk(buckets):
    for storage in buckets:
        for ask in (storage.open, storage.size, storage.get_modified_time):
            with pytest.raises(FileNotFoundError):
                ask("gone")


@pytest.fixture
def failing():
    breaker_of.cache_clear()
    server = FailingServer()
    yield server, MediaStorage(bucket_name="media", endpoint_url=server.url, **KEYS)
    server.close()


def test_a_refusal_is_one_of_a_disk(failing):
    server, storage = failing
    server.status = 403
    with hurried(), pytest.raises(PermissionError):
        storage.open("a")


def test_who_is_in_a_hurry_asks_a_broken_storage_once_in_a_while(failing):
    server, storage = failing
    for _asked in range(20):
        with hurried(), pytest.raises(StorageAway):
            storage.open("a")
    assert server.asked == 1


def test_a_reader_waits_for_a_hanging_storage_once_and_shortly(failing):
    server, storage = failing
    began = time.monotonic()
    with server.hanging(), hurried():
        for ask in (storage.open, storage.exists, storage.size, storage.delete, storage.listdir):
            with pytest.raises(StorageAway):
                ask("a")
    assert server.asked == 1
    assert time.monotonic() - began < 1.9


def storages_of(monkeypatch, **variables):
    for name in ("BUCKET", "PRIVATE_BUCKET", "ENDPOINT_URL", "ACCESS_KEY", "SECRET_KEY"):
        monkeypatch.setenv(f"S3_{name}", variables.get(name, ""))
    return file_storages(read_environment())


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"BUCKET": "media"}, "S3_PRIVATE_BUCKET is not set"),
        ({"BUCKET": "media", "PRIVATE_BUCKET": "media"}, "S3_PRIVATE_BUCKET is the bucket of the media"),
        ({"PRIVATE_BUCKET": "private"}, "S3_PRIVATE_BUCKET is set and S3_BUCKET is not"),
        ({"BUCKET": "m", "PRIVATE_BUCKET": "p", "ACCESS_KEY": "k"}, "S3_ACCESS_KEY and S3_SECRET_KEY"),
        ({"BUCKET": "m", "PRIVATE_BUCKET": "p", "ENDPOINT_URL": "s3.example.org"}, "S3_ENDPOINT_URL is"),
    ],
)
def test_settings_that_do_not_fit_together_are_refused_by_name(monkeypatch, variables, named):
    with pytest.raises(ImproperlyConfigured, match=named):
        storages_of(monkeypatch, **variables)


def test_buckets_take_the_place_of_folders(monkeypatch):
    assert storages_of(monkeypatch)["private"]["BACKEND"] == "publication.private_files.PrivateStorage"
    made = storages_of(monkeypatch, BUCKET="m", PRIVATE_BUCKET="p", ENDPOINT_URL="https://s3.example.org")
    assert made["default"]["OPTIONS"]["bucket_name"] == "m"
    assert made["private"]["OPTIONS"]["bucket_name"] == "p"
    assert "object_parameters" not in made["private"]["OPTIONS"]
