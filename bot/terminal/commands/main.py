"""The command `footnote` itself: which commands there are, and what an error ends with.

Nothing is imported here that takes time, so that `footnote --help` and the completion of the shell come at once.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from bot.terminal.commands.options import database_option
from claims_db.errors import FootnoteError, InvalidValueError, NotFoundError


class Refusal(click.ClickException):
    """One sentence on standard error, and exit code 1."""


class BadInput(Refusal):
    """What was given on the command line or in a file is to blame: exit code 2."""

    exit_code = 2


class Deferred(click.Command):
    """Stands for a command until it is run; its module `bot.terminal.commands.<module>` is imported no sooner."""

    def __init__(self, name: str, module: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help)
        self._module = module

    def load(self) -> click.Command:
        """The command itself."""
        command: click.Command = import_module(f"bot.terminal.commands.{self._module}").command
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """The context of the command itself, which click then invokes."""
        return self.load().make_context(info_name, args, parent, **extra)


class Commands(click.Group):
    """Turns what the claims library refuses into a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (InvalidValueError, NotFoundError) as error:
            raise BadInput(str(error)) from error
        except FootnoteError as error:
            raise Refusal(error.for_host) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they are told below."""
        del ctx
        return list(self.commands)


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@database_option
@click.version_option(package_name="footnote", message="%(prog)s %(version)s")
@click.pass_context
def footnote(ctx: click.Context, db: Path | None) -> None:
    """Footnote a chat: what a source says of a claim, where it says it, and the one detail that differs.

    Without a command it starts: on Discord where DISCORD_TOKEN is set in .env or the environment, else in the terminal.
    """
    if ctx.invoked_subcommand is None:
        start(db)


def start(db: Path | None) -> None:
    """What `footnote` and `make run` do: be on Discord where there is a token, else talk in the terminal."""
    from bot.settings import read_settings  # noqa: PLC0415 - see above

    settings = read_settings(db)
    if settings.discord_token is not None:
        from bot.terminal.commands.run import connect  # noqa: PLC0415 - discord.py takes a second to load

        connect(settings, db)
    else:
        from bot.terminal.commands.chat import talk  # noqa: PLC0415 - see above
        from bot.words.terminal_text import TALKING_HERE  # noqa: PLC0415 - see above

        click.echo(TALKING_HERE, err=True)
        talk(settings)


for _command in (
    Deferred("run", "run", "Connect to Discord."),
    Deferred("chat", "chat", "Talk to Footnote in the terminal."),
    Deferred("check", "check", "Say what the sources say of a message."),
    Deferred("search", "search", "List the claims that come close to a text."),
    Deferred("import", "import_", "Store the claims of a file."),
    Deferred("export", "export", "Write claims to standard output."),
    Deferred("test", "test", "Check the lines that claims must and must not match."),
    Deferred("claim", "claims", "Add, edit, retire, restore, undo and show single claims."),
    Deferred("source", "sources", "List and read sources, and check their pages."),
    Deferred("settings", "settings", "Show and change what a server has set."),
    Deferred("demo", "demo", "Open the real bot in a browser, without Discord."),
):
    footnote.add_command(_command)
