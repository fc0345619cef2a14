"""The words that only those read who use Footnote in a terminal: commands, hints and errors."""

from __future__ import annotations

from pathlib import Path

from bot.words.answer_text import shortened
from claims_db.service.importing import ImportReport

LEAVE_ME = "Nobody is checked here but by what they type themselves. /quit ends the conversation."
MY_DATA = "Nothing that is typed here is kept; on Discord no message is stored either."

# --- getting on Discord ---------------------------------------------------------------------------------------------

HOW_TO_GET_ONE = (
    "make a bot at https://discord.com/developers/applications (New Application, then Bot, then Reset Token), write"
    " DISCORD_TOKEN=… with its token into a file named .env in this folder, and start Footnote again"
)
TALKING_HERE = f"Talking in the terminal. To get on Discord, {HOW_TO_GET_ONE}."
NO_TOKEN = f"Footnote needs a token to get on Discord: {HOW_TO_GET_ONE}."
TOKEN_REFUSED = f"Discord refused the token in DISCORD_TOKEN. To get another one, {HOW_TO_GET_ONE}."
# Why Discord ended a connection for good, by its close code:
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
CLOSED_FOR_GOOD = {
    4004: TOKEN_REFUSED,
    4010: "Discord does not know the shard that Footnote names (close code 4010). Upgrade Footnote.",
    4011: "The bot is on more servers than Discord lets one connection have (close code 4011), and Footnote makes one:"
    " remove it from servers that do not use it, or make a second bot for some of them.",
    4012: "Discord no longer speaks the version of its protocol that this Footnote does (close code 4012). Upgrade"
    " Footnote.",
    4013: "Discord no longer knows an intent that this Footnote asks for (close code 4013). Upgrade Footnote.",
    4014: "Discord refuses an intent that Footnote needs even without the text of messages (close code 4014). Look at"
    " the application's page Bot on https://discord.com/developers/applications, then upgrade Footnote.",
}
LEFT_DISCORD = "Footnote has left Discord."
NO_DEMO = "The demo needs SimCord: `make demo` installs it, or pip install 'simcord[preview]==3.2.1'."

MEANING_MISSING = (
    "FOOTNOTE_MEANING is on, and what it needs is not installed: run `scripts/install meaning` in Footnote's folder."
    " Until then answers go by words alone."
)


def claims_in(path: Path) -> str:
    """Which database is used."""
    return f"Claims are kept in {path}."


ANOTHER_ANSWERS = (
    "Another Footnote is on Discord with the same token and another database, and answers too. This one was started"
    " later; it has taken its answer back and stopped. Stop the other one first, or give each a token of its own."
)


def another_runs(path: Path) -> str:
    """The database is taken."""
    return (
        f"Another Footnote is on Discord with the database {path}. Stop that one first, or name another file in"
        " FOOTNOTE_DB."
    )


def connection_failed(reason: str) -> str:
    """Why the bot is not, or no longer, on Discord."""
    return f"Footnote cannot reach Discord: {reason.rstrip('.')}. Try again in a while."


def demo_at(address: str) -> str:
    """Where the demo is to be seen."""
    return f"The demo is at {address}\nEverything happens on this machine. Press Ctrl-C to end it."


# --- talking in the terminal ----------------------------------------------------------------------------------------

WELCOME = "Write a statement or a question. /help says what else there is, /quit or Ctrl-D ends it."
HOW_TO_LEAVE = "Press Ctrl-D, or Ctrl-C once more, to leave."
HINT = "`footnote import FILE` adds claims with their sources."
HELP = (
    "Write a statement or a question, and Footnote tells you what its sources say about it. Then ask “source?”,"
    " “when was that?” or “why?”. “What do you know about Clubhouse?” lists claims about it."
)
DISPUTE = f"If a claim is wrong, correct its file and import it again. {HINT}"
NO_CLAIM = "I don't know which claim this is about. Write a statement or a question first."
NOTHING_FOUND = "No claim comes close."
COMMANDS_HEADING = "Commands"
COMMANDS = {
    "check": "TEXT: a verdict on a statement or question",
    "search": "WORDS: claims that come close, best first",
    "claims": "[WORDS]: every claim, or those that hold the words",
    "why": "how the last answer came about",
    "source": "[NAME]: where the last answer, or the claim of that name, comes from",
    "help": "this list",
    "quit": "leave",
}


def unknown_command(name: str, nearest: str | None) -> str:
    """A command that there is none of."""
    guess = f" Did you mean /{nearest}?" if nearest else ""
    return f"There is no command /{shortened(name, 40)}.{guess} /help lists them all."


def needs_words(name: str) -> str:
    """A command that was given nothing to work on."""
    return f"/{name} needs some words after it."


def listed(number: int) -> str:
    """The sentence above a list of claims."""
    match number:
        case 0:
            return "No claim holds these words."
        case 1:
            return "There is one claim."
        case _:
            return f"There are {number:,} claims."


def sentence(error: Exception) -> str:
    """What went wrong, written as a sentence of its own."""
    said = str(error)
    return f"{said[:1].upper()}{said[1:]}."


def and_more(number: int) -> str:
    """The end of a list that is too long to show."""
    return f"And {number:,} more; give some words after /claims to see fewer."


# --- importing ------------------------------------------------------------------------------------------------------

NOTHING_IMPORTED = "Nothing was imported."


def imported(report: ImportReport) -> str:
    """What an import did, in numbers of claims."""
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "left retired": report.kept_retired,
    }
    always = ("added", "updated", "unchanged")
    told = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number or what in always)
    return f"Pack {report.pack}: {told}."
