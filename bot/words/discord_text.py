"""The words that only Discord users read: commands, forms, buttons, settings and greetings."""

from __future__ import annotations

from datetime import timedelta

from bot.words.answer_text import shortened
from claims_db.claims.packs import is_private
from claims_db.store.servers import Mode
from claims_db.values import Claim

# --- buttons --------------------------------------------------------------------------------------------------------

WHY_BUTTON = "Why this?"
TAKE_BACK_BUTTON = "Take back"
PREVIOUS_PAGE = "Previous page"
NEXT_PAGE = "Next page"
WATCH_BUTTON = "Watch this channel"
AGAIN_BUTTON = "Fill in again"
TAKEN_BACK = "Taken back."
ALREADY_TAKEN_BACK = "That answer is already gone."
NOT_YOURS = "Only the author of the message and moderators can take an answer back."
REASONS_GONE = "The message is gone, or I may not read it, so its reasons cannot be shown any more. Check it again."

# --- commands -------------------------------------------------------------------------------------------------------

CHECK = "What the sources say of a statement"
CHECK_TEXT = "The statement or question to check"
CHECK_SHARE = "Show the answer to everyone in this channel (otherwise only you see it)"
CHECK_MENU = "Check sources"
WHY = "Why I answered as I did: the words and details that were compared"
WHY_MESSAGE = "Link or id of my answer; the newest one in this channel if left out"
CLAIM_GROUP = "The claims that answers come from"
CLAIM_SEARCH = "Find claims by their words"
CLAIM_SEARCH_TEXT = "Words to look for"
CLAIM_SHOW = "Show one claim with its sources"
CLAIM_SHOW_NAME = "The claim's name or some of its words"
CLAIM_LINES = "Set what a claim of this server must and must not match (moderators)"

MODERATORS_ONLY = "Only moderators (members who may manage messages) can do this."
SERVER_ONLY = "This works only in a server."
NO_MEMBER = "I am not a member of this server, so claims cannot be kept here. Someone who manages it can invite me."
NOTHING_TO_CHECK = "There is no text here to check."
NO_ANSWER_HERE = "I can't find one of my answers there. Give the link to one of my answers in this channel."
SUGGEST_IN_SERVER = "Suggest it to the moderators of this server with /suggest; they can add it with /claim add."
SUGGEST_IN_DM = "Moderators of a server that I am in can add a claim there with /claim add."
HELP_IN_SERVER = (
    "I compare statements with claims whose sources I know, and say what the sources say. Mention me with a statement"
    " or a question, use /check, or pick “Check sources” in a message's menu. Reply “source?”, “when was that?” or"
    " “why?” to an answer of mine to hear more. Where moderators let me watch a channel, I speak up by myself."
)
HELP_IN_DM = (
    "I compare statements with claims whose sources I know, and say what the sources say. Send me a statement or a"
    " question. Reply “source?”, “when was that?” or “why?” to an answer of mine to hear more."
)
DISPUTE_IN_SERVER = "If a claim is wrong, tell a moderator of this server; “source?” shows where it comes from."
DISPUTE_IN_DM = "If a claim is wrong, tell whoever runs this bot; “source?” shows where it comes from."


COMMAND_CHANGED = "That command has changed since Discord showed it. Try again in a minute."
TOO_LATE = "That took too long. Try again."
NOT_TAKEN = (
    "Discord did not take my answer here: AutoMod or another rule of this server stopped it. /check shows it to you"
    " alone."
)


def unexpected(incident: str) -> str:
    """What somebody reads when the bot failed for a reason that it does not know."""
    return f"Something went wrong on my side. If you report it, name incident {incident}."


def no_claims(words: str) -> str:
    """An empty search."""
    return f"No claim is about “{shortened(words, 80)}”."


def unknown_claim(name: str) -> str:
    """A name that no claim has."""
    return f"No claim is called “{shortened(name, 80)}”. Pick one from the list while you type."


def filed(claim: Claim) -> str:
    """Under which name a claim is kept."""
    where = "a claim of this server" if is_private(claim.pack) else f"pack {claim.pack}"
    when = f" It is about {claim.happened.in_words()}." if claim.happened else ""
    return f"Name: {claim.slug} ({where}).{when}"


# --- forms ----------------------------------------------------------------------------------------------------------

RESTARTED = "I was restarted while you filled in that form; nothing that you typed was lost."
FORM_LOST = (
    "I was restarted while you filled in that form, and no longer know what it belongs to. Nothing was saved. What you"
    " typed is below, so that you can copy it into a new form."
)

# --- the lines of a claim -------------------------------------------------------------------------------------------

LINES_MUST = "Must match, one line each"
LINES_MUST_HINT = "Messages that this claim answers. A verdict may come first, like “refuted: Ten firms were fined”"
LINES_MUST_NOT = "Must not match, one line each"
LINES_MUST_NOT_HINT = "Messages that come close and are not about this claim"
LINES_KEPT = "Lines that do not hold are kept as a reminder: change the claim or the line."
LINES_GONE = "That form is too old, or the claim is no longer in use. Use /claim lines to start again."


def lines_title(claim: Claim) -> str:
    """The title above the two fields."""
    return shortened(f"Lines of {claim.slug}", 45)


def lines_saved(claim: Claim, result: str) -> str:
    """The lines of a claim were stored; `result` says how they hold."""
    lines = (*claim.must_match, *claim.must_not_match)
    return f"Saved for {claim.slug}. {result}" if lines else f"Saved. {claim.slug} has no lines now."


# --- settings -------------------------------------------------------------------------------------------------------

MODE_WORDS = {
    Mode.ON_REQUEST: "only when asked",
    Mode.CORRECTIONS: "when something differs from the sources",
    Mode.ALL: "when something agrees with the sources or differs from them",
}
CANNOT_READ = (
    "The host of this bot has not been granted the message content intent, though, so I cannot read what is written"
    " here and speak only when asked."
)


def mode_set(mode: Mode, *, reads: bool) -> str:
    """The mode of the channel was changed; says so where the bot cannot act on it."""
    sentence = f"In this channel I speak {MODE_WORDS[mode]} from now on."
    return sentence if reads else f"{sentence} {CANNOT_READ}"


def hours(duration: timedelta) -> str:
    """A duration in hours, without a needless decimal."""
    number = duration.total_seconds() / 3600
    return "1 hour" if number == 1 else f"{number:g} hours"


# --- greeting -------------------------------------------------------------------------------------------------------

HELLO = "Hello, I am Footnote. When somebody writes something that my sources cover, I can say what they say and where."
HELLO_WHEN = (
    "I speak only when asked until a moderator lets me watch a channel: mention me with a statement, use /check, or"
    " pick “Check sources” in a message's menu. /settings changes that for each channel."
)
HELLO_PRIVACY = (
    "I never store anybody's messages: neither in my database nor in my log. I keep the numbers (ids) of messages that"
    " I answered, so that an answer can be changed or taken back together with its message. /privacy shows what is"
    " kept about you, deletes it, and stops me from checking what you write."
)
