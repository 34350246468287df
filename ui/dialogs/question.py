"""A short question with named answers, or a sentence to be read."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.dialogs.frame import Frame, shown


class Question(Frame):
    """One sentence and a button for each answer; `answer` is the chosen one, empty when it was closed."""

    def __init__(self, title: str, sentence: str, answers: Sequence[tuple[str, str]], parent: QWidget | None) -> None:
        super().__init__(title, parent, sentence)
        self.setMinimumWidth(440)
        self.answer = ""
        for place, (name, text) in enumerate(answers):
            button = self.add_button(text, name, primary=place == len(answers) - 1)
            button.clicked.connect(partial(self._choose, name))

    def _choose(self, name: str) -> None:
        self.answer = name
        self.accept()


async def ask(title: str, sentence: str, answers: Sequence[tuple[str, str]], parent: QWidget | None) -> str:
    """Ask and wait: the name of the answer, empty when the question was closed. The last answer is the default."""
    question = Question(title, sentence, answers, parent)
    try:
        await shown(question)
        return question.answer
    finally:
        question.deleteLater()
