"""What can be asked about folders."""

from collections.abc import Iterator, Sequence

from msgspec import UNSET

from domain.catalog import Folder, FolderSummary
from wire.calls import CHUNK, Calls, query_of, segment, spliced
from wire.cancel import CancelToken
from wire.messages import (
    CreateFolderMessage,
    FolderMessage,
    FolderPatchMessage,
    FolderSummaryMessage,
    MoveFoldersMessage,
    PageMessage,
)
from wire.paging import Page, follow, next_token
from wire.readings import folder_of, summary_of


class FolderCalls(Calls):
    """Folders: list, search, read, make, change, move, delete, count. Every call raises PlatformError."""

    def list_folders(
        self,
        *,
        search: str | None = None,
        parent: str | None = None,
        token: str | None = None,
        page_size: int = CHUNK,
        cancel: CancelToken | None = None,
    ) -> Page[Folder]:
        """One page of the folders at the top, or of those directly in `parent`, by name."""
        path = "storage/folders" if parent is None else f"storage/folders/{segment(parent)}/folders"
        return self._folders(path, search, token, page_size, cancel)

    def search_folders(self, search: str, *, cancel: CancelToken | None = None) -> Iterator[Page[Folder]]:
        """Every folder whose name holds `search`, at any depth, page by page."""
        return follow(lambda token: self._folders("storage/search/folders", search, token, CHUNK, cancel))

    def folder_pages(self, parent: str | None = None, *, cancel: CancelToken | None = None) -> Iterator[Page[Folder]]:
        """Every page of list_folders."""
        return follow(lambda token: self.list_folders(parent=parent, token=token, cancel=cancel))

    def _folders(
        self, path: str, search: str | None, token: str | None, page_size: int, cancel: CancelToken | None
    ) -> Page[Folder]:
        query = query_of(
            [
                ("search", search),
                ("isRecursive", False),
                ("order", "name"),
                ("desc", False),
                ("pageToken", token),
                ("pageSize", page_size),
            ]
        )
        page = self._get(path, PageMessage[FolderMessage], query, cancel)
        return Page(tuple(map(folder_of, page.results)), next_token(page.next_page_token, token))

    def get_folder(self, uuid: str, *, cancel: CancelToken | None = None) -> Folder:
        """One folder, with the way to it from the top."""
        return folder_of(self._get(f"storage/folders/{segment(uuid)}", FolderMessage, "", cancel))

    def create_folder(
        self,
        name: str,
        description: str = "",
        parent: str | None = None,
        metadata: str | None = None,
        *,
        cancel: CancelToken | None = None,
    ) -> Folder:
        """Make a folder; never sent twice, because twice would make two."""
        body = CreateFolderMessage(
            name,
            description=description,
            parent=UNSET if parent is None else parent,
            client_metadata=UNSET if metadata is None else bytes(spliced(metadata)).decode(),
        )
        return folder_of(self._ask("POST", "storage/folders", body, FolderMessage, cancel, repeatable=False))

    def patch_folder(
        self,
        uuid: str,
        *,
        name: str | None = None,
        description: str | None = None,
        metadata: str | None = None,
        cancel: CancelToken | None = None,
    ) -> Folder:
        """Change what is given; metadata replaces what was there."""
        body = FolderPatchMessage(
            name=UNSET if name is None else name,
            description=UNSET if description is None else description,
            client_metadata=UNSET if metadata is None else spliced(metadata),
        )
        return folder_of(self._ask("PATCH", f"storage/folders/{segment(uuid)}", body, FolderMessage, cancel))

    def move_folders(self, uuids: Sequence[str], new_parent: str | None, *, cancel: CancelToken | None = None) -> None:
        """Move folders into another one, or to the top (None)."""
        parent = UNSET if new_parent is None else new_parent
        self._do("POST", "storage/folders/move", MoveFoldersMessage(list(uuids), parent), cancel)

    def delete_folder(self, uuid: str, *, cancel: CancelToken | None = None) -> None:
        """Delete a folder and what is in it."""
        self._do("DELETE", f"storage/folders/{segment(uuid)}", None, cancel)

    def folder_summary(self, uuid: str, *, cancel: CancelToken | None = None) -> FolderSummary:
        """Count what a folder holds."""
        return summary_of(self._get(f"storage/folders/{segment(uuid)}/summary", FolderSummaryMessage, "", cancel))
