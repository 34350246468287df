"""The migrations there are, as forms."""

from collections.abc import Sequence

from ui.dialogs.bulk.form import Ask
from ui.dialogs.migration.converting_form import convert_form
from ui.dialogs.migration.form import MigrationForm
from ui.dialogs.migration.making import merged, moved, parted, renamed, with_options
from ui.wording import said


def all_forms(namespaces: Sequence[str]) -> tuple[MigrationForm, ...]:
    """Every form, in the order of the list. `namespaces`: those there are."""
    return (
        _rename(),
        _move(namespaces),
        _options(),
        convert_form(),
        _split(),
        _merge(),
    )


def clash_ask(name: str = "clash") -> Ask:
    """What happens where the new key holds something else."""
    ways = (
        ("leave", said("leave both as they are")),
        ("keep", said("keep what the new key has")),
        ("replace", said("put the moved value there")),
    )
    return Ask(name, said("Where the new key has &another value"), "choice", "leave", ways)


def _rename() -> MigrationForm:
    return MigrationForm(
        "rename",
        said("Rename or Move a Key"),
        "edit",
        said("The key gets another name, or another namespace, in the schema and on every item that has it."),
        renamed,
        (
            Ask("key", said("&Key"), "key"),
            Ask("new", said("New &name"), hint=said("scene.weather")),
            clash_ask(),
        ),
        "key",
    )


def _move(namespaces: Sequence[str]) -> MigrationForm:
    return MigrationForm(
        "move",
        said("Rename or Move a Namespace"),
        "namespace",
        said("Every key in the namespace, as deep as it goes, gets another place."),
        moved,
        (
            Ask("old", said("&Namespace"), "choice", "", tuple((each, f"{each}.") for each in namespaces)),
            Ask("new", said("New n&ame"), hint=said("nothing: its keys come out of it")),
            clash_ask(),
        ),
        "old",
    )


def _options() -> MigrationForm:
    rests = (("clear", said("are cleared")), ("remove", said("lose the key")))
    return MigrationForm(
        "options",
        said("Change Options"),
        "schema",
        said("Options of an enum get another name, become one, or go. Give several the same new name to merge them."),
        with_options,
        (
            Ask("key", said("&Enum"), "key"),
            Ask("rest", said("&Values of an option that goes"), "choice", "clear", rests),
        ),
        "key",
        "options",
        said("&Options"),
    )


def _split() -> MigrationForm:
    return MigrationForm(
        "split",
        said("Split a Key"),
        "cut",
        said("The text of a key is cut into parts, each under a key of its own. The last key takes what is left."),
        parted,
        (
            Ask("key", said("&Key"), "key"),
            Ask("separator", said("&At"), default=",", hint=said("spaces")),
            Ask("into", said("&Into keys, with commas between"), hint=said("scene.city, scene.street")),
            Ask("keep", said("Keep the whole text under the old key as &well"), "check", default=False),
            clash_ask(),
        ),
        "key",
    )


def _merge() -> MigrationForm:
    ways = (("first", said("the first that has a value")), ("join", said("all of them, joined as text")))
    differs = (
        ("leave", said("leave the item as it is")),
        ("keep", said("keep what the key below has, or the first")),
        ("replace", said("take that of the first in the list")),
    )
    return MigrationForm(
        "merge",
        said("Merge Keys"),
        "link",
        said("The values of several keys come under one, and the others go. Tick them below."),
        merged,
        (
            Ask("into", said("&Into"), "new_key"),
            Ask("how", said("&Take"), "choice", "first", ways),
            Ask("separator", said("&Between them"), default=" ", when=("how", ("join",))),
            Ask("clash", said("Where values &differ"), "choice", "leave", differs, when=("how", ("first",))),
        ),
        "",
        "keys",
        said("&Keys to merge"),
    )
