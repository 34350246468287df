"""What can be said on the command line: open the window, or `serve` the local platform."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_dir

_DESCRIPTION = "See, edit and curate the custom metadata of the data you train AI on."
_EPILOG = """\
two ways to start:
  main.py                 open the window (the options above)
  main.py serve …         run the local platform alone, without a window: main.py serve --help

examples:
  main.py
  main.py --platform https://api.encord.com --key ~/.ssh/encord_ed25519
  main.py serve --data ./platform --sample
"""


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How the window shall open. `platform` is empty for the local one; `theme` is empty for the saved choice."""

    platform: str
    key: Path | None
    data: Path
    theme: str


def read_command_line(argv: Sequence[str]) -> WindowOptions | None:
    """The options of the window; None when the words say `serve`. Ends the program on --help and on mistakes."""
    if argv and argv[0] == "serve":
        return None
    parser = argparse.ArgumentParser(
        prog="main.py", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--platform", default="", metavar="URL", help="connect here instead of to the local platform")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the Ed25519 private key to sign with")
    parser.add_argument(
        "--data", type=Path, default=Path(user_data_dir("Tagline", appauthor=False)), metavar="DIR",
        help="where the journal, the settings and the local platform are kept (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--theme", choices=("system", "light", "dark"), default="", help="colours, and remember them")
    found = parser.parse_args(argv)
    if bool(found.platform) != bool(found.key):
        parser.error("--platform and --key belong together: an address, and the key that opens it.")
    return WindowOptions(found.platform, found.key, found.data.expanduser().resolve(), found.theme)
