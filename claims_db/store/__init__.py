"""Everything in SQLite: functions of an open database; the transaction is the caller's."""
