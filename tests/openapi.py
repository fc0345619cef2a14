"""Judges request bodies as Discord would: by its own OpenAPI description, and by the rules that this leaves out."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from simcord import components

# Where Discord's description is: github.com/discord/discord-api-spec, specs/openapi.json
ENVIRONMENT = "DISCORD_OPENAPI"
# Sent by discord.py and taken by Discord, and missing in the description.
UNDESCRIBED = {
    "ApplicationCommandUpdateRequest": {"nsfw": {"type": "boolean"}},
    "MessageEditRequestPartial": {"tts": {"type": "boolean"}},
    "IncomingWebhookUpdateRequestPartial": {"tts": {"type": "boolean"}},
}
PINGED = ("users", "roles", "replied_user")
MOST_CONTENT = 2000
MOST_EMBED_CHARACTERS = 6000
COMPONENTS_V2 = 1 << 15
MOST_TEXT, MOST_COMPONENTS = 4000, 40
_TEXT = 10


def problems(method: str, path: str, body: Any) -> list[str]:
    """What Discord would not take in a request; nothing where it is fine."""
    found = list(_forgotten_rules(body)) if isinstance(body, dict) else []
    if os.environ.get(ENVIRONMENT):
        found += _schema_problems(method, path, body)
    return [f"{method} {path}: {problem}" for problem in found]


def _schema_problems(method: str, path: str, body: Any) -> Iterator[str]:
    template = next((template for template, pattern in _paths() if pattern.fullmatch(path)), None)
    if template is None:
        yield "no such path"
    elif (validator := _validator(method.lower(), template)) is not None:
        yield from (f"{error.instance_path}: {error.message[:300]}" for error in validator.iter_errors(body))


@cache
def _description() -> dict[str, Any]:
    """The description, made as lenient as Discord is with ids and stricter with unknown keys."""
    described: dict[str, Any] = json.loads(Path(os.environ[ENVIRONMENT]).read_text(encoding="utf-8"))
    schemas = described["components"]["schemas"]
    schemas["SnowflakeType"] = {"anyOf": [{"type": "integer"}, schemas["SnowflakeType"]]}
    for name, schema in schemas.items():
        if "Request" in name and "properties" in schema:
            schema.setdefault("additionalProperties", False)
            schema["properties"].update(UNDESCRIBED.get(name, {}))
    return described


@cache
def _paths() -> list[tuple[str, re.Pattern[str]]]:
    """Path templates, those with fewer placeholders first."""
    templates = sorted(_description()["paths"], key=lambda template: template.count("{"))
    return [(template, re.compile(re.sub(r"\{\w+\}", "[^/]+", template))) for template in templates]


@cache
def _validator(method: str, template: str) -> jsonschema_rs.Validator | None:
    operation = _description()["paths"][template].get(method, {})
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    if schema is None:
        return None
    return jsonschema_rs.validator_for({**schema, "components": _description()["components"]})


def _forgotten_rules(body: dict[str, Any]) -> Iterator[str]:
    """The rules for a message, which is the body itself or, in answer to an interaction, its data."""
    message = body.get("data") if "type" in body and isinstance(body.get("data"), dict) else body
    if not isinstance(message, dict):
        return
    if len(message.get("content") or "") > MOST_CONTENT:
        yield f"content has more than {MOST_CONTENT} characters"
    made_of_components = bool((message.get("flags") or 0) & COMPONENTS_V2)
    if made_of_components:
        yield from _rules_of_components(message)
    elif "content" in message and not (message["content"] or message.get("embeds")):
        yield "the message is empty"
    mentions = message.get("allowed_mentions") or {}
    if ("content" in message or made_of_components) and (
        mentions.get("parse") != [] or any(mentions.get(who) for who in PINGED)
    ):
        yield f"the message may ping: {mentions}"
    embeds = message.get("embeds") or []
    if sum(map(_embed_length, embeds)) > MOST_EMBED_CHARACTERS:
        yield f"the embeds have more than {MOST_EMBED_CHARACTERS} characters"
    for field in (field for embed in embeds for field in embed.get("fields", [])):
        if not (field["name"].strip() and field["value"].strip()):
            yield "a field is empty"


def _rules_of_components(message: dict[str, Any]) -> Iterator[str]:
    """https://discord.com/developers/docs/components/reference."""
    if message.get("content") or message.get("embeds"):
        yield "a message made of components has neither content nor embeds"
    parts = list(components.walk_components(message.get("components") or []))
    texts = [part["content"] for part in parts if part["type"] == _TEXT]
    if not texts or not all(text.strip() for text in texts):
        yield "the message, or a text of it, is empty"
    if sum(map(len, texts)) > MOST_TEXT:
        yield f"the texts have more than {MOST_TEXT} characters"
    if len(parts) > MOST_COMPONENTS:
        yield f"more than {MOST_COMPONENTS} components"


def _embed_length(embed: dict[str, Any]) -> int:
    fields = sum(len(field["name"]) + len(field["value"]) for field in embed.get("fields", []))
    named = len(embed.get("footer", {}).get("text", "")) + len(embed.get("author", {}).get("name", ""))
    return len(embed.get("title", "")) + len(embed.get("description", "")) + fields + named
