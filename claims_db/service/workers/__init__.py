"""Work that would block the event loop, done beside it: in processes, or in a thread if the host wants one process."""

from claims_db.service.workers.errors import BusyError, DroppedError, TookTooLongError, WorkerFailedError
from claims_db.service.workers.pool import CPU_SECONDS, Limits, Workers, default_processes
from claims_db.service.workers.waiting import Priority

__all__ = [
    "CPU_SECONDS",
    "BusyError",
    "DroppedError",
    "Limits",
    "Priority",
    "TookTooLongError",
    "WorkerFailedError",
    "Workers",
    "default_processes",
]
