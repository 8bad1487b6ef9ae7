"""`policy serve`: the pages where people decide."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notifier.adapters import listening
from notifier.adapters import settings as deployment
from notifier.adapters.catalog import Catalog
from notifier.adapters.mail.ways import sender, way
from notifier.cli.examples import examples
from notifier.cli.house import House
from notifier.cli.running import begin, watched
from notifier.cli.speech import tell
from notifier.core.said import say

if TYPE_CHECKING:
    from notifier.adapters.logs import Form


@click.command(
    "serve",
    epilog=examples(
        "serve --port 8080",
        "serve --host 0.0.0.0 --proxy 10.0.0.7 --workers 4",
    ),
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8080, show_default=True, help="Port to listen on."
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes; more than one needs PostgreSQL to help.",
)
@click.option(
    "--proxy",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESSES",
    help="Proxies whose word on a visitor's address counts.",
)
@click.option(
    "--chores/--no-chores",
    default=True,
    show_default=True,
    help="Seal answers, send receipts and call hooks between answers; without, see policy errands.",
)
@watched
@click.pass_obj
def command(
    repo: str,
    *,
    host: str,
    port: int,
    workers: int,
    proxy: str,
    chores: bool,
    log: Form,
    metrics: int | None,
) -> None:
    """Show people what they are asked, record their answers, and answer applications, until you stop it."""
    import uvicorn

    from notifier.adapters.patience import Impatient

    root = Catalog(Path(repo)).root
    settings = deployment.read(root)
    if chores:
        way(settings.transport, settings)
        sender(settings.transport, settings, Catalog(root).registry)
    listening.free(host, port)
    begin(House(repo), log=log, metrics=metrics)
    os.environ["NOTIFIER_LOG"] = log
    os.environ["NOTIFIER_CHORES"] = "yes" if chores else "no"
    os.environ["NOTIFIER_REPO"] = str(root)
    tell(say("decision pages on {address} (stop with Ctrl-C)", address=f"http://{host}:{port}/"), err=True)
    uvicorn.run(
        "notifier.web.server:app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,  # it would hold personal links
        log_config=None,  # ours says nothing of people
        log_level="warning",
        server_header=False,
        timeout_keep_alive=15,
        limit_concurrency=512,
        http=Impatient,
        forwarded_allow_ips=proxy,
    )
