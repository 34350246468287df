"""Find and replace: letters as they stand, with or without their case, whole values, or by regular expression."""

import re
from dataclasses import dataclass, field

from typing_extensions import override

from domain.bulk.operation import Result
from domain.bulk.patterns import TOO_SLOW, Pattern
from domain.bulk.rewriting import Rewriting
from domain.bulk.texts import rewritten, write
from domain.fields import Field
from domain.reading import Invalid


@dataclass(frozen=True, slots=True)
class ReplaceText(Rewriting):
    """Every place where `find` stands gets `replacement`; `whole`: only values that are nothing but `find`."""

    find: str
    replacement: str
    match_case: bool = False
    whole: bool = False
    _folded: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_folded", re.compile(re.escape(self.find), re.IGNORECASE))

    @override
    def rewritten(self, cell: str, text: str, kind: Field) -> Result:
        return rewritten(cell, self._replaced(text), kind) if self.find else cell

    def _replaced(self, text: str) -> str:
        if self.whole:
            same = text == self.find if self.match_case else self._folded.fullmatch(text)
            return self.replacement if same else text
        if self.match_case:
            return text.replace(self.find, self.replacement)
        return self._folded.sub(lambda _: self.replacement, text)


@dataclass(frozen=True, slots=True)
class ReplacePattern(Rewriting):
    r"""Every match of a regular expression gets the template, in which `\1` and `\g<name>` stand for groups."""

    pattern: Pattern
    template: str

    @override
    def rewritten(self, cell: str, text: str, kind: Field) -> Result:
        try:
            replaced = self.pattern.sub(self.template, text)
        except TimeoutError:
            return Invalid(TOO_SLOW)
        return cell if replaced == text else write(replaced, kind, cell)
