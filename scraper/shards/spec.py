"""What a shard is to do, written into its folder for whoever works on it."""

from __future__ import annotations

import msgspec

from scraper.archive.program_version import program_version
from scraper.errors import ArchiveError, UsageError
from scraper.pipeline.job import TaskName
from scraper.settings import Settings


class ShardSpec(msgspec.Struct, frozen=True, kw_only=True):
    """`run` is the name of the run in the pulse; `version` the program's that cut the shard.

    `sites` are those that no other shard has: what a feed names of them is done at once. A
    reprocessing, whose shards share sites, names none.
    """

    run: str
    task: TaskName
    settings: Settings
    sites: frozenset[str] = frozenset()
    version: str = ""


def encode_spec(orders: ShardSpec) -> bytes:
    return msgspec.msgpack.encode(  # JSON has no infinity, which `--refresh all` is
        msgspec.structs.replace(orders, version=program_version())
    )


def decode_spec(content: bytes) -> ShardSpec:
    """Raises ArchiveError for what is damaged."""
    try:
        return msgspec.msgpack.decode(content, type=ShardSpec)
    except msgspec.MsgspecError as error:
        raise ArchiveError(f"the orders of a shard cannot be read: {error}") from error


def check_version(orders: ShardSpec) -> None:
    """Raises UsageError where another version of the program gave the orders."""
    if orders.version != program_version():
        raise UsageError(
            f"orders of scraper {orders.version}, where this is {program_version()}: "
            "all machines need the same version"
        )
