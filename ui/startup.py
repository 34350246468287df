"""Builds everything behind the window, once, in order; imported after the first paint because it brings pandas."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from controllers.browsing import Browsing
from controllers.checking import Checking
from controllers.jobs import JobBoard, Tasks
from controllers.keeping import Shortening
from controllers.lanes import Lanes
from controllers.memory import GivingBack
from controllers.migrating import Migrating
from controllers.profiling import Profiling
from controllers.pushing import Pushing
from controllers.repairing import Repairing
from controllers.schema_impact import SchemaImpact
from controllers.schema_inference import SchemaInference
from controllers.schema_saving import SchemaSaving
from controllers.session import Session
from controllers.settings import Settings
from models.dataset_tree import DatasetTree
from models.folder_tree import FolderTree
from models.journal import Journal
from models.journal_file import JournalRefused
from models.namespaces import Namespaces
from models.schema_draft import SchemaDraft
from models.staged import StagedEdits
from ui.crash import CrashReports
from ui.dialogs.connect import Choice
from ui.gestures.arranging import Arranging
from ui.gestures.branches import Branches
from ui.gestures.bulk import Bulking
from ui.gestures.checking import Problems
from ui.gestures.closing import Closing
from ui.gestures.connecting import Connecting
from ui.gestures.editing import Editing
from ui.gestures.exporting import Exporting
from ui.gestures.hands import Handing
from ui.gestures.helping import Helping
from ui.gestures.importing import Imports
from ui.gestures.inferring import Inferring
from ui.gestures.inspecting import Inspecting
from ui.gestures.migrating import Migrations
from ui.gestures.namespaces import NamespaceBooks
from ui.gestures.profiling import Profiles
from ui.gestures.pushes import Pushes
from ui.gestures.schema import SchemaTab
from ui.gestures.schema_editing import SchemaEditing
from ui.gestures.schema_elsewhere import SchemaElsewhere
from ui.gestures.schema_files import SchemaFiles
from ui.gestures.schema_impact import SchemaImpacts
from ui.gestures.schema_saving import SchemaSaves
from ui.gestures.tables import Tables
from ui.gestures.videos import Videos
from ui.main_window import MainWindow
from ui.trying import Failure

JOURNAL = "journal.sqlite"
PLATFORM = "platform"


class Startup(QObject):
    """The whole program behind a window."""

    def __init__(
        self,
        window: MainWindow,
        *,
        settings: Settings,
        lanes: Lanes,
        crashes: CrashReports,
        data_dir: Path,
        serve_command: Sequence[str],
    ) -> None:
        self.journal = Journal.open(data_dir / JOURNAL)
        super().__init__(window)
        self.window = window
        self.lanes = lanes
        self.board = JobBoard(self)
        self.tasks = Tasks(self, asyncio.get_running_loop())
        self.staged = StagedEdits(self.journal, parent=self)
        draft = SchemaDraft(self.journal, self)
        self.shortening = Shortening(self.staged, lanes, self.tasks, self)
        self.session = Session(lanes, serve_command, data_dir / PLATFORM, draft=draft, parent=self)
        self.folders, self.datasets = FolderTree(self), DatasetTree(self)
        self.browsing = Browsing(self.session, lanes, self.board, self.staged, self.folders, self.datasets, self)
        self.pushing = Pushing(self.session, lanes, self.board, self.staged, self.journal, self.browsing, self)
        self._giving_back = GivingBack(lanes, self.tasks, self.board, self.staged, self)
        self.tables = Tables(
            window,
            browsing=self.browsing,
            tasks=self.tasks,
            staged=self.staged,
            settings=settings,
            folders=self.folders,
            datasets=self.datasets,
        )
        self._attach(settings, data_dir, crashes)
        self.exporting = Exporting(
            window,
            self.tables,
            tasks=self.tasks,
            lanes=lanes,
            board=self.board,
            session=self.session,
            staged=self.staged,
            settings=settings,
        )
        self.imports = Imports(
            window,
            self.tables,
            tasks=self.tasks,
            lanes=lanes,
            session=self.session,
            staged=self.staged,
            settings=settings,
        )
        self.bulking = Bulking(
            window,
            self.tables,
            tasks=self.tasks,
            session=self.session,
            lanes=lanes,
            settings=settings,
            folders=self.folders,
        )

        self.videos = Videos(
            window,
            self.tables,
            session=self.session,
            lanes=lanes,
            tasks=self.tasks,
            board=self.board,
            editing=self.editing,
            settings=settings,
            data_dir=data_dir,
        )

    def _attach(self, settings: Settings, data_dir: Path, crashes: CrashReports) -> None:
        window, tasks, staged, session = self.window, self.tasks, self.staged, self.session
        self.helping = Helping(window, data_dir, crashes)
        tasks.failed.connect(self.helping.tell_failure)
        self.arranging = Arranging(window, self.tables, lanes=self.lanes, tasks=tasks, settings=settings)
        self.branches = Branches(
            window, browsing=self.browsing, tasks=tasks, folders=self.folders, datasets=self.datasets
        )
        self.inspecting = Inspecting(window, self.tables, browsing=self.browsing, tasks=tasks)
        self.hands = Handing(window, self.tables, lanes=self.lanes, tasks=tasks)
        self.editing = Editing(window, self.tables, tasks=tasks, lanes=self.lanes, session=session, staged=staged)
        self._attach_schema(settings, data_dir)
        self.pushes = Pushes(
            window,
            tasks=tasks,
            lanes=self.lanes,
            staged=staged,
            session=session,
            pushing=self.pushing,
            board=self.board,
            journal=self.journal,
            settings=settings,
        )
        self.connecting = Connecting(
            window,
            self.tables,
            session=session,
            tasks=tasks,
            staged=staged,
            lanes=self.lanes,
            pushing=self.pushing,
            go_on=self.pushes.go_on,
            settings=settings,
        )
        self.checking = Checking(self.lanes, self.board, tasks, staged, session, self)
        self.problems = Problems(
            window, self.tables, checking=self.checking, repairing=Repairing(self.lanes, staged), tasks=tasks
        )
        self.schema_elsewhere.follow(self.problems, self.editing, self.namespace_books)
        self.profiling = Profiling(self.lanes, tasks, staged, self)
        self.profiles = Profiles(window, self.tables, profiling=self.profiling, tasks=tasks)
        self.closing = Closing(window, tasks=tasks, staged=staged, pushing=self.pushing, session=session)
        window.status.jobs.watch(self.board)
        if self.journal.set_aside_sentence:
            window.banners.say("journal", "warning", self.journal.set_aside_sentence)

    def _attach_schema(self, settings: Settings, data_dir: Path) -> None:
        self.namespaces = Namespaces(data_dir, self)
        self.session.connected.connect(self._open_namespaces)
        self.schema_tab = SchemaTab(self.window, session=self.session, namespaces=self.namespaces, editing=self.editing)
        window, tab, session, tasks = self.window, self.schema_tab, self.session, self.tasks
        self.schema_editing = SchemaEditing(
            window, tab, session=session, namespaces=self.namespaces, lanes=self.lanes, tasks=tasks
        )
        self.schema_saving = SchemaSaving(session, self.lanes, self.journal, self)
        self.schema_saves = SchemaSaves(window, tab, saving=self.schema_saving, session=session, tasks=tasks)
        self._attach_values(settings)
        self._attach_changing()
        self._attach_around(settings)

    def _attach_values(self, settings: Settings) -> None:
        """What the values say of the schema."""
        parts = (self.session, self.lanes, self.board, self.tasks, self.browsing, self.staged, settings)
        self.schema_impact = SchemaImpact(*parts, self, namespaces=self.namespaces)
        window, tab, session, tasks = self.window, self.schema_tab, self.session, self.tasks
        impact = self.schema_impact
        self.schema_impacts = SchemaImpacts(window, tab, self.tables, impact=impact, session=session, tasks=tasks)

    def _attach_changing(self) -> None:
        """What stages keys and values together, and keys met elsewhere."""
        these = (self.session, self.lanes, self.board, self.journal, self.staged, self.browsing, self.pushing)
        self.migrations = Migrations(
            self.window,
            self.tables,
            self.schema_tab,
            migrating=Migrating(*these, self),
            lanes=self.lanes,
            tasks=self.tasks,
            board=self.board,
            session=self.session,
            namespaces=self.namespaces,
        )

        inference = SchemaInference(self.session, self.lanes, self.board, self.schema_impact.loaded)
        self.schema_elsewhere = SchemaElsewhere(
            self.window,
            self.tables,
            self.schema_tab,
            schema_editing=self.schema_editing,
            migrations=self.migrations,
            inference=inference,
            session=self.session,
            tasks=self.tasks,
        )
        self.inferring = Inferring(
            self.window, inference=inference, editing=self.schema_editing, session=self.session, tasks=self.tasks
        )

    def _attach_around(self, settings: Settings) -> None:
        """What is kept about namespaces, and the schema's files."""
        window, session, lanes, tasks = self.window, self.session, self.lanes, self.tasks
        editing, book, saving = self.schema_editing, self.namespaces, self.schema_saving
        self.namespace_books = NamespaceBooks(window, book, session=session, tasks=tasks, settings=settings)
        self.migrations.done.connect(self.namespace_books.follow)
        self.schema_files = SchemaFiles(
            window, editing, book, saving=saving, session=session, lanes=lanes, tasks=tasks, settings=settings
        )

    def _open_namespaces(self) -> None:
        self.namespaces.open(self.session.platform_key)

    def begin(self, choice: Choice | None) -> None:
        """Connect where the command line said, else to the local platform; then warm up for the first folder."""
        if choice is None:
            self.connecting.use_local()
        else:
            self.connecting.use(choice)
        self.tasks.spawn(self.browsing.prewarm())

    async def end(self) -> None:
        """Stop what runs, in order: work, the worker process, the local platform, the journal."""
        self.board.cancel_all()
        self._giving_back.end()
        self.videos.close()
        self.editing.end()
        self.tables.close_all()
        await self.tasks.cancel_all()
        self.browsing.close()
        await self.session.close()
        self.journal.close()


def start(
    window: MainWindow,
    *,
    settings: Settings,
    lanes: Lanes,
    crashes: CrashReports,
    data_dir: Path,
    serve_command: Sequence[str],
) -> Startup | Failure:
    """Build everything, or say why the journal can't be opened."""
    try:
        return Startup(
            window,
            settings=settings,
            lanes=lanes,
            crashes=crashes,
            data_dir=data_dir,
            serve_command=serve_command,
        )
    except JournalRefused as refused:
        return Failure(refused.sentence)
