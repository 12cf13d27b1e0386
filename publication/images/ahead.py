"""Makes the copies that pages offer before readers ask for them: AVIF and WebP at several sizes take seconds.

An upload asks for those of a figure, and a page that lacks copies asks for them. With a worker running they are made
there; where none is, `manage.py make_copies` makes what pages have asked for and not found.
"""

import logging
import math
import time
from collections.abc import Iterable, Iterator

from django.core.cache import cache
from django.db.models import Q
from django_tasks import task
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

from publication.images.offered import COMMON_SIDE, COMMON_WIDTH, offer

logger = logging.getLogger(__name__)

# A page that is read often asks once for what it lacks, not with every reader.
SECONDS_BETWEEN_ASKING = 300
MOST_REMEMBERED = 10_000
# When this process asked for what, so that a page's queries are the same while the copies are on their way.
_asked_here: dict[str, float] = {}


def ask_for(lacking: dict[int, set[str]]) -> None:
    """Have copies (filters by image id) made by a worker, if one is there; costs nothing when nothing is lacking."""
    # The queue is built on the models, which are built on this package.
    from publication.background.life import a_worker_is_running

    asked = {pk: specs for pk, specs in lacking.items() if _is_new(pk, specs)}
    if asked and a_worker_is_running():
        for pk, specs in asked.items():
            make.enqueue(pk, sorted(specs))


def ask_for_all_of_a_figure(image) -> None:
    """Have the copies of a new image made that a figure offers."""
    offered = offer(width=image.width, keeps_format=image.keeps_format)
    ask_for({image.pk: set(offered.specs)})


# Behind all that an editor waits for: an import may bring in thousands of pictures.
@task(backend="slow", priority=-10)
def make(image_id: int, specs: list[str]) -> None:
    """Make copies of an image, those that are there left as they are; one whose file cannot be read is left alone."""
    image = get_image_model().objects.filter(pk=image_id).first()
    if image is not None:
        _make(image, specs)


def make_what_is_lacking(most: int) -> Iterator[tuple[object, int]]:
    """Complete the copies of up to `most` images that pages show; gives (image, number of copies made) of each.

    Images whose files cannot be read are passed over, and do not count.

    A page makes the common copy of each picture it shows; that tells which images are shown, and in which use.
    """
    for image, specs in _incomplete():
        if most <= 0:
            return
        if made := _make(image, specs):
            most -= 1
            yield image, made


def _incomplete() -> Iterator[tuple[object, list[str]]]:
    shown = {False: f"width-{COMMON_WIDTH}", True: f"fill-{COMMON_SIDE}x{COMMON_SIDE}"}
    images = get_image_model().objects.filter(Q(renditions__filter_spec__in=shown.values())).distinct()
    for image in images.order_by("-pk").prefetch_related("renditions").iterator(chunk_size=100):
        # A copy that was cut around an earlier focal point is none.
        made = {
            copy.filter_spec
            for copy in image.renditions.all()
            if copy.focal_point_key == Filter(spec=copy.filter_spec).get_cache_key(image)
        }
        lacking = [
            spec
            for square, common in shown.items()
            if common in made
            for spec in offer(width=image.width, keeps_format=image.keeps_format, square=square).specs
            if spec not in made
        ]
        if lacking:
            yield image, lacking


def _make(image, specs: Iterable[str]) -> int:
    """One after the other: a large picture takes a lot of memory, and the machine has readers to serve."""
    made = 0
    for spec in specs:
        try:
            image.get_rendition(spec)
        except (SourceImageIOError, InvalidFilterSpecError, OSError, ValueError) as error:
            logger.warning("image %s has no copies made: %s", image.pk, error)
            break
        made += 1
    return made


def forget() -> None:
    """Forget what this process has asked for."""
    _asked_here.clear()


def _is_new(image_id: int, specs: set[str]) -> bool:
    """Has nobody asked for this in the last minutes? While the cache is down each process knows of itself only."""
    key, now = f"copies:{image_id}:{len(specs)}", time.monotonic()
    if now - _asked_here.get(key, -math.inf) < SECONDS_BETWEEN_ASKING:
        return False
    if len(_asked_here) >= MOST_REMEMBERED:
        _asked_here.clear()
    _asked_here[key] = now
    try:
        return cache.add(key, True, SECONDS_BETWEEN_ASKING)
    except Exception:  # every cache has its own errors, and none of them may reach a reader
        logger.exception("The cache cannot say which copies were asked for.")
        return True
