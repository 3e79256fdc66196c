"""Programs that tests use and not every machine has."""

import os
import shutil
from typing import NoReturn

import pytest


def missing(why: str) -> NoReturn:
    """Skip a test for what is not here, or fail it where the run requires all tools."""
    if os.environ.get("DOELGRAAF_REQUIRE_TOOLS"):
        pytest.fail(f"{why}; this run requires it")
    pytest.skip(why)


def require(program: str, remedy: str) -> str:
    """The path of a program, and otherwise how to get it."""
    return shutil.which(program) or missing(f"{program} is not installed ({remedy})")
