"""Work out on paper what it takes to tell very many people: `python -m tests.benchmarks.notify.simulate`.

Every figure that is not arithmetic is named here, so that it can be replaced by one that was measured elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

CHUNK = 1_000  # people in a call
CALL_SECONDS = 0.35  # a call of 1,000 people, over the network, until it is accepted
CALLS_AT_ONCE = 4  # for one worker process
CPU_MS = 0.011  # of a worker, for each person; measured
IMPORT_SECONDS = 28e-6  # to bring one person in, into an empty PostgreSQL on a busy machine; measured
BYTES_PERSON = 210  # the row and its two indexes
BYTES_DELIVERY = 95  # the row and its index
BYTES_EVENT = 150  # the row and its index
EVENTS = 2.2  # for each person: processed, delivered, and now and then more
EVENTS_A_SECOND = 15_700  # into one PostgreSQL, on a machine that was busy with other things; measured
EURO_A_THOUSAND = 0.35  # what a provider asks for a thousand mails at this size
PROVIDER_A_SECOND = (
    3_000  # mails a second that an account with its own addresses may send without being slowed
)


@dataclass(frozen=True)
class Sum:
    """What one size of campaign takes."""

    people: int
    workers: int

    @property
    def chunks(self) -> int:
        """Give the calls."""
        return -(-self.people // CHUNK)

    @property
    def rows_gb(self) -> float:
        """Give the size of the database after the last event."""
        each = BYTES_PERSON + BYTES_DELIVERY + EVENTS * BYTES_EVENT
        return self.people * each / 1e9

    @property
    def import_h(self) -> float:
        """Give the hours that the file of people takes to come in."""
        return self.people * IMPORT_SECONDS / 3600

    @property
    def ours_h(self) -> float:
        """Give the hours if the provider took everything."""
        calls = self.chunks * CALL_SECONDS / (self.workers * CALLS_AT_ONCE)
        cpu = self.people * CPU_MS / 1000 / self.workers
        return max(calls, cpu) / 3600

    @property
    def provider_h(self) -> float:
        """Give the hours at the rate of the provider."""
        return self.people / PROVIDER_A_SECOND / 3600

    @property
    def events_h(self) -> float:
        """Give the hours that all events take to come in."""
        return self.people * EVENTS / EVENTS_A_SECOND / 3600

    @property
    def cost(self) -> float:
        """Give what the provider asks, in euros."""
        return self.people / 1000 * EURO_A_THOUSAND


def main() -> None:
    """Print the table of the guide."""
    print("| people | workers | calls | database | import | ours alone | provider | events | provider asks |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for people, workers in ((10_000_000, 2), (100_000_000, 4), (500_000_000, 16)):
        one = Sum(people, workers)
        print(
            f"| {people:,} | {workers} | {one.chunks:,} | {one.rows_gb:.0f} GB | {one.import_h:.1f} h | {one.ours_h:.1f} h "
            f"| {one.provider_h:.1f} h | {one.events_h:.1f} h | {one.cost:,.0f} € |"
        )


if __name__ == "__main__":
    main()
