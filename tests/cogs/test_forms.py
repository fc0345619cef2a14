"""Forms that were open while the bot was restarted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import simcord

from bot.words import claim_text, discord_text, queue_text
from bot.words.markdown import verbatim
from claims_db.actors import Actor
from claims_db.requirements import MAX_SLUG_LENGTH
from claims_db.values import Claim, Rating

from ..desk import FIELDS, LIBRARY, fields, previewed, response, send, send_twice
from ..world import World, labels, only, shown

LINES = f"supported: {LIBRARY}"
LONGEST_SLUG = "x" * MAX_SLUG_LENGTH
ANOTHER = Actor("another")
# By the part of a claim: what is typed, and what it changes.
PARTS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "claim": ({claim_text.RATING: "true"}, {"rating": Rating.TRUE}),
    "source-0": ({claim_text.QUOTE: "It closed"}, {}),
    "source-1": ({claim_text.SOURCE: "Shut | The Observer"}, {}),
    "when": ({claim_text.TAGS: "books, town"}, {"tags": ("books", "town")}),
    "wordings": ({claim_text.PHRASINGS: "The library shut its rooms"}, {"phrasings": ("The library shut its rooms",)}),
}


async def sent_after_restart(
    world: World, opened: simcord.InteractionResult, typed: dict[str, str]
) -> simcord.ResponseMessage:
    await world.restart()
    return response(await send(world, opened, typed))


async def edit_form(world: World, claim: Claim, part: str = "claim") -> simcord.InteractionResult:
    return await world.moderator.slash(world.channel, "claim edit", name=claim.slug, part=part)


async def lines_form(world: World, claim: Claim) -> simcord.InteractionResult:
    return await world.moderator.slash(world.channel, "claim lines", name=claim.slug)


async def full_claim(world: World) -> Claim:
    """One with something in every form."""
    claim = await world.add_claim(LIBRARY, Rating.FALSE, slug=LONGEST_SLUG)
    more = replace(claim, tags=("reading",), phrasings=("Erewhon lends no books",), must_match=(LIBRARY,))
    return await world.bot.claims.edit(claim, more, actor=ANOTHER)


def take_the_role(world: World) -> None:
    world.env.backend.edit_member(world.guild.id, world.moderator.id, {"role_ids": []})


def kept_fields(opened: simcord.InteractionResult) -> list[dict[str, Any]]:
    """The fields as Discord keeps them until the form is sent; `opened.modal` is a copy."""
    assert opened._interaction.modal is not None
    return [label["component"] for label in opened._interaction.modal["components"]]


def given_back(result: simcord.InteractionResult) -> Iterator[str]:
    """What somebody had typed, as they see it."""
    assert shown(response(result)) == discord_text.FORM_LOST
    assert all(each.ephemeral for each in result.followups)
    return (shown(each) for each in result.followups)


class TestClaims:
    async def test_a_new_claim_is_previewed_and_saved(self, world: World) -> None:
        opened = await world.moderator.slash(world.channel, "claim add")

        preview = await sent_after_restart(world, opened, FIELDS)

        assert shown(preview).startswith(f"{discord_text.RESTARTED} {claim_text.PREVIEW}\n**{LIBRARY}**")
        await world.moderator.click(preview, label="Save")
        claim = only(await world.own_claims())
        assert (claim.text, claim.rating) == (LIBRARY, Rating.FALSE)
        assert claim.citations[0].source.url == FIELDS[claim_text.ADDRESS]

    async def test_what_is_wrong_is_told_and_can_be_mended(self, world: World) -> None:
        opened = await world.moderator.slash(world.channel, "claim add")
        typed = FIELDS | {claim_text.DATE: "yesterday"}

        result = await sent_after_restart(world, opened, typed)

        assert shown(result).startswith(f"{discord_text.RESTARTED} ")
        assert "is not a date" in shown(result)
        again = await world.moderator.click(result, label="Fill in again")
        assert fields(again) == typed

    async def test_a_form_sent_twice_makes_one_claim(self, world: World) -> None:
        opened = await world.moderator.slash(world.channel, "claim add")
        await world.restart()
        first, second = await send_twice(world, opened, FIELDS)

        await world.moderator.click(first, label="Save")
        result = await world.moderator.click(second, label="Save")

        assert shown(only(result.followups)) == claim_text.DRAFT_GONE
        assert only(await world.own_claims()).text == LIBRARY

    @pytest.mark.parametrize("part", PARTS)
    async def test_each_part_of_an_edit_keeps_all_others(self, world: World, part: str) -> None:
        claim = await full_claim(world)
        typed, changed = PARTS[part]

        preview = await sent_after_restart(world, await edit_form(world, claim, part), typed)

        assert shown(preview).startswith(f"{discord_text.RESTARTED} {claim_text.edit_preview(claim)}")
        await world.moderator.click(preview, label="Save")
        saved = only(await world.own_claims())
        assert saved == replace(claim, **changed, citations=saved.citations)
        assert (saved.citations != claim.citations) is part.startswith("source")
        assert saved.citations[0].source == claim.citations[0].source

    @pytest.mark.parametrize("part", PARTS)
    async def test_a_form_below_a_preview_goes_on_with_its_draft(self, world: World, part: str) -> None:
        preview = await previewed(world)
        for label, typed in (
            (claim_text.WHEN_BUTTON, {claim_text.TAGS: "reading"}),
            (claim_text.ANOTHER_SOURCE_BUTTON, {claim_text.SOURCE: "Open | The Observer"}),
            (claim_text.WORDINGS_BUTTON, {claim_text.PHRASINGS: "Erewhon lends no books"}),
        ):
            await send(world, await world.moderator.click(preview, label=label), typed)
        by_part = {
            "claim": claim_text.EDIT_BUTTON,
            "when": claim_text.WHEN_BUTTON,
            "wordings": claim_text.WORDINGS_BUTTON,
        }
        position = {"source-0": -2, "source-1": -1}.get(part)
        label = by_part[part] if position is None else labels(preview)[position]
        opened = await world.moderator.click(preview, label=label)
        typed, changed = PARTS[part]

        result = await sent_after_restart(world, opened, typed)

        assert result.id == preview.id
        assert shown(preview).startswith(f"{discord_text.RESTARTED} {claim_text.PREVIEW}")
        await world.moderator.click(preview, label="Save")
        claim = only(await world.own_claims())
        wanted = {"rating": Rating.FALSE, "tags": ("reading",), "phrasings": ("Erewhon lends no books",)} | changed
        assert {name: getattr(claim, name) for name in wanted} == wanted
        publishers = [citation.source.title for citation in claim.citations]
        assert publishers == ["Library stays open", "Shut" if part == "source-1" else "Open"]
        assert claim.citations[0].quote == ("It closed" if part == "source-0" else None)

    async def test_an_edit_that_met_anothers_shows_both(self, world: World) -> None:
        claim = await full_claim(world)
        opened = await edit_form(world, claim)
        await world.bot.claims.edit(claim, replace(claim, tags=("town",)), actor=ANOTHER)

        preview = await sent_after_restart(world, opened, {claim_text.RATING: "true"})
        conflict = await world.moderator.click(preview, label="Save")
        assert shown(conflict.response).startswith(claim_text.conflict(retired=False))

        await world.moderator.click(preview, label=claim_text.OVER_BUTTON)
        saved = only(await world.own_claims())
        assert (saved.rating, saved.tags) == (Rating.TRUE, ("town",))

    async def test_who_lost_the_right_meanwhile_cannot_save(self, world: World) -> None:
        opened = await world.moderator.slash(world.channel, "claim add")
        take_the_role(world)

        result = await world.moderator.click(await sent_after_restart(world, opened, FIELDS), label="Save")

        assert shown(only(result.followups)).startswith(discord_text.MODERATORS_ONLY[:-1])
        assert await world.own_claims() == []

    async def test_what_was_typed_on_a_lost_draft_is_given_back(self, world: World) -> None:
        words = " ".join(f"{number * 7919:x}" for number in range(150))
        preview = await previewed(world, {claim_text.CLAIM: words})
        phrasings = "\n".join(f"the library {number * 104729:x} closed {number * 7907:x}" for number in range(99))
        wordings = await world.moderator.click(preview, label=claim_text.WORDINGS_BUTTON)
        await send(world, wordings, {claim_text.PHRASINGS: phrasings})
        opened = await world.moderator.click(preview, label=claim_text.WHEN_BUTTON)
        await world.restart()

        result = await send(world, opened, {claim_text.TAGS: "books\n@everyone"})

        assert list(given_back(result)) == [verbatim("books\n@everyone")]
        assert words in shown(preview)


class TestQueue:
    async def test_a_suggestion_is_taken_up(self, world: World) -> None:
        await world.member.slash(world.channel, "suggest", text=LIBRARY)
        page = response(await world.moderator.slash(world.channel, "queue"))
        opened = await world.moderator.click(page, label=queue_text.ADD)

        preview = await sent_after_restart(world, opened, FIELDS)
        await world.moderator.click(preview, label="Save")

        assert only(await world.own_claims()).text == LIBRARY
        assert await world.bot.claims.queue.entries(world.guild.id) == ()

    async def test_a_suggestion_that_was_dropped_meanwhile_gives_back_what_was_typed(self, world: World) -> None:
        await world.member.slash(world.channel, "suggest", text=LIBRARY)
        page = response(await world.moderator.slash(world.channel, "queue"))
        opened = await world.moderator.click(page, label=queue_text.ADD)
        await world.moderator.click(page, label=queue_text.DROP)
        await world.restart()

        result = await send(world, opened, FIELDS)

        assert list(given_back(result)) == [verbatim(value) for value in FIELDS.values()]

    async def test_who_lost_the_right_meanwhile_is_told_so_and_keeps_what_they_typed(self, world: World) -> None:
        await world.member.slash(world.channel, "suggest", text=LIBRARY)
        page = response(await world.moderator.slash(world.channel, "queue"))
        opened = await world.moderator.click(page, label=queue_text.ADD)
        take_the_role(world)
        await world.restart()

        result = await send(world, opened, FIELDS)

        *typed, refusal = given_back(result)
        assert typed == [verbatim(value) for value in FIELDS.values()]
        assert refusal == discord_text.MODERATORS_ONLY

    async def test_a_reason_is_sent_to_whoever_proposed_it(self, world: World) -> None:
        await world.member.slash(world.channel, "suggest", text=LIBRARY)
        page = response(await world.moderator.slash(world.channel, "queue"))
        opened = await world.moderator.click(page, label=queue_text.SEND_BACK)

        await sent_after_restart(world, opened, {queue_text.REASON: "Name the\nyear"})

        assert shown(page).startswith(f"{discord_text.RESTARTED} {queue_text.RETURNED}")
        assert only(await world.bot.claims.queue.entries(world.guild.id)).reason == "Name the year"


class TestLines:
    async def test_lines_are_stored(self, world: World) -> None:
        claim = await full_claim(world)

        answer = await sent_after_restart(world, await lines_form(world, claim), {discord_text.LINES_MUST: LINES})

        assert shown(answer).startswith(f"{discord_text.RESTARTED} Saved for {claim.slug}.")
        assert only(await world.own_claims()) == replace(claim, must_match=(LINES,))

    async def test_nothing_is_stored_over_what_was_changed_meanwhile(self, world: World) -> None:
        claim = await full_claim(world)
        opened = await lines_form(world, claim)
        theirs = await world.bot.claims.edit(claim, replace(claim, must_not_match=("geese",)), actor=ANOTHER)

        answer = await sent_after_restart(world, opened, {discord_text.LINES_MUST: LINES})
        assert "somebody else changed" in shown(answer)
        assert only(await world.own_claims()) == theirs

        again = await world.moderator.click(answer, label=discord_text.AGAIN_BUTTON)
        assert fields(again) == {discord_text.LINES_MUST: LINES, discord_text.LINES_MUST_NOT: "geese"}

    async def test_lines_of_a_claim_that_never_was_so_are_given_back(self, world: World) -> None:
        claim = await world.add_claim(LIBRARY, slug="library")
        opened = await lines_form(world, claim)
        must, _ = kept_fields(opened)
        must["custom_id"] = f"{must['custom_id'][:-1]}-"
        await world.restart()

        result = await send(world, opened, {discord_text.LINES_MUST: LINES})

        assert list(given_back(result)) == [verbatim(LINES)]
        assert only(await world.own_claims()) == claim

    async def test_who_lost_the_right_meanwhile_changes_nothing(self, world: World) -> None:
        claim = await full_claim(world)
        opened = await lines_form(world, claim)
        take_the_role(world)

        answer = await sent_after_restart(world, opened, {discord_text.LINES_MUST: LINES})

        assert shown(answer) == f"{discord_text.RESTARTED} {discord_text.MODERATORS_ONLY}"
        assert only(await world.own_claims()) == claim


class TestForms:
    async def test_a_form_that_is_not_known_is_given_back_whole(self, world: World) -> None:
        opened = await edit_form(world, await full_claim(world), "wordings")
        for number, field in enumerate(kept_fields(opened)):
            field["custom_id"] = f"{number:032}"
        await world.restart()
        text = "`````@everyone\n" * 260

        result = await send(world, opened, {claim_text.PHRASINGS: text})

        *pieces, last = given_back(result)
        assert "".join(piece[4:-4] for piece in pieces).replace("\u200b", "") == text
        assert all("```" not in piece[3:-3] for piece in pieces)
        assert last == verbatim(LIBRARY)

    async def test_a_form_of_this_process_is_answered_once(self, world: World) -> None:
        opened = await world.moderator.slash(world.channel, "claim add")

        sent = await send(world, opened, FIELDS)

        assert shown(sent.response).startswith(claim_text.PREVIEW)
        assert sent.followups == []

    async def test_two_who_have_the_same_form_open_are_not_mixed_up(self, world: World) -> None:
        claim = await full_claim(world)
        mine, theirs = await lines_form(world, claim), await lines_form(world, claim)
        assert mine.modal is not None
        assert theirs.modal is not None
        assert mine.modal["custom_id"] != theirs.modal["custom_id"]

    async def test_a_failure_names_an_incident(self, world: World) -> None:
        opened = await world.moderator.slash(world.channel, "claim add")
        await world.restart()
        world.env.inject_error("POST", "/webhooks/*", status=500)

        result = await send(world, opened, FIELDS)

        assert shown(result.response).startswith("Something went wrong on my side.")
        assert labels(result.response)[0] == claim_text.AGAIN_BUTTON
