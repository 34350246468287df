"""What can be said on the command line: open the window, or by its first word do something without one."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from platformdirs import user_data_dir

_DESCRIPTION = "See, edit and curate the custom metadata of the data you train AI on."
_EPILOG = """\
ways to start:
  main.py                 open the window (the options above)
{commands}
each of these words has a --help of its own: main.py export --help

examples:
  main.py
  main.py --platform https://api.encord.com --key ~/.ssh/encord_ed25519
  main.py serve --data ./platform --sample
"""


@dataclass(frozen=True, slots=True)
class Command:
    """What a first word starts: a module with `main(argv) -> int`, and what it does in a few words."""

    module: str
    does: str


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "serve": Command("server.serve", "run the local platform alone, without a window"),
        "export": Command("cli.export", "write a folder's metadata to a file"),
        "apply": Command("cli.apply", "bring the values of a file onto items"),
        "check": Command("cli.check", "report what is wrong with a folder's metadata"),
        "schema": Command("cli.schema", "export the schema, tell it apart from a file, or bring one in"),
    }
)
"""Everything that can be done without a window."""


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How the window shall open. `platform` is empty for the local one; `theme` is empty for the saved choice."""

    platform: str
    key: Path | None
    data: Path
    theme: str


def command_of(argv: Sequence[str]) -> Command | None:
    """What the first word asks for; None opens the window."""
    return COMMANDS.get(argv[0]) if argv else None


def read_command_line(argv: Sequence[str]) -> WindowOptions:
    """The options of the window. Ends the program on --help and on mistakes."""
    commands = "\n".join(f"  main.py {word + ' …':<15} {command.does}" for word, command in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="main.py",
        description=_DESCRIPTION,
        epilog=_EPILOG.format(commands=commands),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--platform", default="", metavar="URL", help="connect here instead of to the local platform")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the Ed25519 private key to sign with")
    parser.add_argument(
        "--data", type=Path, default=default_data_folder(), metavar="DIR",
        help="where the journal, the settings and the local platform are kept (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--theme", choices=("system", "light", "dark"), default="", help="colours, and remember them")
    found = parser.parse_args(argv)
    if bool(found.platform) != bool(found.key):
        parser.error("--platform and --key belong together: an address, and the key that opens it.")
    return WindowOptions(found.platform, found.key, found.data.expanduser().resolve(), found.theme)


def default_data_folder() -> Path:
    """Where Tagline keeps its things unless it is told otherwise."""
    return Path(user_data_dir("Tagline", appauthor=False))
