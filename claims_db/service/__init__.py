"""What the bot, the command line and the terminal ask of the claims: one open store, and its memory."""

from claims_db.service.claim_service import ClaimService

__all__ = ["ClaimService"]
