"""The help of `said` and of its commands, the same with every version of Typer.

The help of `said` lists the commands in panels. The usage line of a command names an argument as
`NAME` if it is required, else as `[NAME]`, with `...` behind it if there may be several.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


class Panel(StrEnum):
    """The panels, in the order in which they are shown."""

    START = "Start"
    EDIT = "Edit and check"
    ANNOTATE = "Annotate"
    LOOK = "Look and measure"
    RELEASE = "Release"
    FORMATS = "Formats"
    CORPORA = "Public corpora"


def _argument_name(argument: Any) -> str:
    """An argument as it is shown: `NAME`, `[NAME]`, `NAME...` or `[NAME]...`."""
    name = argument.metavar or argument.name.upper()
    return f"{name if argument.required else f'[{name}]'}{'' if argument.nargs == 1 else '...'}"


def _parameters(command: Any, ctx: Any, kind: str) -> list[Any]:
    return [one for one in command.get_params(ctx) if one.param_type_name == kind]


class Command(TyperCommand):
    """A command whose help shows arguments by their names alone, without types of Python."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The words of the usage line behind the name of the command."""
        return [
            self.options_metavar or "",
            *map(_argument_name, _parameters(self, ctx, "argument")),
        ]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Writes the sections on arguments and options."""
        arguments = _parameters(self, ctx, "argument")
        records = (one.get_help_record(ctx) for one in _parameters(self, ctx, "option"))
        for title, rows in (
            ("Arguments", [(_argument_name(one), one.help or "") for one in arguments]),
            ("Options", [record for record in records if record]),
        ):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class Group(TyperGroup):
    """A command that has commands, listed in panels. No summary is cut off."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Writes a section for each panel; a test checks that each summary fits on its line."""
        commands: dict[str, Any] = {
            name: self.get_command(ctx, name) for name in self.list_commands(ctx)
        }
        shown = {name: one for name, one in commands.items() if not one.hidden}
        widest = max(map(len, shown))
        for panel in Panel:
            rows = [
                (name.ljust(widest), one.get_short_help_str(limit=1000))
                for name, one in shown.items()
                if one.rich_help_panel == panel
            ]
            if rows:
                with formatter.section(panel.value):
                    formatter.write_dl(rows)


def add_command(app: typer.Typer, function: Any, panel: Panel, **settings: Any) -> None:
    """Makes a function a command, shown in a panel."""
    app.command(cls=Command, rich_help_panel=panel.value, **settings)(function)
