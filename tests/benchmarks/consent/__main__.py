"""Measure answers, binding, checking and the pages, each beside its peer in the same run.

    python -m tests.benchmarks.consent [--answers 1500] [--people 1000000] [--events 1000000] [--seconds 9]

The ledger and the rule of binding are measured in `ledger.py`, what goes over HTTP in `web.py`.
"""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime

from tests.benchmarks.consent import ledger, web


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=1500)
    parser.add_argument("--posts", type=int, default=600, help="answers over HTTP")
    parser.add_argument(
        "--people", type=int, default=200_000, help="whose binding is exported; 1000000 in full"
    )
    parser.add_argument("--events", type=int, default=200_000, help="how many are checked; 1000000 in full")
    parser.add_argument("--seconds", type=float, default=9)
    given = parser.parse_args()
    print(
        f"load at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {datetime.now(UTC):%Y-%m-%d %H:%M}"
    )
    ledger.measure(answers=given.answers, people=given.people, events=given.events)
    web.measure(count=given.posts, seconds=given.seconds)


if __name__ == "__main__":
    main()
