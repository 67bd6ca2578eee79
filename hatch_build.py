"""Puts what the commands read and the current release into the wheel, under `said/data/`.

Which release is current stands in `seeds/corpus.json` and nowhere else.
"""

import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FROM_ROOT = ("schema", "GUIDELINES.md", "CONTRIBUTING.md")
"""What the wheel contains of the root of the checkout; `said.system.places.data_file` finds it."""


class DataHook(BuildHookInterface[Any]):
    """Adds the data to a wheel; an editable install finds it in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel is built."""
        if version == "editable":
            return
        root = Path(self.root)
        current = json.loads((root / "seeds" / "corpus.json").read_bytes())["version"]
        release = root / "corpus" / current
        if not (release / "manifest.json").is_file():
            raise RuntimeError(f"corpus/{current} is not built; run: said build")
        for name in FROM_ROOT:
            build_data["force_include"][str(root / name)] = f"said/data/{name}"
        build_data["force_include"][str(release)] = f"said/data/corpus/{current}"
