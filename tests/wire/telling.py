"""All that an error could give away, in a message or in a crash report that lists local variables."""

import traceback


def told(error: BaseException) -> str:
    """All that could end up in a message or a crash report with local variables, the tests' own frames left out."""
    seen: list[str] = []
    one: BaseException | None = error
    while one is not None:
        report = traceback.TracebackException(type(one), one, one.__traceback__, capture_locals=True)
        frames = [frame for frame in report.stack if "/tests/" not in frame.filename]
        seen += [str(one), repr(one), repr(one.args), repr(one.__dict__)]
        seen += [f"{name} = {value}" for frame in frames for name, value in (frame.locals or {}).items()]
        one = one.__context__
    return "\n".join(seen)
