"""Files the program is made with: icons, style, the script that is filled in; this module says where they are."""

from pathlib import Path

ICONS = Path(__file__).parent / "icons"
INDICATORS = Path(__file__).parent / "indicators"
STYLE = Path(__file__).parent / "style.qss"
APP_ICON = Path(__file__).parent / "tagline.svg"
SDK_SCRIPT = Path(__file__).parent / "sdk_script.py.txt"
SCHEMA_SCRIPT = Path(__file__).parent / "schema_script.py.txt"
