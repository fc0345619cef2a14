"""The claims in memory, and which of them a message may be about. No storage, no asyncio."""

from claims_db.engine.index.claim_index import Candidate, ClaimIndex
from claims_db.engine.index.relation import Relation

__all__ = ["Candidate", "ClaimIndex", "Relation"]
