"""`policy serve`: the pages where people decide."""

from __future__ import annotations

import logging

import click

from notifier.cli.house import House


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, help="Port to listen on; 0 takes any that is free.")
@click.option(
    "--proxy",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESSES",
    help="Proxies whose word on a visitor's address counts.",
)
@click.pass_obj
def command(repo: str, *, host: str, port: int, proxy: str) -> None:
    """Show people what they are asked, and record their answers, until you stop it."""
    import uvicorn

    from notifier.adapters import words
    from notifier.adapters.store.ledger import Ledger
    from notifier.flows.agree import Desk
    from notifier.web.app import Front

    house = House(repo)
    desk = Desk(
        root=house.catalog.root,
        engine=house.store,
        settings=house.settings,
        writer=Ledger(house.store),
        words=words.read,
    )
    click.echo(f"decision pages on http://{host}:{port}/  (stop with Ctrl-C)", err=True)
    # The access log would hold personal links.
    logging.getLogger("uvicorn.access").disabled = True
    uvicorn.run(
        Front(desk, clock=house.now).app(),
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=15,
        limit_concurrency=512,
        forwarded_allow_ips=proxy,
    )
