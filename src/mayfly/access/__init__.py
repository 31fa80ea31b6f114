"""Open, read, watch, extend and erase a mailbox: everything the page, the API and the command line can do."""

from mayfly.access.budget import Budget, Leaving, Share
from mayfly.access.inbox import Inbox
from mayfly.access.opening import Access
from mayfly.access.values import (
    Arrived,
    Changed,
    Ended,
    Ends,
    Erased,
    Event,
    Found,
    Gone,
    Kept,
    Limits,
    Opened,
    Page,
    Query,
    RefusedMail,
    Style,
    Sync,
    View,
    Wish,
)

__all__ = [
    "Access",
    "Arrived",
    "Budget",
    "Changed",
    "Ended",
    "Ends",
    "Erased",
    "Event",
    "Found",
    "Gone",
    "Inbox",
    "Kept",
    "Leaving",
    "Limits",
    "Opened",
    "Page",
    "Query",
    "RefusedMail",
    "Share",
    "Style",
    "Sync",
    "View",
    "Wish",
]
