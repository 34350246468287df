"""Proposing keys for the schema: from the open tables at once, from every folder when somebody asks."""

from PySide6.QtCore import QObject

from controllers.jobs import Job, Tasks
from controllers.schema_inference import SchemaInference, with_keys
from controllers.session import Session, SessionState
from ui.dialogs.frame import shown
from ui.dialogs.infer_schema import InferSchemaDialog
from ui.gestures.schema_editing import SchemaEditing
from ui.main_window import MainWindow
from ui.trying import Failure, tried
from ui.wording import counted


class Inferring(QObject):
    """Answers to the command; what is accepted is staged as one step that can be undone."""

    def __init__(
        self,
        window: MainWindow,
        *,
        inference: SchemaInference,
        editing: SchemaEditing,
        session: Session,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._inference = inference
        self._editing = editing
        self._session = session
        self._tasks = tasks
        self._job: Job | None = None
        self._dialog: InferSchemaDialog | None = None
        window.commands["infer_schema"].triggered.connect(self._ask)
        session.state_changed.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        connected = self._session.state is SessionState.CONNECTED
        reason = self.tr("There is no connection to a platform.")
        self._window.commands["infer_schema"].allow(allowed=connected, reason=reason)

    def _ask(self) -> None:
        if self._dialog is None:
            self._dialog = InferSchemaDialog(self._window)
            self._tasks.spawn(self._propose(self._dialog))

    async def _propose(self, dialog: InferSchemaDialog) -> None:
        dialog.everywhere_wanted.connect(self._ask_everywhere)
        dialog.stop_wanted.connect(self._stop)
        self._tasks.spawn(self._look_at_loaded(dialog))
        try:
            wanted = await shown(dialog)
            accepted = dialog.accepted_keys
        finally:
            self._stop()
            self._dialog = None
            dialog.deleteLater()
        if wanted and accepted:
            keys = [key for key, _ in accepted]
            title = counted(len(keys), self.tr("Add {key}").format(key=keys[0]), self.tr("Add %n keys from values"))
            await self._editing.stage(keys, title, lambda raw: with_keys(raw, accepted))

    async def _look_at_loaded(self, dialog: InferSchemaDialog) -> None:
        if not self._inference.has_loaded:
            dialog.say(self.tr("No table is open whose values could be looked at. Look in every folder instead."))
            return
        found = await self._inference.of_loaded()
        if dialog is self._dialog and self._job is None:
            dialog.show_inferred(found)

    def _ask_everywhere(self) -> None:
        if self._dialog is not None and self._job is None:
            self._tasks.spawn(self._look_everywhere(self._dialog))

    async def _look_everywhere(self, dialog: InferSchemaDialog) -> None:
        found = await tried(self._inference.of_everything(self._watch))
        self._job = None
        if dialog is not self._dialog:
            return
        dialog.show_progress(0, 0)
        if isinstance(found, Failure):
            dialog.say(found.sentence)
        else:
            dialog.show_inferred(found)

    def _watch(self, job: Job) -> None:
        self._job = job
        job.progressed.connect(self._show_progress)
        self._show_progress()

    def _show_progress(self) -> None:
        if self._dialog is not None and self._job is not None:
            self._dialog.show_progress(self._job.done, self._job.total)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
