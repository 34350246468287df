"""Wire forms that migrations are tried on."""

VARCHAR = {"ty": "variant", "hint": "varchar"}


NUMBER = {"ty": "variant", "hint": "number"}


DATETIME = {"ty": "variant", "hint": "datetime"}


STRICT = {"ty": "number", "format": "F64"}
