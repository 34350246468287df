"""What is said when a schema could not be saved: what happened, what was kept, what to do next."""

from collections.abc import Sequence

from domain.schema_changes import SchemaChange, describe
from models.journal_file import JournalRefused
from wire.errors import Conflicted, Forbidden, PlatformError

_SHOWN = 3


def note_of(to_save: Sequence[SchemaChange]) -> str:
    """What a save changes, in one line for the history."""
    told = "; ".join(map(describe, to_save[:_SHOWN]))
    return f"{told}; and {len(to_save) - _SHOWN:,} more" if len(to_save) > _SHOWN else told


def failure(error: PlatformError | JournalRefused, staged: int) -> str:
    """Nothing was saved, and why. `staged`: how many edits there are."""
    edits = "Your edit is" if staged == 1 else f"Your {staged:,} edits are"
    return f"{_why(error)} {edits} still staged and kept on disk."


def left_open(error: PlatformError) -> str:
    """The save was sent and no good answer came."""
    return f"{error.sentence} So it is not known whether the schema was saved."


def not_read_back(error: PlatformError) -> str:
    """The platform took the save, and then did not say what it holds."""
    return (
        "The platform took the schema, but it could not be read back to compare. Your edits stay staged until it is: "
        f"read the schema again. {error.sentence}"
    )


def _why(error: PlatformError | JournalRefused) -> str:
    match error:
        case Forbidden(sentence=sentence):
            return f"The schema was not saved: only an admin of the organisation may change it. {sentence}"
        case Conflicted(sentence=sentence):
            return (
                f"The schema was not saved: the platform says that it changed meanwhile. {sentence} "
                "Save again; it is read again first."
            )
        case _:
            return f"The schema was not saved. {error.sentence}"
