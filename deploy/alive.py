#!/usr/bin/env python3
"""Asks an address and fails unless it answers 200: `deploy/alive.py http://127.0.0.1:8000/livez`, for images without curl."""

import sys
import urllib.error
import urllib.request


def answers(address: str) -> bool:
    """Does it answer 200 within 3 seconds, when asked as the proxy asks?"""
    request = urllib.request.Request(address, headers={"X-Forwarded-Proto": "https", "Host": "localhost"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=3) as answer:  # noqa: S310 - an address of the operator's
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(0 if answers(sys.argv[1]) else 1)
