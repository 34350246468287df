"""What can be asked about items."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from msgspec import UNSET, Raw

from domain.catalog import Item
from wire.calls import CHUNK, Calls, T, chunks, query_of, segment, spliced
from wire.cancel import CancelToken
from wire.columns import ColumnPage, ItemPage, RowResults, columns_of
from wire.errors import Malformed, TooLarge
from wire.messages import (
    DeleteItemsMessage,
    GetBulkMessage,
    ItemMessage,
    ItemPatchesMessage,
    ItemPatchMessage,
    ItemText,
    MoveItemsMessage,
    PageMessage,
    ResultsMessage,
)
from wire.paging import Page, follow, next_token
from wire.readings import item_of
from wire.transport import Call


class ItemCalls(Calls):
    """Items: list, read, change, move, delete. Every call raises PlatformError."""

    def list_items(
        self,
        folder: str,
        *,
        token: str | None = None,
        page_size: int = CHUNK,
        search: str | None = None,
        item_types: Sequence[str] = (),
        order: str = "name",
        descending: bool = False,
        sign_urls: bool = False,
        cancel: CancelToken | None = None,
    ) -> Page[Item]:
        """One page of the items directly in a folder; `order` is "name" or "createdAt"."""
        query = _listing(token, page_size, search, item_types, order, descending=descending, sign_urls=sign_urls)
        page = self._get(f"storage/folders/{segment(folder)}/items", PageMessage[ItemMessage], query, cancel)
        return Page(tuple(map(item_of, page.results)), next_token(page.next_page_token, token))

    def item_pages(self, folder: str, *, cancel: CancelToken | None = None) -> Iterator[Page[Item]]:
        """Every page of list_items, by name."""
        return follow(lambda token: self.list_items(folder, token=token, cancel=cancel))

    def list_item_columns(
        self, folder: str, *, token: str | None = None, page_size: int = CHUNK, cancel: CancelToken | None = None
    ) -> ColumnPage:
        """One page of the items directly in a folder, by name, as columns."""
        return self.list_item_page(folder, token=token, page_size=page_size, cancel=cancel).columns()

    def list_item_page(
        self, folder: str, *, token: str | None = None, page_size: int = CHUNK, cancel: CancelToken | None = None
    ) -> ItemPage:
        """The same page as it arrived, to be read later, perhaps while the next one is on its way."""
        query = _listing(token, page_size, None, (), "name", descending=False, sign_urls=False)
        call = Call("GET", f"storage/folders/{segment(folder)}/items", query)
        return ItemPage.of(self._transport.call(call, cancel), token)

    def column_pages(self, folder: str, *, cancel: CancelToken | None = None) -> Iterator[ColumnPage]:
        """Every page of list_item_columns."""
        return follow(lambda token: self.list_item_columns(folder, token=token, cancel=cancel))

    def get_item(self, uuid: str, *, sign_url: bool = False, cancel: CancelToken | None = None) -> Item:
        """One item; `sign_url` asks for a link to its file that is good for a while."""
        query = query_of([("signUrl", sign_url)])
        return item_of(self._get(f"storage/items/{segment(uuid)}", ItemMessage, query, cancel))

    def get_items(
        self, uuids: Sequence[str], *, sign_urls: bool = False, cancel: CancelToken | None = None
    ) -> tuple[Item, ...]:
        """Many items, in the order asked for; those the platform leaves out are left out here."""
        answers = (
            self._ask("POST", _GET_BULK, GetBulkMessage(list(chunk), sign_urls), ResultsMessage[ItemMessage], cancel)
            for chunk in chunks(uuids)
        )
        return tuple(item_of(message) for answer in answers for message in answer.results)

    def get_item_texts(self, uuids: Sequence[str], *, cancel: CancelToken | None = None) -> tuple[ItemText, ...]:
        """The metadata of many items and when each was edited last; those the platform leaves out are left out here."""
        answers = (
            self._ask("POST", _GET_BULK, GetBulkMessage(list(chunk)), ResultsMessage[ItemText], cancel).results
            for chunk in chunks(uuids)
        )
        return tuple(chain.from_iterable(answers))

    def get_item_columns(self, uuids: Sequence[str], *, cancel: CancelToken | None = None) -> ColumnPage:
        """Many items as columns; those the platform leaves out are left out here."""
        answers = (
            self._ask("POST", _GET_BULK, GetBulkMessage(list(chunk)), RowResults, cancel).results
            for chunk in chunks(uuids)
        )
        return columns_of(list(chain.from_iterable(answers)), None)

    def patch_item(
        self,
        folder: str,
        uuid: str,
        *,
        name: str | None = None,
        description: str | None = None,
        metadata: str | None = None,
        cancel: CancelToken | None = None,
    ) -> Item:
        """Change what is given; metadata replaces what was there. `folder` is the one the item lies in."""
        body = ItemPatchMessage(
            name=UNSET if name is None else name,
            description=UNSET if description is None else description,
            client_metadata=UNSET if metadata is None else spliced(metadata),
        )
        path = f"storage/folders/{segment(folder)}/items/{segment(uuid)}"
        return item_of(self._ask("PATCH", path, body, ItemMessage, cancel))

    def patch_items(self, patches: Mapping[str, str], *, cancel: CancelToken | None = None) -> tuple[Item, ...]:
        """Replace the metadata of up to 1000 items (uuid -> JSON text, sent byte for byte); the items as they are now.

        What is too large for one request is halved until it fits. Items too large on their own are left unchanged,
        all others are sent, and TooLarge names the former in its `items`.
        """
        return tuple(map(item_of, self._replaced(patches, ResultsMessage[ItemMessage], cancel)))

    def replace_metadata(self, patches: Mapping[str, str], *, cancel: CancelToken | None = None) -> None:
        """The same as `patch_items`, for who reads the items back anyway: the answer's items are not looked at."""
        self._replaced(patches, ResultsMessage[Raw], cancel)

    def _replaced(
        self, patches: Mapping[str, str], kind: type[ResultsMessage[T]], cancel: CancelToken | None
    ) -> list[T]:
        bodies = {uuid: ItemPatchMessage(client_metadata=spliced(text)) for uuid, text in patches.items()}
        done, too_large = self._patch(bodies, kind, cancel)
        if too_large:
            raise _left_out(too_large, len(bodies))
        return done

    def _patch(
        self, patches: dict[str, ItemPatchMessage], kind: type[ResultsMessage[T]], cancel: CancelToken | None
    ) -> tuple[list[T], tuple[str, ...]]:
        if not patches:
            return [], ()
        try:
            body = ItemPatchesMessage(patches)
            answer = self._ask("PATCH", "storage/items/patch-bulk", body, kind, cancel)
        except TooLarge:
            if len(patches) == 1:
                return [], tuple(patches)
        else:
            return answer.results, ()
        entries = list(patches.items())
        middle = len(entries) // 2
        first, first_left = self._patch(dict(entries[:middle]), kind, cancel)
        second, second_left = self._patch(dict(entries[middle:]), kind, cancel)
        return first + second, first_left + second_left

    def move_items(
        self, folder: str, uuids: Sequence[str], new_parent: str, *, cancel: CancelToken | None = None
    ) -> None:
        """Move items of a folder into another one."""
        path = f"storage/folders/{segment(folder)}/items/move"
        self._do("POST", path, MoveItemsMessage(list(uuids), new_parent), cancel)

    def delete_items(self, folder: str, uuids: Sequence[str], *, cancel: CancelToken | None = None) -> None:
        """Delete items of a folder."""
        self._do("POST", f"storage/folders/{segment(folder)}/items/delete", DeleteItemsMessage(list(uuids)), cancel)

    def child_items(self, folder: str, uuid: str, *, cancel: CancelToken | None = None) -> tuple[Item, ...]:
        """The members of a group, in its order."""
        path = f"storage/folders/{segment(folder)}/items/{segment(uuid)}/child-items"
        query = query_of([("signUrls", False)])
        return tuple(map(item_of, self._get(path, ResultsMessage[ItemMessage], query, cancel).results))

    def signed_url(self, uuid: str, *, cancel: CancelToken | None = None) -> str:
        """A link to an item's file, good for a while."""
        url = self.get_item(uuid, sign_url=True, cancel=cancel).signed_url
        if not url:
            raise Malformed("The platform gave no link to this item's file. Groups and series have none of their own.")
        return url


_GET_BULK = "storage/items/get-bulk"


def _listing(
    token: str | None,
    page_size: int,
    search: str | None,
    item_types: Sequence[str],
    order: str,
    *,
    descending: bool,
    sign_urls: bool,
) -> str:
    return query_of(
        [
            ("search", search),
            ("isRecursive", False),
            ("itemTypes", item_types),
            ("order", order),
            ("desc", descending),
            ("pageToken", token),
            ("pageSize", page_size),
            ("signUrls", sign_urls),
            ("includeClientMetadata", True),
            ("clientMetadataAsSignedUrl", False),
        ]
    )


def _left_out(items: tuple[str, ...], count: int) -> TooLarge:
    error = TooLarge(
        f"{len(items)} of {count} items have more metadata than the platform takes; they were left unchanged, "
        "and the others were sent.",
        413,
    )
    error.items = items
    return error
