"""Everything that settings.py reads from the environment is explained, and nothing else."""

import re

from tests.house import tree

SETTINGS = tree.Path("icsgov/settings.py")
MANUAL = tree.Path("docs/configuration.md")


def test_the_manual_lists_every_name_that_is_read():
    read = set(re.findall(r"\benv(?:\.\w+)?\(\s*\"(\w+)\"", tree.text(SETTINGS)))
    listed = set(re.findall(r"^\| `(\w+)` \|", tree.text(MANUAL), re.MULTILINE))
    assert read == listed
