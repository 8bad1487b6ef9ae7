"""`policy serve`: the pages where people decide."""

from __future__ import annotations

import os
from pathlib import Path

import click

from notifier.adapters import settings as deployment
from notifier.adapters.catalog import Catalog


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, help="Port to listen on.")
@click.option(
    "--workers", default=1, show_default=True, help="Processes; more than one needs PostgreSQL to help."
)
@click.option(
    "--proxy",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESSES",
    help="Proxies whose word on a visitor's address counts.",
)
@click.pass_obj
def command(repo: str, *, host: str, port: int, workers: int, proxy: str) -> None:
    """Show people what they are asked, and record their answers, until you stop it."""
    import uvicorn

    root = Catalog(Path(repo)).root
    deployment.read(root)
    os.environ["NOTIFIER_REPO"] = str(root)
    click.echo(f"decision pages on http://{host}:{port}/ (stop with Ctrl-C)", err=True)
    uvicorn.run(
        "notifier.web.server:app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,  # it would hold personal links
        log_level="warning",
        server_header=False,
        timeout_keep_alive=15,
        limit_concurrency=512,
        forwarded_allow_ips=proxy,
    )
