"""Reads the downloads of a report."""

import csv
import io

from openpyxl import load_workbook


def as_csv(client, address, **query) -> list[dict]:
    """The rows of the CSV, by heading."""
    answer = client.get(address, query | {"export": "csv"})
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def as_sheet(client, address, **query):
    """The first sheet of the XLSX."""
    answer = client.get(address, query | {"export": "xlsx"})
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
