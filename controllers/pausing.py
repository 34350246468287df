"""Waiting a moment, also while Qt hands out events and no loop runs: asyncio's own sleep would fail there."""

import asyncio
from typing import Any


async def pause(task: "asyncio.Task[Any] | None", seconds: float) -> None:
    """Come back after some time by the loop the task belongs to; at once where there is no task."""
    if task is None:
        return
    loop = task.get_loop()
    over: asyncio.Future[None] = loop.create_future()

    def end() -> None:
        if not over.done():
            over.set_result(None)

    handle = loop.call_later(seconds, end)
    try:
        await over
    finally:
        handle.cancel()
