"""The schema as a file, two schemas beside each other, and what is known of namespaces, as commands."""

from ui.specs.spec import Spec
from ui.wording import said

MENU = "import_schema export_schema compare_schemas | namespaces"
"""Their names in the menu, in order; `|` draws a line."""


def specs() -> tuple[Spec, ...]:
    """The commands."""
    return (
        Spec(
            "import_schema",
            said("&Import Schema…"),
            said("Stage what a schema in a JSON file would change, key by key"),
            "import",
        ),
        Spec(
            "export_schema",
            said("E&xport Schema…"),
            said("Write the schema as JSON, or as the script for the SDK that would make it"),
            "export",
        ),
        Spec(
            "compare_schemas",
            said("&Compare Schemas…"),
            said("What differs between the platform, what is staged, earlier versions and files"),
            "",
        ),
        Spec(
            "namespaces",
            said("Namespaces…"),
            said("Owners, descriptions, colours and protection of namespaces, and the rules for new names"),
            "namespace",
        ),
    )
