"""What a shard is for, written into its folder for the process that works on it."""

from __future__ import annotations

import msgspec

from scraper.archive.program_version import program_version
from scraper.errors import ArchiveError, UsageError
from scraper.pipeline.job import JobKind
from scraper.settings import Settings


class ShardSpec(msgspec.Struct, frozen=True, kw_only=True):
    """`run` is the run's name in the heartbeat; `version` that of the program that cut the shard.

    `sites` are those that no other shard has: targets that a feed names on them are done in this
    shard. A reprocessing, whose shards may share sites, names none.
    """

    run: str
    kind: JobKind = msgspec.field(name="task")
    settings: Settings
    sites: frozenset[str] = frozenset()
    version: str = ""


def encode_spec(spec: ShardSpec) -> bytes:
    """The spec with the version of this program."""
    return msgspec.msgpack.encode(  # JSON has no infinity, which `--refresh all` is
        msgspec.structs.replace(spec, version=program_version())
    )


def decode_spec(content: bytes) -> ShardSpec:
    """Raises ArchiveError for damaged content."""
    try:
        return msgspec.msgpack.decode(content, type=ShardSpec)
    except msgspec.MsgspecError as error:
        raise ArchiveError(f"the spec of a shard cannot be read: {error}") from error


def check_version(spec: ShardSpec) -> None:
    """Raises UsageError where another version of the program cut the shard."""
    if spec.version != program_version():
        raise UsageError(
            f"a shard of scraper {spec.version}, where this is {program_version()}: "
            "all machines need the same version"
        )
