"""An answer that is about to be sent, with the hint in its headers where it has no rows. Sends nothing."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

from service.answers.hints import hint
from service.answers.hints_answer import HEADER, header, is_empty
from service.engine.engine import Engine, Question

# A program waits for the headers, and mostly has no use for a hint; a page takes the whole second.
_BUDGET_S: Final = 0.5


async def hinted(
    engine: Engine, question: Question, chunks: AsyncGenerator[bytes, None]
) -> tuple[AsyncGenerator[bytes, None], dict[str, str]]:
    """The pieces of an answer, and the headers that say why it has no rows; none where it has some, which never waits.

    An answer without rows is read to its end before the hint is looked for, so that its worker is free for that.

    Raises:
        EngineError: there is no answer, or no more of it.
    """
    first = await anext(chunks, b"")
    if not is_empty(first, question.media_type):
        return _resumed(first, chunks), {}
    content = first + b"".join([chunk async for chunk in chunks])
    value = header(await hint(engine, question, _BUDGET_S)) if is_empty(content, question.media_type) else ""
    return _resumed(content, chunks), {HEADER: value} if value else {}


async def _resumed(first: bytes, rest: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async with aclosing(rest):
        if first:
            yield first
        async for chunk in rest:
            yield chunk
