"""A folder with every folder in it, at any depth: their paths, and all their items in one frame."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from controllers.jobs import Job
from controllers.lanes import Lanes
from controllers.loading import Batch, FolderRest, read_batches
from models.metadata_frame import MetadataFrame
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import Forbidden, NotFound

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Below:
    """What a folder and those in it hold.

    `paths`: folder -> its path from the top, "A/B"; `unseen`: the paths of folders nobody here may look into.
    """

    frame: MetadataFrame
    paths: Mapping[str, str]
    unseen: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """A sentence about what could not be read, if anything."""
        if not self.unseen:
            return ()
        folders = "1 folder is" if len(self.unseen) == 1 else f"{len(self.unseen):,} folders are"
        more = ", …" if len(self.unseen) > _NAMED else ""
        return (f"{folders} not for you to see and left out: {', '.join(self.unseen[:_NAMED])}{more}.",)


async def read_below(top: str, client: PlatformClient, lanes: Lanes, job: Job) -> Below:
    """Read them beside the window, folder by folder, in the order of a tree. Raises PlatformError, Cancelled."""
    paths = await lanes.read(folder_tree, client, top, job.token)
    frame = MetadataFrame()
    unseen: list[str] = []
    for folder, path in paths.items():
        batches = iter(read_batches(client, FolderRest(folder), job.token))
        try:
            while (count := await lanes.read(_take, frame, batches)) is not None:
                job.advance(count)
        except (Forbidden, NotFound):
            if folder == top:
                raise
            unseen.append(path)
    return Below(frame, paths, tuple(unseen))


def folder_tree(client: PlatformClient, top: str, cancel: CancelToken | None = None) -> dict[str, str]:
    """Folder -> its path, the folder itself first and below each the folders in it. Raises PlatformError."""
    first = client.get_folder(top, cancel=cancel)
    above = [step.name for step in first.path if step.uuid != first.uuid]
    paths: dict[str, str] = {}
    waiting = [(first.uuid, "/".join([*above, first.name]))]
    while waiting:
        folder, path = waiting.pop()
        if folder in paths:
            continue
        paths[folder] = path
        pages = client.folder_pages(folder, cancel=cancel)
        inside = [(child.uuid, f"{path}/{child.name}") for page in pages for child in page.values]
        waiting += reversed(inside)
    return paths


def _take(frame: MetadataFrame, batches: Iterator[Batch]) -> int | None:
    """Take some more rows: how many, or None at the end."""
    batch = next(batches, None)
    return None if batch is None else len(frame.append(batch.table))
