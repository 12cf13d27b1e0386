"""What is a mail address, and which two are the same."""

import pytest

from series.followers.addresses import NotAnAddress, read_address


@pytest.mark.parametrize(
    ("typed", "kept", "key"),
    [
        ("ada@example.org", "ada@example.org", "ada@example.org"),
        ("  Ada.Lovelace@Example.ORG\n", "Ada.Lovelace@Example.ORG", "ada.lovelace@example.org"),
        ("ada+river@example.org", "ada+river@example.org", "ada+river@example.org"),
        ("ada@한국.example", "ada@한국.example", "ada@xn--3e0b707e.example"),
        ("ada@BÜCHER.example", "ada@BÜCHER.example", "ada@xn--bcher-kva.example"),
        ("\ufeffada@example.org\u200b", "ada@example.org", "ada@example.org"),
    ],
)
def test_an_address_is_kept_as_typed_and_known_by_its_key(typed, kept, key):
    address = read_address(typed)

    assert (address.typed, address.key) == (kept, key)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@example.org, eve@example.org",
        "ada@example.org\nBcc: eve@example.org",
        "ada@example.org\r\nSubject: buy",
        "ada@exam\u2028ple.org",
        "ada\x00@example.org",
        '"ada\\"@x"@example.org',
        "<ada@example.org>",
        "Ada <ada@example.org>",
        "ada@[127.0.0.1]",
        "에이다@example.org",
        f"{'a' * 250}@example.org",
        "ada@" + "a" * 64 + ".example.org",
        # "ſ" is "s" without regard to case: its letters would be those of somebody else's address.
        "\u017fam@example.org",
        "k\u0131m@example.org",
        # In full width, and ASCII once the domain is sent.
        "ada@example.com\uff0ceve\uff20example.org",
        "ada@example\uff20example.org",
        "ada@example\uff1e.org",
        "ada@example\uff1a.org",
        "ada@example\u2100.org",
        # Short as typed, and far too long as it is sent.
        "ada@" + "한." * 100 + "kr",
    ],
)
def test_what_no_letter_can_be_sent_to_is_refused(typed):
    with pytest.raises(NotAnAddress):
        read_address(typed)
