"""The words that a reader types into a search field, made fit for every database."""

from django.http import HttpRequest

from publication.slugs import compose

LONGEST = 200


def typed_words(request: HttpRequest, name: str = "q") -> str:
    """What a reader typed: one line, no control characters, composed (NFC).

    Longer than 200 characters, it is cut. Of a repeated parameter the last counts.
    """
    # Cut before composing as well: composing 100,000 marks is slow.
    printable = "".join(
        letter if letter.isprintable() else " " for letter in request.GET.get(name, "")[: 2 * LONGEST]
    )
    return " ".join(compose(printable).split())[:LONGEST].strip()
