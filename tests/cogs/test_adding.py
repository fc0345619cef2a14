"""Adding claims: the form, the preview, and what becomes of a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import discord
import pytest
import simcord

from bot.words import answer_text, change_text, claim_text, discord_text
from claims_db.actors import Actor
from claims_db.claims.history import ChangeKind
from claims_db.engine.chatter import everyday_lines
from claims_db.engine.resembling import ResemblanceKind
from claims_db.values import Interval, Rating

from ..desk import FIELDS, LIBRARY, fields, previewed, response, send, send_twice
from ..world import World, labels, only, opening, shown

BUTTONS = ["Save", "Go back and edit", "Drop", "Other wordings and lines", "When and tags", "Add a source"]
FIRST_SOURCE = "Source 1: Library stays open | The Erew…"


class TestAdd:
    async def test_a_claim_is_previewed_saved_and_answered_from(self, world: World) -> None:
        preview = await previewed(world)

        assert shown(preview).startswith(claim_text.PREVIEW)
        assert "[Library stays open](<https://example.org/library_%282021%29>), The Erewhon Gazette, 1 May 2021" in (
            shown(preview)
        )
        assert f"“{LIBRARY}” — Sources rate this claim as false." in shown(preview)
        assert labels(preview) == [*BUTTONS, FIRST_SOURCE]
        assert await world.own_claims() == []

        saved = await world.moderator.click(preview, label="Save")
        claim = only(await world.own_claims())
        assert shown(saved.response) == claim_text.done(ChangeKind.ADDED, claim)
        assert labels(saved.response) == [claim_text.UNDO_BUTTON]
        assert (claim.text, claim.rating, claim.as_of) == (LIBRARY, Rating.FALSE, None)
        source = claim.citations[0].source
        assert (source.title, source.publisher, source.published) == (
            "Library stays open",
            "The Erewhon Gazette",
            date(2021, 5, 1),
        )

        await world.member.send(world.channel, f"{world.mention} {LIBRARY}")
        assert opening(only(world.said())) == "Sources rate this claim as false."

    async def test_who_added_it_is_remembered(self, world: World) -> None:
        preview = await previewed(world)
        await world.moderator.click(preview, label="Save")

        history = await world.bot.claims.history(only(await world.own_claims()).key)

        assert [(each.kind, each.actor) for each in history] == [
            (ChangeKind.ADDED, Actor.on_discord(world.moderator.id))
        ]

    async def test_a_member_without_the_right_is_told_so_and_nothing_is_stored(self, world: World) -> None:
        result = await world.member.slash(world.channel, "claim add")

        assert result.modal is None
        assert result.ephemeral
        assert shown(result.response) == discord_text.MODERATORS_ONLY
        assert await world.own_claims() == []

    async def test_who_moderates_one_channel_alone_adds_no_claims_for_the_server(self, world: World) -> None:
        own = discord.PermissionOverwrite(manage_messages=True)
        channel = world.guild.create_text_channel("own", overwrites={world.member: own})

        result = await world.member.slash(channel, "claim add")

        assert shown(result.response) == discord_text.MODERATORS_ONLY

    async def test_who_lost_the_right_meanwhile_cannot_save(self, world: World) -> None:
        preview = await previewed(world)
        world.env.backend.edit_member(world.guild.id, world.moderator.id, {"role_ids": []})

        result = await world.moderator.click(preview, label="Save")

        assert shown(only(result.followups)).startswith(discord_text.MODERATORS_ONLY[:-1])
        assert await world.own_claims() == []

        world.env.backend.edit_member(world.guild.id, world.moderator.id, {"role_ids": [world.moderators.id]})
        await world.moderator.click(preview, label="Save")
        assert only(await world.own_claims()).text == LIBRARY

    @pytest.mark.parametrize(
        ("typed", "complaint"),
        [
            pytest.param({claim_text.CLAIM: "Too much"}, "is too short to be a claim", id="no claim"),
            pytest.param({claim_text.CLAIM: "😀 😀 😀 😀"}, "is too short to be a claim", id="emoji"),
            pytest.param({claim_text.ADDRESS: "example dot org"}, "is not a web address", id="address"),
            pytest.param({claim_text.ADDRESS: "javascript:alert(1)"}, "is not a web address", id="script"),
            pytest.param(
                {claim_text.SOURCE: "The Erewhon Gazette"}, "a title and a publisher with a bar", id="no publisher"
            ),
            pytest.param({claim_text.SOURCE: " | The Gazette"}, "a title and a publisher with a bar", id="no title"),
            pytest.param({claim_text.DATE: "2021-02-30"}, "is not a day that exists", id="no such day"),
            pytest.param({claim_text.DATE: "yesterday"}, "is not a date", id="no date"),
        ],
    )
    async def test_what_is_wrong_is_told_and_can_be_mended(
        self, world: World, typed: dict[str, str], complaint: str
    ) -> None:
        result = await previewed(world, typed)

        assert complaint in shown(result).replace("\\", "")
        assert labels(result)[:2] == ["Fill in again", "Drop"]
        assert await world.own_claims() == []

        again = await world.moderator.click(result, label="Fill in again")
        assert fields(again) == FIELDS | typed
        mended = await send(world, again, FIELDS)
        assert labels(mended.response)[:3] == BUTTONS[:3]
        assert response(mended).id == result.id

    @pytest.mark.parametrize(("typed", "as_of"), [("", None), ("2021", "2021"), ("2021-05", "2021-05")])
    async def test_a_date_may_be_vague_or_missing(self, world: World, typed: str, as_of: str | None) -> None:
        preview = await previewed(world, {claim_text.DATE: typed, claim_text.ADDRESS: ""})
        await world.moderator.click(preview, label="Save")

        claim = only(await world.own_claims())
        assert claim.as_of == (Interval.parse(as_of) if as_of else None)
        assert claim.citations[0].source.published is None
        assert claim.citations[0].source.url is None

    async def test_a_dropped_draft_stores_nothing(self, world: World) -> None:
        preview = await previewed(world)

        result = await world.moderator.click(preview, label="Drop")

        assert shown(result.response) == claim_text.DROPPED
        assert await world.own_claims() == []

    async def test_a_draft_is_saved_once(self, world: World) -> None:
        preview = await previewed(world)

        pressed = await world.press_twice(world.moderator, preview.message, "Save")

        claim = only(await world.own_claims())
        assert shown(preview).replace("\\", "") == claim_text.done(ChangeKind.ADDED, claim)
        assert [[shown(each) for each in result.followups] for result in pressed] == [[], [claim_text.DRAFT_GONE]]

    async def test_a_preview_still_works_after_a_restart(self, world: World) -> None:
        preview = await previewed(world)
        await world.restart()

        again = await world.moderator.click(preview, label="Go back and edit")
        assert fields(again) == FIELDS
        await world.restart()
        saved = await world.moderator.click(preview, label="Save")

        claim = only(await world.own_claims())
        assert shown(saved.response) == claim_text.done(ChangeKind.ADDED, claim)
        assert claim.citations[0].source.url == FIELDS[claim_text.ADDRESS]

    async def test_after_a_restart_too_a_draft_is_saved_once(self, world: World) -> None:
        preview = await previewed(world)
        await world.restart()

        await world.press_twice(world.moderator, preview.message, "Save")

        assert only(await world.own_claims()).text == LIBRARY

    async def test_a_draft_too_long_to_outlive_a_restart_still_stands_there(self, world: World) -> None:
        words = " ".join(f"{number * 7919:x}" for number in range(150))
        preview = await previewed(world, {claim_text.CLAIM: words})
        again = await world.moderator.click(preview, label=claim_text.WORDINGS_BUTTON)
        phrasings = "\n".join(f"the library {number * 104729:x} closed {number * 7907:x}" for number in range(99))
        preview = response(await send(world, again, {claim_text.PHRASINGS: phrasings}))
        await world.restart()

        result = await world.moderator.click(preview, label="Save")

        assert shown(only(result.followups)) == claim_text.DRAFT_LOST
        assert words in shown(preview)
        assert await world.own_claims() == []

    async def test_a_form_sent_twice_makes_one_claim(self, world: World) -> None:
        opened = await world.moderator.slash(world.channel, "claim add")
        first, second = await send_twice(world, opened, FIELDS)

        await world.moderator.click(first, label="Save")
        result = await world.moderator.click(second, label="Save")

        assert shown(only(result.followups)) == claim_text.DRAFT_GONE
        assert only(await world.own_claims()).text == LIBRARY

    async def test_a_form_that_is_sent_after_its_claim_was_saved_stores_nothing(self, world: World) -> None:
        preview = await previewed(world)
        again = await world.moderator.click(preview, label="Go back and edit")
        await world.moderator.click(preview, label="Save")

        second = response(await send(world, again, {claim_text.CLAIM: f"{LIBRARY} for good"}))

        assert shown(second) == f"{claim_text.SENT_TWICE}\n**{LIBRARY} for good**"
        assert labels(second)[:2] == [claim_text.AGAIN_BUTTON, claim_text.DROP_BUTTON]
        assert only(await world.own_claims()).text == LIBRARY

    async def test_what_was_added_is_undone_in_one_press(self, world: World) -> None:
        saved = await world.moderator.click(await previewed(world), label="Save")
        claim = only(await world.own_claims())

        undone = await world.moderator.click(response(saved), label=claim_text.UNDO_BUTTON)

        assert shown(undone.response) == claim_text.undone(1, ChangeKind.RETIRED, claim)
        assert await world.own_claims() == []
        await world.moderator.click(response(undone), label=claim_text.UNDO_BUTTON)
        assert await world.own_claims() == [claim]

    async def test_the_same_words_again_are_shown_and_may_become_a_claim_of_their_own(self, world: World) -> None:
        first = await world.add_claim(LIBRARY, Rating.FALSE)

        preview = await previewed(world)
        same = change_text.RELATIONS[ResemblanceKind.SAME]
        assert f"**{change_text.RESEMBLES}**\n- {same} {first.slug} (rated false): {LIBRARY}" in shown(preview)
        await world.moderator.click(preview, label="Save")

        assert {claim.slug for claim in await world.own_claims()} == {first.slug, f"{first.slug}-2"}

    async def test_the_same_claim_is_given_the_words_and_the_source_instead(self, world: World) -> None:
        first = await world.add_claim(LIBRARY, Rating.FALSE)
        words = "Erewhon's town library closed its doors"

        preview = await previewed(world, {claim_text.CLAIM: words})
        saved = await world.moderator.click(preview, label=claim_text.PHRASING_BUTTON)

        claim = only(await world.own_claims())
        assert shown(saved.response) == claim_text.done(ChangeKind.EDITED, claim)
        assert (claim.slug, claim.text, claim.phrasings) == (first.slug, LIBRARY, (words,))
        titles = [citation.source.title for citation in claim.citations]
        assert titles == ["What happened in Erewhon", "Library stays open"]

    async def test_a_claim_that_contradicts_another_says_which(self, world: World) -> None:
        first = await world.add_claim("The town library of Erewhon closed nine reading rooms")

        text = "The town library of Erewhon closed ten reading rooms"
        preview = await previewed(world, {claim_text.CLAIM: text, claim_text.RATING: "true"})

        contradicts = change_text.RELATIONS[ResemblanceKind.CONTRADICTS]
        assert f"**{change_text.RESEMBLES}**\n- {contradicts} {first.slug} (rated true): {first.text}" in shown(preview)

    async def test_a_claim_of_another_server_resembles_nothing(self, world: World, simcord_env: simcord.Env) -> None:
        await World(simcord_env, "Other server").add_claim(LIBRARY, Rating.FALSE)

        preview = await previewed(world)

        assert change_text.RESEMBLES not in shown(preview)
        assert claim_text.PHRASING_BUTTON not in labels(preview)

    async def test_a_claim_that_would_answer_everyday_chat_says_so(self, world: World) -> None:
        chat = next(line for line in everyday_lines() if "trains are running again" in line)
        preview = await previewed(world, {claim_text.CLAIM: chat, claim_text.RATING: "true"})

        assert f"**{change_text.EVERYDAY}**\n- “{chat}”" in shown(preview)

    async def test_lines_that_it_takes_from_another_claim_are_told(self, world: World) -> None:
        general = await world.add_claim("The town library of Erewhon has nine rooms", slug="nine-rooms")
        line = "The town library of Erewhon has eleven rooms"
        await world.bot.claims.edit(general, replace(general, must_match=(line,)), actor=Actor("test"))

        preview = await previewed(world, {claim_text.CLAIM: line, claim_text.RATING: "true"})
        saved = await world.moderator.click(preview, label="Save")

        (claim,) = (each for each in await world.own_claims() if each.slug != "nine-rooms")
        assert shown(saved.response) == (
            f"{claim_text.done(ChangeKind.ADDED, claim)} 1 line no longer holds:\n"
            "**nine-rooms**\n"
            f"- must match: “{line}”\n"
            f"  The claim {claim.slug} answers it, supported: The source agrees."
        )

    async def test_a_name_that_a_retired_claim_has_is_not_taken_again(self, world: World) -> None:
        first = await world.add_claim(LIBRARY)
        await world.bot.claims.retire(first.key, actor=Actor("test"))

        preview = await previewed(world)
        result = await world.moderator.click(preview, label="Save")

        assert shown(result.response) == f"Saved as {first.slug}-2. I answer from it from now on."

    async def test_a_failure_names_an_incident(self, world: World) -> None:
        opened = await world.moderator.slash(world.channel, "claim add")
        world.env.inject_error("POST", "/webhooks/*", status=500)

        result = await send(world, opened, FIELDS)

        assert shown(result.response).startswith("Something went wrong on my side.")

    async def test_long_and_hostile_words_fit_and_stay_words(self, world: World) -> None:
        words = ("[click](https://evil.example) @everyone **library** " * 20)[:1000]
        title = "[x](https://evil.example) " * 10

        preview = await previewed(world, {claim_text.CLAIM: words, claim_text.SOURCE: f"{title}| @here"})

        everything = shown(preview)
        assert "](https://evil" not in everything
        assert "@everyone" not in everything
        assert "@here" not in everything
        assert answer_text.RATING_WORDS[Rating.FALSE] in everything

    async def test_it_belongs_to_servers(self, world: World) -> None:
        result = await world.member.user.slash("claim add")
        assert shown(result.response) == discord_text.SERVER_ONLY
