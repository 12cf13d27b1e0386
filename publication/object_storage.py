"""Files in object storage (S3 and what speaks like it): the media that everybody may have, and private files.

Media keep the address that they have on a disk, below MEDIA_URL: the proxy in front fetches them from the bucket, or the
application does. So pages are the same bytes wherever files lie, and load nothing from another host
(docs/decisions/027). Private files have no address at all.

A request of a reader waits for the storage a second at most, a form that is sent some ten, and once one has waited, nobody
does for a while. Who is in a hurry says `hurried()`, and `attended()` while somebody waits for what is stored
(publication/breaker.py). Others, such as workers and commands, have patience and try again.
"""

import tempfile
from contextlib import contextmanager
from functools import lru_cache
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from publication.breaker import Breaker, StorageAway, StorageRefuses, is_attended, is_in_a_hurry

PAUSE = 10
BYTES_IN_MEMORY = 4 * 1024 * 1024
_HURRIED = {"connect_timeout": 0.5, "read_timeout": 0.8, "retries": {"total_max_attempts": 1}}
_ATTENDED = {"connect_timeout": 2, "read_timeout": 10, "retries": {"total_max_attempts": 1}}
_PATIENT = {
    "connect_timeout": 5,
    "read_timeout": 30,
    "retries": {"mode": "standard", "total_max_attempts": 3},
}


class _ObjectStorage(S3Storage):
    """django-storages with two paces and its errors turned into those of a disk: StorageAway, or FileNotFoundError."""

    def __init__(self, **options):
        super().__init__(
            querystring_auth=False,
            file_overwrite=False,
            addressing_style="path" if options.get("endpoint_url") else "auto",
            max_memory_size=BYTES_IN_MEMORY,
            transfer_config=TransferConfig(use_threads=False),
            **options,
        )
        self.breaker = breaker_of(self.endpoint_url or "Amazon S3")

    @property
    def connection(self):
        """A client of this thread, at the pace of who asks."""
        pace, waits = _pace()
        made = getattr(self._connections, pace, None)
        if made is None:
            made = self._create_session().resource(
                "s3",
                region_name=self.region_name,
                endpoint_url=self.endpoint_url,
                config=Config(
                    s3={"addressing_style": self.addressing_style},
                    signature_version="s3v4",
                    # Not every storage that speaks like S3 knows its newer checksums.
                    request_checksum_calculation="when_required",
                    response_checksum_validation="when_required",
                    **waits,
                ),
            )
            setattr(self._connections, pace, made)
        return made

    @property
    def bucket(self):
        """Of the client of this thread; the library keeps the first one for all."""
        return self.connection.Bucket(self.bucket_name)

    def _open(self, name, mode="rb"):
        """A file to read, fetched in one request. Raises FileNotFoundError, PermissionError and StorageAway."""
        if mode != "rb":
            raise ValueError("Files in object storage are opened to be read; write them by save().")
        key = self._normalize_name(clean_name(name))
        content = tempfile.SpooledTemporaryFile(max_size=self.max_memory_size)  # noqa: SIM115 - closed by File
        try:
            with self._asking(name):
                answer = self.connection.meta.client.get_object(Bucket=self.bucket_name, Key=key)
                for chunk in answer["Body"].iter_chunks(256 * 1024):
                    content.write(chunk)
        except BaseException:
            content.close()
            raise
        content.seek(0)
        return File(content, name)

    def _save(self, name, content):
        with self._asking(name):
            return super()._save(name, content)

    def delete(self, name):
        with self._asking(name):
            return super().delete(name)

    def exists(self, name):
        with self._asking(name):
            return super().exists(name)

    def listdir(self, name):
        with self._asking(name):
            return super().listdir(name)

    def size(self, name):
        with self._asking(name):
            return super().size(name)

    def get_modified_time(self, name):
        with self._asking(name):
            return super().get_modified_time(name)

    @contextmanager
    def _asking(self, name: str):
        """Turn errors of the client into those of a disk, and let those in a hurry pass by while it is away."""
        if _pace()[1] is not _PATIENT and not self.breaker.lets_through():
            raise StorageAway(f"The object storage is away: {name}")
        try:
            yield
        except (ClientError, Boto3Error) as error:
            status = _status_of(error)
            if status is None or status >= 500:
                self.breaker.failed(error)
                raise StorageAway(f"The object storage answers {status or error}: {name}") from error
            self.breaker.succeeded()
            kind = FileNotFoundError if status == 404 else StorageRefuses
            raise kind(f"The object storage answers {status}: {name}") from error
        except BotoCoreError as error:
            self.breaker.failed(error)
            raise StorageAway(f"The object storage does not answer: {name}") from error
        else:
            self.breaker.succeeded()


class MediaStorage(_ObjectStorage):
    """What everybody may have; addressed below MEDIA_URL, which costs no request."""

    def url(self, name, parameters=None, expire=None, http_method=None):
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))


class PrivateObjectStorage(_ObjectStorage):
    """The bucket that only the application reads; none of its files has an address."""

    def url(self, name, parameters=None, expire=None, http_method=None):
        raise ValueError("A private file has no address.")


def _pace() -> tuple[str, dict]:
    """How long whoever asks waits: a name, and what it means to the client."""
    if is_in_a_hurry():
        return "hurried", _HURRIED
    return ("attended", _ATTENDED) if is_attended() else ("patient", _PATIENT)


@lru_cache(maxsize=8)
def breaker_of(service: str) -> Breaker:
    """The breaker of this process before a service, whatever the bucket."""
    return Breaker(f"The object storage ({service})", PAUSE, "storage")


def _status_of(error: Exception) -> int | None:
    """The HTTP status of an answer; None where there was none."""
    while error is not None and not isinstance(error, ClientError):
        error = error.__cause__ or error.__context__
    return error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") if error else None
