"""Which published piece leads where: read from the texts as the public has them, kept as rows for the report."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from publication.models import OutgoingLink
from publication.models.links import key_of
from series.links.found import addresses_in, host_of, our_hosts
from series.models import InstallmentPage, LinkUse
from series.reading.full_rows import Attached, attached_to, read_rows

# Pieces that are read together.
AT_ONCE = 100
# An address that no browser would take is nobody's link.
LONGEST = 4000


def note_all() -> None:
    """Read every piece that the public may see; what no piece has any more is forgotten, except for what has a copy."""
    pieces = list(
        InstallmentPage.objects.visible().filter(alias_of=None).order_by("pk").values_list("pk", flat=True)
    )
    for start in range(0, len(pieces), AT_ONCE):
        note_pieces(pieces[start : start + AT_ONCE])
    LinkUse.objects.exclude(page__in=InstallmentPage.objects.visible().filter(alias_of=None)).delete()
    used = LinkUse.objects.filter(link=OuterRef("pk"))
    OutgoingLink.objects.filter(~Exists(used), archived_address="").delete()


def note_pieces(ids: Iterable[int]) -> None:
    """Read some pieces. What of them the public may not see has no links. At most seven queries."""
    ids = list(ids)
    found = {
        (pk, key_of(address)): (address, place)
        for pk, places in _read(ids)
        for address, place in places.items()
    }
    addresses = {key: address for (_pk, key), (address, _place) in found.items()}
    with transaction.atomic():
        known = _known(addresses)
        wanted = {(pk, known[key]): place for (pk, key), (_address, place) in found.items()}
        kept, gone = set(), []
        for row in LinkUse.objects.filter(page__in=ids):
            place = wanted.get((row.page_id, row.link_id))
            if place == row.place:
                kept.add((row.page_id, row.link_id))
            else:
                gone.append(row.pk)
        if gone:
            LinkUse.objects.filter(pk__in=gone).delete()
        LinkUse.objects.bulk_create(
            [
                LinkUse(page_id=page, link_id=link, place=place)
                for (page, link), place in wanted.items()
                if (page, link) not in kept
            ],
            ignore_conflicts=True,
        )


def _known(addresses: dict[str, str]) -> dict[str, int]:
    """The ids of the links with these addresses, by key; new ones are made, and due at once."""
    if not addresses:
        return {}
    known = dict(OutgoingLink.objects.filter(key__in=addresses).values_list("key", "pk"))
    # In one order, so that two publications at once wait for each other and not in a circle.
    new = sorted(key for key in addresses if key not in known)
    if new:
        now = timezone.now()
        OutgoingLink.objects.bulk_create(
            [
                OutgoingLink(key=key, address=addresses[key], host=host_of(addresses[key])[:255], due_at=now)
                for key in new
            ],
            ignore_conflicts=True,
        )
        known |= dict(OutgoingLink.objects.filter(key__in=new).values_list("key", "pk"))
    return known


def _read(ids: list[int]) -> Iterator[tuple[int, dict[str, str]]]:
    """(id, content path of the first place of each address) of pieces, as the public has them."""
    pieces = InstallmentPage.objects.visible().filter(pk__in=ids, alias_of=None).order_by("pk")
    rows, _count = read_rows(pieces, start=0, limit=len(ids))
    attached = attached_to([row["pk"] for row in rows])
    ours = our_hosts() if rows else frozenset()
    for row in rows:
        places: dict[str, str] = {}
        for place, value in _texts(row, attached[row["pk"]]):
            for address in addresses_in(value):
                if host_of(address) not in ours and len(address) <= LONGEST:
                    places.setdefault(address.replace("\0", ""), place)
        yield row["pk"], places


def _texts(row: dict, attached: Attached) -> Iterator[tuple[str, object]]:
    """The texts of a piece, each with its content path in the form (Wagtail's `#:w:contentpath=`)."""
    yield "editors_note", row["editors_note"]
    for block in row["body"]:
        yield f"body.{block['id']}" if block.get("id") else "body", block.get("value")
    yield "footnotes", list(attached.notes.values())
    yield "corrections", [text for _kind, _day, text in attached.corrections]
    yield "disclosure", row["disclosure"]
    yield "first_published_address", row["first_published_address"]
