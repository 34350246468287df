"""Files the window is drawn with: icons and style; this module says where they are."""

from pathlib import Path

ICONS = Path(__file__).parent / "icons"
INDICATORS = Path(__file__).parent / "indicators"
STYLE = Path(__file__).parent / "style.qss"
APP_ICON = Path(__file__).parent / "tagline.svg"
