"""Letters that look like others: Cyrillic and Greek ones like Latin, small l like capital I and the figure 1."""

import unicodedata
from collections.abc import Mapping

# By their Unicode names, as in the confusables of Unicode Technical Standard 39; letters people have on keyboards.
_LIKE_LATIN: Mapping[str, str] = {
    "CYRILLIC SMALL LETTER": "a=A e=IE o=O p=ER c=ES y=U x=HA i=BYELORUSSIAN-UKRAINIAN_I j=JE s=DZE h=SHHA",
    "CYRILLIC CAPITAL LETTER": "A=A B=VE E=IE K=KA M=EM H=EN O=O P=ER C=ES T=TE X=HA Y=U I=BYELORUSSIAN-UKRAINIAN_I",
    "GREEK SMALL LETTER": "a=ALPHA i=IOTA k=KAPPA o=OMICRON p=RHO u=UPSILON v=NU",
    "GREEK CAPITAL LETTER": "A=ALPHA B=BETA E=EPSILON H=ETA I=IOTA K=KAPPA M=MU N=NU O=OMICRON P=RHO T=TAU X=CHI",
}


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for script, pairs in _LIKE_LATIN.items():
        for pair in pairs.split():
            latin, _, name = pair.partition("=")
            table[ord(unicodedata.lookup(f"{script} {name.replace('_', ' ')}"))] = latin
    return table


_LATIN = _table()


def latin(text: str) -> str:
    """The text with Latin letters for Cyrillic and Greek ones that look like them."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_LATIN)


def skeleton(text: str) -> str:
    """The text as a tired eye sees it: two texts with one skeleton can't be told apart in most typefaces."""
    return latin(text).replace("I", "l").replace("1", "l").replace("O", "0")
