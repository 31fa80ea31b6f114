"""The contract suite is worth something: a store that breaks one sentence of the promise fails the test of it.

Each class here is the store in memory with one breach planted.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from mayfly.core.address import Address
from mayfly.core.mailbox import Mailbox
from mayfly.store import derive
from mayfly.store.base import (
    NewMailbox,
    News,
    NewsKind,
    Outcome,
    Receipt,
    Recipient,
    SealedContent,
    SealedMessage,
    Status,
    Stored,
    Unlocked,
    Watch,
)
from mayfly.store.memory import MemoryStore, _Box
from mayfly.store.sealing import Kind
from mayfly.store.settings import Settings
from mayfly.store.watching import LocalWatch
from tests.store.contract import SETTINGS, Bench, Contract


class OpensTwice(MemoryStore):
    def _find(self, name: bytes, now: float) -> _Box | None:
        return None if len(self._boxes) == 1 else super()._find(name, now)


class ForgetsProvisionalConflict(MemoryStore):
    async def open(self, new: NewMailbox) -> Mailbox:
        self._provisionals.remove(derive.mailbox_id(self._pepper, new.address))
        return await super().open(new)


class ForgetsSpent(MemoryStore):
    def _end(self, uid: bytes) -> None:
        super()._end(uid)
        self._spent.clear()


class IsCaseSensitive(MemoryStore):
    def find(self, address: Address, now: float) -> Recipient | None:
        return super().find(address, now) if address.local_part[1:].islower() else None


class TakesAnyToken(MemoryStore):
    async def unlock(self, token: bytes, now: float) -> Unlocked:
        box = next(iter(self._boxes.values()), None)
        if box is not None and derive.token_id(token) not in self._uid_by_name and len(self._boxes) == 1:
            return Unlocked(box.mailbox, Address("a", "b.example"), None)  # type: ignore[arg-type]  # part of the breach
        return await super().unlock(token, now)


class CountsUnlockAsSeen(MemoryStore):
    async def unlock(self, token: bytes, now: float) -> Unlocked:
        unlocked = await super().unlock(token, now)
        self.seen(unlocked.mailbox.uid, now)
        return unlocked


class LosesProvisionalOnFind(MemoryStore):
    def _promote(self, provisional: Any, now: float) -> None:
        return None


class KeepsProvisionalForever(MemoryStore):
    def __init__(self, settings: Settings) -> None:
        super().__init__(replace_settings(settings, provisional_seconds=10**6))


class UnboundedProvisional(MemoryStore):
    def __init__(self, settings: Settings) -> None:
        super().__init__(replace_settings(settings, provisional_mailboxes=10**6))


class StoresForTheDead(MemoryStore):
    def _put(self, message: SealedMessage, index: int, now: float) -> Outcome:
        outcome = super()._put(message, index, now)
        return Outcome.STORED if outcome is Outcome.GONE else outcome


class NeverFull(MemoryStore):
    def _victims(self, box: _Box, octets: int, now: float) -> list[bytes] | None:
        return super()._victims(box, octets, now) or []


class PushesOutTheYoung(MemoryStore):
    def __init__(self, settings: Settings) -> None:
        super().__init__(replace_settings(settings, young_seconds=0))


class TellsNoArrival(MemoryStore):
    def tell(self, uid: bytes, news: News) -> None:
        if news.kind is not NewsKind.ARRIVED:
            super().tell(uid, news)


class TellsEverybody(MemoryStore):
    def tell(self, uid: bytes, news: News) -> None:
        for other in self._boxes:
            super().tell(other, news)


class TellsNoEnd(MemoryStore):
    def tell(self, uid: bytes, news: News) -> None:
        if news.kind is not NewsKind.ENDED:
            super().tell(uid, news)


class ListsBackwards(MemoryStore):
    async def messages(self, uid: bytes, after: int, limit: int, now: float) -> list[Stored]:
        return (await super().messages(uid, after, limit, now))[::-1]


class ListsTooMany(MemoryStore):
    async def messages(self, uid: bytes, after: int, limit: int, now: float) -> list[Stored]:
        return await super().messages(uid, after, limit + 1, now)


class ListsAgain(MemoryStore):
    async def messages(self, uid: bytes, after: int, limit: int, now: float) -> list[Stored]:
        return await super().messages(uid, max(0, after - 1), limit, now)


class ReadsOthersMail(MemoryStore):
    async def content(self, uid: bytes, message_id: bytes, now: float) -> SealedContent:
        for other, box in self._boxes.items():
            if message_id in box.kept:
                return await super().content(other, message_id, now)
        return await super().content(uid, message_id, now)


class MixesNotes(MemoryStore):
    async def annotate(self, uid: bytes, message_id: bytes, kind: Kind, sealed: bytes, now: float) -> None:
        await super().annotate(uid, message_id, Kind.SUMMARY if kind is Kind.AUTHENTICATION else kind, sealed, now)


class DeletesSilently(MemoryStore):
    async def delete(self, uid: bytes, message_id: bytes, now: float) -> None:
        self._message(uid, message_id, now)
        kept = self._boxes[uid].kept.pop(message_id)
        self._count(self._boxes[uid], -1, -kept.stored.octets)


class DeletesWithoutCounting(MemoryStore):
    async def delete(self, uid: bytes, message_id: bytes, now: float) -> None:
        self._message(uid, message_id, now)
        del self._boxes[uid].kept[message_id]
        self.tell(uid, News(NewsKind.GONE, message_id))


class ReadsAfterTheEnd(MemoryStore):
    async def content(self, uid: bytes, message_id: bytes, now: float) -> SealedContent:
        return await super().content(uid, message_id, now - 1)


class ListsAfterTheEnd(MemoryStore):
    async def messages(self, uid: bytes, after: int, limit: int, now: float) -> list[Stored]:
        return await super().messages(uid, after, limit, now - 1)


class ExtendsTheDead(MemoryStore):
    async def extend(self, uid: bytes, expires_at: float, now: float) -> Mailbox:
        return await super().extend(uid, expires_at, now - 1)


class ExtendsWithoutLooking(MemoryStore):
    async def extend(self, uid: bytes, expires_at: float, now: float) -> Mailbox:
        seen_at = self._boxes[uid].mailbox.seen_at
        await super().extend(uid, expires_at, now)
        self._boxes[uid].mailbox = replace(self._boxes[uid].mailbox, seen_at=seen_at)
        return self._boxes[uid].mailbox


class NeverIdle(MemoryStore):
    async def open(self, new: NewMailbox) -> Mailbox:
        return await super().open(replace(new, idle_seconds=10**9))


class ForgetsLooks(MemoryStore):
    def seen(self, uid: bytes, now: float) -> None:
        return None


class RaisesOnSeen(MemoryStore):
    def seen(self, uid: bytes, now: float) -> None:
        self._living(uid, now)


class ErasesHalf(MemoryStore):
    async def erase(self, uid: bytes, now: float) -> Receipt:
        mailbox = self._living(uid, now).mailbox
        self.tell(uid, News(NewsKind.ENDED))
        return Receipt(mailbox.message_count, mailbox.octets, now)


class LiesInTheReceipt(MemoryStore):
    async def erase(self, uid: bytes, now: float) -> Receipt:
        return replace(await super().erase(uid, now), messages=0)


class PurgesTheLiving(MemoryStore):
    async def purge(self, now: float) -> int:
        return await super().purge(now + 3600)


class PurgesNothing(MemoryStore):
    async def purge(self, now: float) -> int:
        return 0


class DropsNewsSilently(MemoryStore):
    def tell(self, uid: bytes, news: News) -> None:
        for watch in self._watchers._by_uid.get(uid, ()):
            if len(watch._news) < 60:
                watch.hear(news)


class NeverCloses(LocalWatch):
    def close(self) -> None:
        return None


class HearsAfterClosing(MemoryStore):
    def watch(self, uid: bytes) -> Watch:
        watch = NeverCloses(self._watchers, uid)
        self._watchers._by_uid.setdefault(uid, set()).add(watch)
        return watch


class ChangesOpenTokens(MemoryStore):
    def open_token(self, address: Address) -> bytes:
        return self._random(32)


class CountsWrong(MemoryStore):
    def status(self, now: float) -> Status:
        return replace(super().status(now), messages=0)


def replace_settings(settings: Settings, **changed: Any) -> Settings:
    return Settings(**{**{name: getattr(settings, name) for name in settings.__struct_fields__}, **changed})


BREACHES: dict[Callable[[Settings], MemoryStore], str] = {
    OpensTwice: "test_a_living_address_is_not_opened_twice",
    ForgetsProvisionalConflict: "test_a_provisional_address_is_not_opened",
    ForgetsSpent: "test_a_spent_address_is_never_given_again",
    IsCaseSensitive: "test_opened_is_found_and_unlocked",
    TakesAnyToken: "test_unknown_is_not_found",
    CountsUnlockAsSeen: "test_idle_mailboxes_end",
    LosesProvisionalOnFind: "test_a_provisional_mailbox_becomes_durable_when_named",
    KeepsProvisionalForever: "test_a_provisional_mailbox_ends_after_ten_minutes",
    UnboundedProvisional: "test_provisional_mailboxes_are_bounded",
    StoresForTheDead: "test_each_recipient_has_a_copy",
    NeverFull: "test_over_the_octets_the_oldest_go",
    PushesOutTheYoung: "test_nothing_young_is_pushed_out",
    TellsNoArrival: "test_arrival_is_told_after_it_is_stored",
    TellsEverybody: "test_watchers_hear_their_own_mailbox",
    TellsNoEnd: "test_a_purge_ends_only_what_is_over",
    ListsBackwards: "test_what_is_put_can_be_read",
    ListsTooMany: "test_lists_can_be_read_on",
    ListsAgain: "test_lists_can_be_read_on",
    ReadsOthersMail: "test_nobody_reads_anothers_message",
    MixesNotes: "test_notes_are_kept_and_replaced",
    DeletesSilently: "test_what_is_deleted_is_gone",
    DeletesWithoutCounting: "test_what_is_deleted_is_gone",
    ReadsAfterTheEnd: "test_the_end_is_the_end_for_every_verb",
    ListsAfterTheEnd: "test_the_end_is_the_end_for_every_verb",
    ExtendsTheDead: "test_the_end_is_the_end_for_every_verb",
    ExtendsWithoutLooking: "test_extending_counts_from_now",
    NeverIdle: "test_idle_mailboxes_end",
    ForgetsLooks: "test_idle_mailboxes_end",
    RaisesOnSeen: "test_the_end_is_the_end_for_every_verb",
    ErasesHalf: "test_what_is_erased_is_gone",
    LiesInTheReceipt: "test_what_is_erased_is_gone",
    PurgesTheLiving: "test_a_purge_ends_only_what_is_over",
    PurgesNothing: "test_a_provisional_mailbox_ends_after_ten_minutes",
    DropsNewsSilently: "test_a_slow_watcher_is_told_that_it_lost_news",
    HearsAfterClosing: "test_watchers_hear_their_own_mailbox",
    ChangesOpenTokens: "test_open_mode_tokens_stay",
    CountsWrong: "test_status_counts",
}


@pytest.mark.parametrize(("breach", "name"), BREACHES.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_a_breach_is_noticed(breach: Callable[[Settings], MemoryStore], name: str) -> None:
    """The named test of the suite fails for this store, and for this store's reason alone: the whole one passes it."""

    class Broken(Contract):
        def run(self, test: Callable[[Bench], Coroutine[Any, Any, None]], settings: Settings = SETTINGS) -> None:
            async def body() -> None:
                await asyncio.wait_for(test(Bench(breach(settings))), 10)

            asyncio.run(body())

    with pytest.raises((AssertionError, Exception, pytest.fail.Exception)):
        getattr(Broken(), name)()


def test_every_test_of_the_suite_is_tried() -> None:
    """No test of the suite stands without a breach, but for those that several others lean on."""
    every = {name for name in vars(Contract) if name.startswith("test_")}
    # Erasing and spending in their provisional forms, and free names, are held by the engines' own state machine too.
    leaning = {
        "test_an_ended_address_can_be_opened_before_it_is_purged",
        "test_a_provisional_mailbox_becomes_durable_when_unlocked",
        "test_a_provisional_mailbox_of_a_spent_address_is_not_there",
        "test_a_provisional_mailbox_can_be_erased",
        "test_over_the_count_the_oldest_goes",
    }
    assert every - set(BREACHES.values()) == leaning
