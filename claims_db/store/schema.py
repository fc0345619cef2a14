"""The shape of the database: named steps, appended and never edited, each tested from the shape before it."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

# "FNOT" in ASCII; SQLite keeps it in bytes 68 to 71 of the file, so that a foreign file is known without opening it.
APPLICATION_ID = 0x464E4F54

migrations = Migrations("footnote")


_CLAIMS = (
    """
    CREATE TABLE packs (
        id          INTEGER PRIMARY KEY,
        slug        TEXT NOT NULL UNIQUE,
        title       TEXT NOT NULL,
        description TEXT,
        licence     TEXT
    ) STRICT
    """,
    """
    CREATE TABLE sources (
        id          INTEGER PRIMARY KEY,
        pack_id     INTEGER NOT NULL REFERENCES packs(id),
        key         TEXT NOT NULL,
        title       TEXT NOT NULL,
        publisher   TEXT NOT NULL,
        author      TEXT,
        url         TEXT,
        published   TEXT CHECK (published IS date(published, '+0 days')),
        archive_url TEXT,
        UNIQUE (pack_id, key)
    ) STRICT
    """,
    """
    CREATE TABLE claims (
        id         INTEGER PRIMARY KEY,
        pack_id    INTEGER NOT NULL REFERENCES packs(id),
        slug       TEXT NOT NULL,
        text       TEXT NOT NULL,
        rating     TEXT NOT NULL CHECK (rating IN ('true', 'mostly-true', 'half-true', 'mostly-false', 'false',
                                                   'misleading', 'unproven', 'outdated')),
        as_of      TEXT,
        happened   TEXT,
        retired    INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
        changed_by TEXT NOT NULL,
        UNIQUE (pack_id, slug)
    ) STRICT
    """,
    """
    CREATE TABLE phrasings (
        claim_id INTEGER NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        text     TEXT NOT NULL,
        PRIMARY KEY (claim_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE tags (
        claim_id INTEGER NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        tag      TEXT NOT NULL,
        PRIMARY KEY (claim_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE citations (
        claim_id  INTEGER NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
        position  INTEGER NOT NULL,
        source_id INTEGER NOT NULL REFERENCES sources(id),
        quote     TEXT,
        PRIMARY KEY (claim_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX citations_by_source ON citations(source_id)",
)


@migrations(name="0001_claims")
def _claims(db: Database) -> None:
    """Claims and their sources. `changed_by` tells what a person changed from what a pack file brought."""
    for statement in _CLAIMS:
        db.execute(statement)


@migrations(name="0002_history")
def _history(db: Database) -> None:
    """Every change of a claim; what it was before is JSON, since tables will change shape but the past must stay."""
    db.execute(
        """
        CREATE TABLE history (
            id       INTEGER PRIMARY KEY,
            claim_id INTEGER NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
            at       TEXT NOT NULL,
            actor    TEXT NOT NULL,
            kind     TEXT NOT NULL CHECK (kind IN ('added', 'edited', 'retired', 'restored')),
            before   TEXT CHECK (before IS NULL OR json_valid(before))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX history_by_claim ON history(claim_id)")


@migrations(name="0003_servers")
def _servers(db: Database) -> None:
    """What a server set for itself. Ids are Discord's; absent values mean the host's default."""
    for statement in (
        """
        CREATE TABLE servers (
            id           INTEGER PRIMARY KEY,
            default_mode TEXT CHECK (default_mode IN ('on-request', 'corrections', 'all')),
            cooldown     INTEGER CHECK (cooldown >= 0),
            greeted      INTEGER NOT NULL DEFAULT 0 CHECK (greeted IN (0, 1))
        ) STRICT
        """,
        """
        CREATE TABLE channels (
            id        INTEGER PRIMARY KEY,
            server_id INTEGER NOT NULL REFERENCES servers(id) ON DELETE CASCADE,
            mode      TEXT NOT NULL CHECK (mode IN ('on-request', 'corrections', 'all'))
        ) STRICT
        """,
        "CREATE INDEX channels_by_server ON channels(server_id)",
        """
        CREATE TABLE subscriptions (
            server_id INTEGER NOT NULL REFERENCES servers(id) ON DELETE CASCADE,
            pack_id   INTEGER NOT NULL REFERENCES packs(id) ON DELETE CASCADE,
            wanted    INTEGER NOT NULL CHECK (wanted IN (0, 1)),
            PRIMARY KEY (server_id, pack_id)
        ) STRICT, WITHOUT ROWID
        """,
    ):
        db.execute(statement)


@migrations(name="0004_replies")
def _replies(db: Database) -> None:
    """The bot's replies, ids only. `spoken` outlives a reply that was taken back, and names no message or person."""
    for statement in (
        """
        CREATE TABLE replies (
            reply_id   INTEGER PRIMARY KEY,
            channel_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            author_id  INTEGER NOT NULL,
            claim_id   INTEGER REFERENCES claims(id) ON DELETE SET NULL,
            label      TEXT NOT NULL,
            at         TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX replies_by_message ON replies(message_id)",
        "CREATE INDEX replies_by_claim ON replies(claim_id)",
        """
        CREATE TABLE spoken (
            channel_id INTEGER NOT NULL,
            claim_id   INTEGER NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
            at         TEXT NOT NULL,
            PRIMARY KEY (channel_id, claim_id)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    ):
        db.execute(statement)


@migrations(name="0005_lines")
def _lines(db: Database) -> None:
    """The lines that a claim must match, and those that it must not."""
    db.execute(
        """
        CREATE TABLE lines (
            claim_id   INTEGER NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
            must_match INTEGER NOT NULL CHECK (must_match IN (0, 1)),
            position   INTEGER NOT NULL,
            text       TEXT NOT NULL,
            PRIMARY KEY (claim_id, must_match, position)
        ) STRICT, WITHOUT ROWID
        """
    )


@migrations(name="0009_panel")
def _panel(db: Database) -> None:
    """What moderators choose beside modes and packs. Ids are Discord's."""
    for statement in (
        """
        CREATE TABLE desks (
            server_id       INTEGER PRIMARY KEY REFERENCES servers(id) ON DELETE CASCADE,
            quiet           INTEGER NOT NULL CHECK (quiet IN (0, 1)),
            second_approval INTEGER NOT NULL CHECK (second_approval IN (0, 1)),
            log_channel     INTEGER
        ) STRICT
        """,
        """
        CREATE TABLE moderator_roles (
            id        INTEGER PRIMARY KEY,
            server_id INTEGER NOT NULL REFERENCES servers(id) ON DELETE CASCADE
        ) STRICT
        """,
        "CREATE INDEX moderator_roles_by_server ON moderator_roles(server_id)",
    ):
        db.execute(statement)


@migrations(name="0006_settings_history")
def _settings_history(db: Database) -> None:
    """What was set on a server, and by whom; values are JSON, since settings come and go but the past must stay."""
    db.execute(
        """
        CREATE TABLE settings_history (
            id        INTEGER PRIMARY KEY,
            server_id INTEGER NOT NULL REFERENCES servers(id) ON DELETE CASCADE,
            at        TEXT NOT NULL,
            actor     TEXT NOT NULL,
            name      TEXT NOT NULL,
            before    TEXT NOT NULL CHECK (json_valid(before)),
            after     TEXT NOT NULL CHECK (json_valid(after))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX settings_history_by_server ON settings_history(server_id)")


@migrations(name="0010_queue")
def _queue(db: Database) -> None:
    """What waits for a moderator: changes of claims that another one approves, and what members suggest.

    An id is never used twice, so that a button of an entry that was settled means no other one.
    """
    db.execute(
        """
        CREATE TABLE queue (
            id          INTEGER PRIMARY KEY AUTOINCREMENT,
            server_id   INTEGER NOT NULL REFERENCES servers(id) ON DELETE CASCADE,
            kind        TEXT NOT NULL CHECK (kind IN ('added', 'edited', 'retired', 'restored', 'suggested')),
            proposer    TEXT NOT NULL,
            at          TEXT NOT NULL,
            before      TEXT CHECK (before IS NULL OR json_valid(before)),
            after       TEXT CHECK (after IS NULL OR json_valid(after)),
            undoes      INTEGER,
            text        TEXT,
            source      TEXT,
            returned_by TEXT,
            reason      TEXT,
            CHECK (CASE kind WHEN 'suggested' THEN text IS NOT NULL ELSE after IS NOT NULL END)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX queue_by_server ON queue(server_id)")


@migrations(name="0007_updates")
def _updates(db: Database) -> None:
    """Replies that show an old version of a claim, and whether somebody wants them changed.

    `since` is the first history row that a reply doesn't show; not a reference, so that later steps may rebuild it.
    """
    for statement in (
        """
        CREATE TABLE updates (
            reply_id INTEGER PRIMARY KEY REFERENCES replies(reply_id) ON DELETE CASCADE,
            since    INTEGER NOT NULL,
            wanted   INTEGER NOT NULL CHECK (wanted IN (0, 1))
        ) STRICT
        """,
        """
        CREATE TABLE update_runs (
            claim_id INTEGER PRIMARY KEY REFERENCES claims(id) ON DELETE CASCADE,
            updated  INTEGER NOT NULL,
            skipped  INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX replies_by_channel ON replies(channel_id)",
    ):
        db.execute(statement)


@migrations(name="0008_privacy")
def _privacy(db: Database) -> None:
    """Who asked the bot not to check what they write. Ids are Discord's."""
    db.execute("CREATE TABLE opted_out (user_id INTEGER PRIMARY KEY) STRICT")
    db.execute("CREATE INDEX replies_by_author ON replies(author_id)")
    db.execute("CREATE INDEX history_by_actor ON history(actor)")
    db.execute("CREATE INDEX claims_by_actor ON claims(changed_by)")


@migrations(name="0011_source_health")
def _source_health(db: Database) -> None:
    """The health of sources, and changes of their state. `url` is the address checked; a new one starts over."""
    states = "('alive', 'moved', 'changed', 'gone', 'could-not-check')"
    for statement in (
        f"""
        CREATE TABLE source_health (
            source_id INTEGER PRIMARY KEY REFERENCES sources(id) ON DELETE CASCADE,
            url       TEXT NOT NULL,
            state     TEXT NOT NULL CHECK (state IN {states}),
            known     TEXT NOT NULL CHECK (known IN {states}),
            tried     TEXT NOT NULL CHECK (tried IS date(tried, '+0 days')),
            reached   TEXT CHECK (reached IS date(reached, '+0 days')),
            failures  INTEGER NOT NULL CHECK (failures >= 0),
            failed_on TEXT CHECK (failed_on IS date(failed_on, '+0 days')),
            moved_to  TEXT,
            status    TEXT NOT NULL,
            copy      TEXT
        ) STRICT
        """,
        f"""
        CREATE TABLE source_turns (
            id        INTEGER PRIMARY KEY,
            source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
            day       TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
            url       TEXT NOT NULL,
            state     TEXT NOT NULL CHECK (state IN {states}),
            status    TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX source_turns_by_source ON source_turns(source_id)",
    ):
        db.execute(statement)


@migrations(name="0012_vectors")
def _vectors(db: Database) -> None:
    """What claims' wordings mean to an encoder; worked out anew where it is missing.

    `wording` is a hash of the wording and the encoder's name, so that a row of another wording is never taken for it.
    """
    db.execute(
        """
        CREATE TABLE vectors (
            claim_id INTEGER NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
            wording  BLOB NOT NULL,
            vector   BLOB NOT NULL,
            PRIMARY KEY (claim_id, wording)
        ) STRICT, WITHOUT ROWID
        """
    )


@migrations(name="0013_pack_versions")
def _pack_versions(db: Database) -> None:
    """A row for every transaction that changed claims of a pack: what an index was built from, and what came since.

    `token` is random, so that two copies of a file that went apart never share one. `first` and `last` are the rows of
    `history` that the transaction wrote, `others` are claims that changed with a source that they share. Not
    references, so that later steps may rebuild those tables.
    """
    for statement in (
        """
        CREATE TABLE pack_versions (
            id      INTEGER PRIMARY KEY,
            pack_id INTEGER NOT NULL,
            token   TEXT NOT NULL,
            first   INTEGER NOT NULL,
            last    INTEGER NOT NULL,
            others  TEXT NOT NULL CHECK (json_valid(others))
        ) STRICT
        """,
        "CREATE INDEX pack_versions_by_pack ON pack_versions(pack_id)",
        """
        INSERT INTO pack_versions (pack_id, token, first, last, others)
        SELECT id, lower(hex(randomblob(16))), 1, 0, '[]' FROM packs
        """,
    ):
        db.execute(statement)


@migrations(name="0015_unanswered")
def _unanswered(db: Database) -> None:
    """How often in a row a check of a source told us nothing, so that the next one waits longer each time."""
    db.execute("ALTER TABLE source_health ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0 CHECK (unanswered >= 0)")
