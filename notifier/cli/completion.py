"""`policy completion`: let a shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what SHELL needs to complete commands and options.

    \b
    Where it belongs, for bash, zsh and fish:
      ~/.bashrc  eval "$(policy completion bash)"
      ~/.zshrc   eval "$(policy completion zsh)"
      once       policy completion fish > ~/.config/fish/completions/policy.fish
    """  # noqa: D301 - click reads \b as the mark of a block that is set line by line
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - click knows these three
    click.echo(found(ctx.find_root().command, {}, "policy", "_POLICY_COMPLETE").source())
