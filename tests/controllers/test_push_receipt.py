"""Receipts: what a push did, kept, exported, and taken back."""

import csv
import io
import json

import pytest

from controllers.push_receipt import ItemResult, Receipt

RECEIPT = Receipt(
    7,
    "2026-05-01T10:00:00+00:00",
    "2026-05-01T10:00:09+00:00",
    "Local platform",
    "ada@example.com",
    "merge",
    (
        ItemResult("u1", "cat 🐈.mp4", "f1", "pushed", "", {"town": ('"Bath"', '"Rome"'), "fps": (None, "25")}),
        ItemResult(
            "u2", '=HYPERLINK("x")', "f1", "failed", "It was deleted. Its edits stay staged.", {"n": ("1", None)}
        ),
        ItemResult("u3", "dog", "f1", "already"),
    ),
)


def test_a_receipt_comes_back_from_its_json() -> None:
    assert Receipt.from_json(RECEIPT.to_json()) == RECEIPT
    told = json.loads(RECEIPT.to_json())
    assert told["results"][0]["outcome"] == "pushed"
    assert told["results"][0]["cells"]["fps"] == [None, "25"]


def test_a_damaged_receipt_is_refused() -> None:
    with pytest.raises(ValueError, match="truncated"):
        Receipt.from_json(RECEIPT.to_json()[:-5])


def test_a_spreadsheet_reads_one_line_for_each_changed_key() -> None:
    lines = list(csv.DictReader(io.StringIO(RECEIPT.to_csv())))
    assert [(line["item"], line["key"], line["before"], line["after"]) for line in lines] == [
        ("u1", "town", '"Bath"', '"Rome"'),
        ("u1", "fps", "", "25"),
        ("u2", "n", "1", ""),
        ("u3", "", "", ""),
    ]


def test_a_spreadsheet_takes_no_name_for_a_formula() -> None:
    lines = list(csv.DictReader(io.StringIO(RECEIPT.to_csv())))
    assert lines[2]["name"] == '\'=HYPERLINK("x")'


def test_the_inverse_takes_back_what_arrived_and_nothing_else() -> None:
    [change] = RECEIPT.inverse().items
    assert change.item == "u1"
    assert change.cells == {"town": ('"Rome"', '"Bath"'), "fps": ("25", None)}


def test_it_counts_its_outcomes_and_what_is_unfinished() -> None:
    assert RECEIPT.count("pushed") == 1
    assert RECEIPT.unfinished() == {"u2"}
