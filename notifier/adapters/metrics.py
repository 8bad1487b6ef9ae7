"""Numbers for Prometheus, on a port of their own: a page of numbers is nothing for the public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import GC_COLLECTOR, PROCESS_COLLECTOR, CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import DBAPIError

from notifier.adapters.store.gauges import Gauges
from notifier.core.said import say
from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from prometheus_client import Metric
    from sqlalchemy import Engine

    from notifier.adapters.store.gauges import Row


class Numbers(Collector):
    """Reads the store whenever Prometheus asks; a store that is away is a number too."""

    def __init__(self, engine: Engine, *, clock: Callable[[], datetime]) -> None:
        self.gauges = Gauges(engine)
        self.clock = clock

    def describe(self) -> Iterable[Metric]:
        """Name nothing beforehand: the store is not asked before somebody wants to know."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Give every number."""
        try:
            found = list(self._read())
        except DBAPIError:
            found = [_gauge("notifier_store_up", "Whether the store answers.", (), [((), 0.0)])]
        yield from found

    def _read(self) -> Iterator[Metric]:
        yield _gauge("notifier_campaigns", "Campaigns by state.", ("state",), self.gauges.campaigns())
        yield _gauge(
            "notifier_campaign_people",
            "People of campaigns under way, by the state of their chunk.",
            ("policy", "version", "kind", "state"),
            self.gauges.waiting(),
        )
        yield _gauge(
            "notifier_errands", "Receipts and calls by state.", ("kind", "state"), self.gauges.errands()
        )
        yield _gauge("notifier_ledger_entries", "Entries of the ledger.", (), self.gauges.answers())
        yield _gauge("notifier_ledger_unsealed", "Entries that no seal covers.", (), self.gauges.unsealed())
        if (at := self.gauges.sealed_at()) is not None:
            age = (self.clock() - at).total_seconds()
            yield _gauge("notifier_ledger_seal_age_seconds", "Age of the newest seal.", (), [((), age)])
        yield _gauge("notifier_store_up", "Whether the store answers.", (), [((), 1.0)])


def _gauge(name: str, what: str, labels: tuple[str, ...], rows: Iterable[Row]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(name, what, labels=labels)
    for values, number in rows:
        gauge.add_metric(values, number)
    return gauge


def registry(engine: Engine, *, clock: Callable[[], datetime]) -> CollectorRegistry:
    """Gather the numbers of the store, of this process and of its memory."""
    told = CollectorRegistry()
    told.register(Numbers(engine, clock=clock))
    for usual in (PROCESS_COLLECTOR, GC_COLLECTOR):
        told.register(usual)
    return told


def serve(port: int, engine: Engine, *, clock: Callable[[], datetime], host: str = "127.0.0.1") -> None:
    """Answer Prometheus on a port, in a thread that ends with the process.

    Raises:
        SettingsRefused: when the port is taken.
    """
    try:
        start_http_server(port, addr=host, registry=registry(engine, clock=clock))
    except OSError as error:
        raise SettingsRefused(
            say("port {port} cannot be opened ({cause})", port=port, cause=error.strerror or error),
            source="--metrics",
            remedy=say("choose another port"),
        ) from error
