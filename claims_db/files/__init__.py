"""Claims in files: packs, tables and ClaimReview, read and written."""
