"""Finding claims, and adding them."""

from __future__ import annotations

import pytest
import simcord

from bot.words import discord_text

from ..desk import LIBRARY
from ..world import World, only, shown


class TestSearch:
    async def test_it_shows_the_closest_claims_first(self, world: World) -> None:
        result = await world.member.slash(world.channel, "claim search", text="Clubhouse ban")

        assert result.ephemeral
        assert shown(result.response).startswith("5 claims come close; the closest is first.\n- ")
        assert "China banned the audio app Clubhouse" in shown(result.response)

    async def test_nothing_found_is_told(self, world: World) -> None:
        result = await world.member.slash(world.channel, "claim search", text="zebra crossing @everyone")

        assert shown(result.response).startswith("No claim is about “zebra crossing @\u200beveryone”.")

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
