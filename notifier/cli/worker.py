"""`policy worker`: send campaigns from as many hosts as wanted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from notifier.cli.house import House
from notifier.cli.running import begin, watched
from notifier.cli.speech import tell
from notifier.core.said import counted

if TYPE_CHECKING:
    from notifier.adapters.logs import Form


@click.command("worker")
@click.option(
    "--at-once", type=click.IntRange(1, 64), default=4, show_default=True, help="Calls at the same time."
)
@click.option("--until-empty", is_flag=True, help="Stop when nothing is left to send.")
@watched
@click.pass_obj
def command(repo: str, *, at_once: int, until_empty: bool, log: Form, metrics: int | None) -> None:
    """Send what campaigns have ready, beside other workers on the same PostgreSQL, until you stop it."""
    house = House(repo)
    url = house.prepare_workers()
    begin(house, log=log, metrics=metrics)
    from notifier.adapters import queue
    from notifier.flows.work import Bench

    bench = Bench(
        campaigns=house.campaigns, post=house.post, clock=house.now, sleep=time.sleep, actor=house.actor
    )
    jobs = queue.app(url, send=bench.send, sweep=bench.sweep, at_once=at_once)
    name = house.sending.worker
    started = counted(
        "worker {name}: {count} call at once (stop with Ctrl-C)",
        "worker {name}: {count} calls at once (stop with Ctrl-C)",
        at_once,
        name=name,
    )
    tell(started, err=True)
    try:
        bench.sweep()
        queue.run(jobs, name=name, at_once=at_once, until_empty=until_empty)
    finally:
        bench.close()
