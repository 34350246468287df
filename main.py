"""Starts Tagline: the window, or with `serve` the local platform alone. What is not needed is not imported."""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from cli.command_line import read_command_line

SERVE = (sys.executable, str(Path(__file__).resolve()), "serve")


def main(argv: Sequence[str]) -> int:
    """Do what the command line asks for; the exit status."""
    options = read_command_line(argv)
    if options is None:
        return int(importlib.import_module("server.serve").main(argv[1:]))
    event_loop = importlib.import_module("qasync").QEventLoop
    return int(importlib.import_module("ui.launch").open_window(options, event_loop, SERVE))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
