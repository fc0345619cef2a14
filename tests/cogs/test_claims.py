"""Finding claims, and adding them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord

from bot import discord_text, text
from claims_db.service import ChangeKind
from claims_db.values import Interval, Rating

from ..world import World, labels, only, shown

LIBRARY = "The town library of Erewhon closed its doors"
FIELDS = {
    "text": LIBRARY,
    "rating": "false",
    "address": "https://example.org/library_(2021)",
    "source": "Library stays open | The Erewhon Gazette",
    "date": "2021-05-01",
}


async def fill_in(world: World, **fields: str) -> simcord.ResponseMessage:
    """Open the form as the moderator, fill it in and send it; what comes back."""
    opened = await world.moderator.slash(world.channel, "claim add")
    sent = await world.moderator.submit_modal(opened, form(opened, FIELDS | fields))
    assert sent.ephemeral
    assert sent.response is not None
    return sent.response


def form(opened: simcord.InteractionResult, fields: dict[str, str]) -> dict[str, Any]:
    """What stands in the form, by the ids that it has this time."""
    assert opened.modal is not None
    ids = [label["component"]["custom_id"] for label in opened.modal["components"]]
    values = [fields["text"], [fields["rating"]], fields["address"], fields["source"], fields["date"]]
    return dict(zip(ids, values, strict=True))


class TestSearch:
    async def test_it_shows_the_closest_claims_first(self, world: World) -> None:
        result = await world.member.slash(world.channel, "claim search", text="Clubhouse ban")

        assert result.ephemeral
        assert shown(result.response).startswith("5 claims come close; the closest is first.\n- ")
        assert "China banned the audio app Clubhouse" in shown(result.response)

    async def test_nothing_found_is_told(self, world: World) -> None:
        result = await world.member.slash(world.channel, "claim search", text="zebra crossing @everyone")

        assert shown(result.response).startswith("No claim has to do with “zebra crossing @\u200beveryone”.")

    async def test_it_works_in_a_private_message(self, world: World) -> None:
        result = await world.member.user.slash("claim search", text="TikTok parent company")

        assert "ByteDance" in shown(result.response)


class TestShow:
    @pytest.mark.parametrize("name", ["clubhouse-banned", "China banned the audio app Clubhouse"])
    async def test_a_claim_is_shown_by_slug_or_words(self, world: World, name: str) -> None:
        result = await world.member.slash(world.channel, "claim show", name=name)

        assert result.ephemeral
        assert shown(result.response).startswith("Sources rate this claim as true.\n**China banned")
        assert "Name: clubhouse-banned (pack starter). It is about February 2021." in shown(result.response)

    @pytest.mark.parametrize("name", ["no-such-claim", "clubhouse"], ids=["unknown", "several"])
    async def test_a_name_that_fits_not_one_claim_is_told(self, world: World, name: str) -> None:
        result = await world.member.slash(world.channel, "claim show", name=name)

        assert shown(result.response) == discord_text.unknown_claim(name)

    async def test_names_are_completed_from_slugs_and_texts(self, world: World) -> None:
        choices = await world.member.autocomplete(world.channel, "claim show", "name", "tiktok")

        assert [choice["value"] for choice in choices] == ["bytedance-owns-tiktok"]

    async def test_no_more_choices_are_offered_than_discord_takes(self, world: World) -> None:
        for number in range(20):
            await world.add_claim(f"The town library of Erewhon opened {number} branches " + "far away " * 10)

        choices = await world.member.autocomplete(world.channel, "claim show", "name", "")

        assert len(choices) == 25
        assert max(len(choice["name"]) for choice in choices) <= 100

    async def test_a_claim_with_a_long_name_can_be_chosen(self, world: World) -> None:
        claim = await world.add_claim(LIBRARY, slug="library-" * 14 + "closed")
        choices = await world.member.autocomplete(world.channel, "claim show", "name", "library")

        result = await world.member.slash(world.channel, "claim show", name=only(choices)["value"])

        assert claim.slug in shown(result.response).replace("\\", "")
        assert "a claim of this server" in shown(result.response)

    async def test_another_servers_claim_is_not_found(self, world: World, simcord_env: simcord.Env) -> None:
        other = World(simcord_env, "Other server")
        claim = await other.add_claim(LIBRARY)

        result = await world.member.slash(world.channel, "claim show", name=claim.slug)
        choices = await world.member.autocomplete(world.channel, "claim show", "name", "Erewhon")

        assert shown(result.response) == discord_text.unknown_claim(claim.slug)
        assert choices == []


class TestAdd:
    async def test_a_claim_is_previewed_saved_and_answered_from(self, world: World) -> None:
        preview = await fill_in(world)

        assert shown(preview).startswith(discord_text.PREVIEW)
        assert "[Library stays open](<https://example.org/library_%282021%29>), The Erewhon Gazette, 1 May 2021" in (
            shown(preview)
        )
        assert f"“{LIBRARY}” — Sources rate this claim as false." in shown(preview)
        assert labels(preview) == ["Save", "Fill in again", "Drop"]
        assert world.own_claims() == []

        saved = await world.moderator.click(preview, label="Save")
        claim = only(world.own_claims())
        assert shown(saved.response) == discord_text.saved(claim)
        assert labels(saved.response) == []
        assert (claim.text, claim.rating, str(claim.as_of)) == (LIBRARY, Rating.FALSE, "2021-05-01")
        assert claim.citations[0].source.publisher == "The Erewhon Gazette"

        await world.member.send(world.channel, f"{world.mention} {LIBRARY}")
        assert only(world.said()).content == "Sources rate this claim as false."

    async def test_who_added_it_is_remembered(self, world: World) -> None:
        preview = await fill_in(world)
        await world.moderator.click(preview, label="Save")

        history = await world.bot.claims.history(only(world.own_claims()).key)

        assert [(each.kind, each.actor) for each in history] == [(ChangeKind.ADDED, f"discord:{world.moderator.id}")]

    async def test_a_member_without_the_right_is_told_so_and_nothing_is_stored(self, world: World) -> None:
        result = await world.member.slash(world.channel, "claim add")

        assert result.modal is None
        assert result.ephemeral
        assert shown(result.response) == discord_text.MODERATORS_ONLY
        assert world.own_claims() == []

    async def test_who_moderates_one_channel_alone_adds_no_claims_for_the_server(self, world: World) -> None:
        own = discord.PermissionOverwrite(manage_messages=True)
        channel = world.guild.create_text_channel("own", overwrites={world.member: own})

        result = await world.member.slash(channel, "claim add")

        assert shown(result.response) == discord_text.MODERATORS_ONLY

    async def test_who_lost_the_right_meanwhile_cannot_save(self, world: World) -> None:
        preview = await fill_in(world)
        world.env.backend.edit_member(world.guild.id, world.moderator.id, {"role_ids": []})

        result = await world.moderator.click(preview, label="Save")

        assert shown(result.response) == discord_text.MODERATORS_ONLY
        assert world.own_claims() == []

    @pytest.mark.parametrize(
        ("fields", "complaint"),
        [
            pytest.param({"text": "Too much"}, "is too short to be a claim", id="no claim"),
            pytest.param({"text": "😀 😀 😀 😀"}, "is too short to be a claim", id="emoji"),
            pytest.param({"address": "example dot org"}, "is not a web address", id="address"),
            pytest.param({"address": "javascript:alert(1)"}, "is not a web address", id="script"),
            pytest.param({"source": "The Erewhon Gazette"}, "a title and a publisher with a bar", id="no publisher"),
            pytest.param({"source": " | The Gazette"}, "a title and a publisher with a bar", id="no title"),
            pytest.param({"date": "2021-02-30"}, "is not a day that exists", id="no such day"),
            pytest.param({"date": "yesterday"}, "is not a date", id="no date"),
        ],
    )
    async def test_what_is_wrong_is_told_and_can_be_mended(
        self, world: World, fields: dict[str, str], complaint: str
    ) -> None:
        result = await fill_in(world, **fields)

        assert complaint in shown(result).replace("\\", "")
        assert labels(result) == ["Fill in again", "Drop"]
        assert world.own_claims() == []

        again = await world.moderator.click(result, label="Fill in again")
        assert again.modal is not None
        filled = [label["component"].get("value") for label in again.modal["components"]]
        assert filled[0] == (FIELDS | fields)["text"]
        preview = await world.moderator.submit_modal(again, form(again, FIELDS))
        assert labels(preview.response) == ["Save", "Fill in again", "Drop"]

    @pytest.mark.parametrize(
        ("date", "as_of", "published"), [("", None, None), ("2021", "2021", None), ("2021-05", "2021-05", None)]
    )
    async def test_a_date_may_be_vague_or_missing(
        self, world: World, date: str, as_of: str | None, published: None
    ) -> None:
        preview = await fill_in(world, date=date, address="")
        await world.moderator.click(preview, label="Save")

        claim = only(world.own_claims())
        assert claim.as_of == (Interval.parse(as_of) if as_of else None)
        assert claim.citations[0].source.published is published
        assert claim.citations[0].source.url is None

    async def test_a_dropped_draft_stores_nothing(self, world: World) -> None:
        preview = await fill_in(world)

        result = await world.moderator.click(preview, label="Drop")

        assert shown(result.response) == discord_text.DROPPED
        assert world.own_claims() == []

    async def test_a_draft_is_saved_once(self, world: World) -> None:
        preview = await fill_in(world)

        pressed = await world.press_twice(world.moderator, preview.message, "Save")

        claim = only(world.own_claims())
        assert preview.content == discord_text.saved(claim).replace("_", "\\_")
        assert [result.followups for result in pressed] == [[], []]

    async def test_a_draft_does_not_survive_a_restart_and_says_so(self, world: World) -> None:
        preview = await fill_in(world)
        await world.restart()

        result = await world.moderator.click(preview, label="Save")

        assert shown(result.response) == discord_text.DRAFT_GONE
        assert world.own_claims() == []

    async def test_the_same_words_again_get_another_name_and_are_shown_as_similar(self, world: World) -> None:
        first = await world.add_claim(LIBRARY)

        preview = await fill_in(world)
        assert discord_text.SIMILAR in shown(preview)
        await world.moderator.click(preview, label="Save")

        assert {claim.slug for claim in world.own_claims()} == {first.slug, f"{first.slug}-2"}

    async def test_lines_that_it_takes_from_another_claim_are_told(self, world: World) -> None:
        general = await world.add_claim("The town library of Erewhon has nine rooms", slug="nine-rooms")
        line = "The town library of Erewhon has eleven rooms"
        await world.bot.claims.edit(general, replace(general, must_match=(line,)), actor="test")

        preview = await fill_in(world, text=line, rating="true")
        saved = await world.moderator.click(preview, label="Save")

        (claim,) = (each for each in world.own_claims() if each.slug != "nine-rooms")
        assert shown(saved.response) == (
            f"{discord_text.saved(claim)} 1 line no longer holds:\n"
            "**nine-rooms**\n"
            f"- must match: “{line}”\n"
            f"  The claim {claim.slug} answers it, supported: The source agrees."
        )

    async def test_a_name_that_a_retired_claim_has_is_not_taken_again(self, world: World) -> None:
        first = await world.add_claim(LIBRARY)
        await world.bot.claims.retire(first.key, actor="test")

        preview = await fill_in(world)
        result = await world.moderator.click(preview, label="Save")

        assert shown(result.response) == f"Saved as {first.slug}-2. I answer from it from now on."

    async def test_a_failure_names_an_incident(self, world: World) -> None:
        opened = await world.moderator.slash(world.channel, "claim add")
        world.env.inject_error("POST", "/webhooks/*", status=500)

        result = await world.moderator.submit_modal(opened, form(opened, FIELDS))

        assert shown(result.response).startswith("Something went wrong on my side.")

    async def test_long_and_hostile_words_fit_and_stay_words(self, world: World) -> None:
        words = ("[click](https://evil.example) @everyone **library** " * 20)[:1000]
        title = "[x](https://evil.example) " * 10

        preview = await fill_in(world, text=words, source=f"{title}| @here")

        everything = shown(preview)
        assert "](https://evil" not in everything
        assert "@everyone" not in everything
        assert "@here" not in everything
        assert text.RATING_WORDS[Rating.FALSE] in everything

    async def test_it_belongs_to_servers(self, world: World) -> None:
        result = await world.member.user.slash("claim add")
        assert shown(result.response) == discord_text.SERVER_ONLY
