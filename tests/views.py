"""What people look at: every kind of page, on a desk and in a hand."""

from __future__ import annotations

KINDS = {
    "start": "",
    "text": "privacy/",
    "upcoming": "privacy/upcoming/",
    "versions": "privacy/versions/",
    "version": "privacy/versions/1.0.0/",
    "change": "privacy/changes/2.0.0/",
    "bilingual": "privacy/bilingual/",
    "clauses": "privacy/clauses/",
    "clause": "privacy/clauses/retention-1/",
    "compare": "privacy/compare/?from=1.0.0&to=2.0.0",
    "missing": "404.html",
}
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
