"""Waiting a moment, also while Qt hands out events and no loop runs: asyncio's own sleep would fail there."""

import asyncio


async def pause(loop: asyncio.AbstractEventLoop, seconds: float) -> None:
    """Come back after some time by the loop the task belongs to."""
    over: asyncio.Future[None] = loop.create_future()

    def end() -> None:
        if not over.done():
            over.set_result(None)

    handle = loop.call_later(seconds, end)
    try:
        await over
    finally:
        handle.cancel()
