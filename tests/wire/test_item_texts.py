"""What a push needs of items and no more: their metadata and when they were edited last."""

import json

from tests.local_http import Reply
from tests.wire.conftest import Script
from wire.client import PlatformClient
from wire.messages import ItemText


def test_the_texts_of_items_are_read_in_portions_the_platform_takes(client: PlatformClient, script: Script) -> None:
    texts = [
        {"uuid": "a", "itemType": "image", "lastEditedAt": "t1", "clientMetadata": '{"n": 1.0}'},
        {"uuid": "b", "lastEditedAt": "t2", "clientMetadata": None},
    ]
    script.replies[:] = [Reply(body=json.dumps({"results": texts}).encode()), Reply(body=b'{"results": []}')]
    read = client.get_item_texts([f"item-{number}" for number in range(1500)])
    assert read == (ItemText("a", "t1", '{"n": 1.0}'), ItemText("b", "t2", None))
    assert [text.metadata for text in read] == ['{"n": 1.0}', "{}"]
    assert [len(json.loads(seen.body)["itemUuids"]) for seen in script.seen] == [1000, 500]


def test_metadata_is_replaced_without_a_look_at_the_answer(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(body=b'{"results": [{"whatever": 1}]}'))
    client.replace_metadata({"a": '{"n": 1.0}'})
    assert script.seen[0].method == "PATCH"
    assert b'{"n": 1.0}' in script.seen[0].body
