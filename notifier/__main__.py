"""`python -m notifier`: the command `policy`, where no script is installed."""

from notifier.cli import main

main()
