"""How files come to the platform: a signed place to put each, then a job that takes them in."""

import mimetypes
from collections.abc import Sequence
from io import BufferedReader, FileIO
from pathlib import Path

from typing_extensions import override

from wire.calls import Calls, query_of, segment, spliced
from wire.cancel import CancelToken
from wire.errors import InvalidArguments, Malformed, Refused
from wire.messages import ResultsMessage
from wire.upload_messages import (
    DataItemsMessage,
    UploadItemMessage,
    UploadJobBodyMessage,
    UploadJobMessage,
    UploadUrlMessage,
    UploadUrlsMessage,
)

# What the platform calls a kind of item: in the job's list, and in each of its elements.
_KINDS = {
    "image": ("images", "IMAGE"),
    "video": ("videos", "VIDEO"),
    "audio": ("audio", "AUDIO"),
    "nifti": ("nifti", "NIFTI"),
    "plainText": ("text", "PLAIN_TEXT"),
    "pdf": ("pdf", "PDF"),
}
_CONTENT_TYPES = {
    "video": "application/octet-stream",
    "audio": "application/octet-stream",
    "nifti": "application/nifti",
    "pdf": "application/pdf",
}
_POLL_SECONDS = 20
_POLL_PAUSE = 0.25


class UploadCalls(Calls):
    """Uploads: signed places, files, jobs. Every call raises PlatformError."""

    def upload_file(
        self,
        folder: str,
        path: Path,
        *,
        item_type: str,
        title: str | None = None,
        metadata: str = "{}",
        cancel: CancelToken | None = None,
    ) -> str:
        """Upload one file into a folder and wait until the platform has taken it in; the new item's UUID.

        `item_type` is image, video, audio, nifti, plainText or pdf.
        """
        if item_type not in _KINDS:
            raise InvalidArguments(f"Files of the kind {item_type} cannot be uploaded from here.")
        place = self.upload_urls(folder, item_type, 1, cancel=cancel)[0]
        self.put_file(place, path, item_type=item_type, cancel=cancel)
        named, external = _KINDS[item_type]
        element = UploadItemMessage(
            place.object_key,
            external,
            title=title or path.name,
            client_metadata=spliced(metadata),
            placeholder_item_uuid=place.item_uuid,
        )
        items = DataItemsMessage()
        getattr(items, named).append(element)
        job = self.start_upload_job(folder, items, cancel=cancel)
        return self._taken_in(folder, job, cancel)

    def upload_urls(
        self, folder: str, item_type: str, count: int, *, cancel: CancelToken | None = None
    ) -> Sequence[UploadUrlMessage]:
        """Ask for places to put `count` files."""
        path = f"storage/folders/{segment(folder)}/upload-signed-urls"
        places = self._ask("POST", path, UploadUrlsMessage(item_type, count), ResultsMessage[UploadUrlMessage], cancel)
        if len(places.results) != count:
            raise Malformed(f"The platform gave {len(places.results)} places for {count} files. Nothing was uploaded.")
        return places.results

    def put_file(
        self, place: UploadUrlMessage, path: Path, *, item_type: str, cancel: CancelToken | None = None
    ) -> None:
        """Put a file at its signed place."""
        guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        headers = {
            "Content-Type": _CONTENT_TYPES.get(item_type, guessed),
            "Cache-Control": "max-age=86400",
            **place.upload_headers,
        }
        try:
            with _Watched(FileIO(path), cancel or CancelToken()) as file:
                self._transport.put(place.signed_url, headers, file.from_the_beginning, cancel)
        except FileNotFoundError:
            raise InvalidArguments(f"There is no file {path}. Nothing was uploaded.") from None
        except OSError as error:
            raise InvalidArguments(f"{path} cannot be read: {error.strerror}. Nothing was uploaded.") from None

    def start_upload_job(
        self, folder: str, items: DataItemsMessage, *, ignore_errors: bool = False, cancel: CancelToken | None = None
    ) -> str:
        """Have the platform take in files that were put in place; the job's UUID. Never sent twice."""
        body = UploadJobBodyMessage(data_items=items, ignore_errors=ignore_errors)
        path = f"storage/folders/{segment(folder)}/data-upload-jobs"
        return self._ask("POST", path, body, str, cancel, repeatable=False)

    def upload_job(
        self, folder: str, job: str, *, wait: int = _POLL_SECONDS, cancel: CancelToken | None = None
    ) -> UploadJobMessage:
        """How a job stands; the platform may take up to `wait` seconds to answer while it is under way."""
        path = f"storage/folders/{segment(folder)}/data-upload-jobs/{segment(job)}"
        return self._get(path, UploadJobMessage, query_of([("timeoutSeconds", wait)]), cancel)

    def _taken_in(self, folder: str, job: str, cancel: CancelToken | None) -> str:
        token = cancel or CancelToken()
        while (state := self.upload_job(folder, job, cancel=token)).status == "PENDING":
            token.wait(_POLL_PAUSE)
        if state.status == "DONE" and state.items_with_names:
            return state.items_with_names[0].item_uuid
        reasons = [*state.errors, *(unit.error for unit in state.unit_errors)]
        said = f" It says: {'; '.join(reasons)}" if reasons else ""
        raise Refused(f"The platform did not take the file in ({state.status.lower()}).{said}")


class _Watched(BufferedReader):
    """A file on its way out, which stops going when someone wishes to stop."""

    def __init__(self, raw: FileIO, token: CancelToken) -> None:
        super().__init__(raw)
        self._token = token

    def from_the_beginning(self) -> "BufferedReader | bytes":
        """The file, rewound, for another attempt; an empty one as bytes, which are sent with their length."""
        self.seek(0)
        return self if self.peek(1) else b""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        self._token.raise_if_cancelled()
        return super().read(size)
