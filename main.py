"""Starts Tagline: the window, or what the first word asks for without one. What is not needed is not imported."""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from cli.command_line import command_of, read_command_line

SERVE = (sys.executable, str(Path(__file__).resolve()), "serve")


def main(argv: Sequence[str]) -> int:
    """Do what the command line asks for; the exit status."""
    command = command_of(argv)
    if command is not None:
        return int(importlib.import_module(command.module).main(argv[1:]))
    options = read_command_line(argv)
    event_loop = importlib.import_module("qasync").QEventLoop
    launch = importlib.import_module("ui.launch")
    return int(launch.leave(launch.open_window(options, event_loop, SERVE)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
