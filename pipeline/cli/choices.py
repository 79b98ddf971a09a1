"""Options that take one of a few words."""

from __future__ import annotations

import click

from pipeline.base import i18n, suggestions


class OneOf(click.Choice):  # type: ignore[type-arg]  # Click 8.1 knows no type arguments
    """One of a few words; of another one it says which was probably meant, and which there are."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as it is known.

        Raises:
            click.BadParameter: there is no such word.
        """
        try:
            return str(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(str(suggestions.unknown(value, self.choices, "")), param, ctx)


class Language(OneOf):
    """One of the languages of messages, by any of its names."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The language as the catalogue calls it."""
        return super().convert(i18n.language(value) or value, param, ctx)
