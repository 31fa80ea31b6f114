"""Variables of the environment that are no settings: what the command line is told about a running server."""

import os
from collections.abc import Mapping


def variable(name: str, environment: Mapping[str, str] | None = None) -> str:
    """Give a variable, ``""`` where it is not set."""
    return (os.environ if environment is None else environment).get(name, "")
