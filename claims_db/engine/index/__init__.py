"""The claims, and which of them a message may be about. No storage, no asyncio."""

from claims_db.engine.index.claim_index import ClaimIndex
from claims_db.engine.index.relation import Relation
from claims_db.engine.index.scoped_index import Candidate, Index, ScopedIndex

__all__ = ["Candidate", "ClaimIndex", "Index", "Relation", "ScopedIndex"]
