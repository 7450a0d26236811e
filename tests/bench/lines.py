"""From what the programs say to the lines of the comparison."""

import dataclasses
import typing

PAYLOAD_BYTES = 300  # kPayloadBytes of sample.h
MEBIBYTE = 1 << 20
MEMORY_MEBIBYTES_MAX = 512
OPEN_SECONDS_MAX = 2


@dataclasses.dataclass
class Line:
    what: str
    measured: float
    unit: str
    against: str  # the limit or the peer
    limit: float
    ran: str  # what exactly was run
    at_least: typing.Optional[float] = None  # aims of the ratio
    at_most: typing.Optional[float] = None
    ratio: typing.Optional[float] = None  # when it is not simply measured / limit: of rounds, the middle one
    possible_from: float = 0.0  # what is measured holds the limit in it: a smaller ratio shows that the run was disturbed

    def __post_init__(self):
        if self.ratio is None:
            self.ratio = self.measured / self.limit if self.limit else 0.0

    def aim(self):
        if self.at_least is not None:
            return f">= {self.at_least:g}"
        return f"<= {self.at_most:g}" if self.at_most is not None else "-"

    def plausible(self):
        return self.ratio >= self.possible_from

    def reached(self):
        """None where there is no aim, or where the ratio cannot be right."""
        if not self.plausible():
            return None
        if self.at_least is not None:
            return self.ratio >= self.at_least
        return self.ratio <= self.at_most if self.at_most is not None else None

    def document(self):
        return {"what": self.what, "measured": self.measured, "unit": self.unit, "against": self.against,
                "limit": self.limit, "ratio": self.ratio, "aim": self.aim(), "reached": self.reached(),
                "plausible": self.plausible(), "ran": self.ran}


DURABLE = "durable, proven commands, 512 in flight"


def spread(ours, limits):
    """How far the ratios of the rounds lie apart: a wide spread means a disturbed machine."""
    ratios = [mine / limit for mine, limit in zip(ours, limits)]
    return f"ratios from {min(ratios):.2f} to {max(ratios):.2f} in {len(ratios)} turns"


def durable_line(what, run, **aim):
    turns = run["rounds"]
    each = f"{run['payload_bytes']} bytes of command, {run['row_bytes']} of rows"
    return Line(what, run["commands_per_second"], "/s", "raw RocksDB", run["raw_commands_per_second"],
                f"over ipc, with decide, tree, checkpoints and views ({each}); raw: synced batches of {run['in_flight']} "
                "commands of the same entry, stream-index and command-id rows; "
                + spread(turns["commands_per_second"], turns["raw_commands_per_second"]),
                ratio=run["ratio"], **aim)


def service_lines(service):
    one, reading = service["one_in_flight"], service["reading"]
    slices = one["slices"]
    needed = [sync + trip for sync, trip in zip(slices["fdatasync_micros"], slices["round_trip_micros"])]
    yield durable_line(DURABLE, service["many_in_flight"], at_least=0.6)
    yield durable_line("durable, proven commands, 64 in flight", service["few_in_flight"])
    yield Line("one command in flight", one["command_micros"], "us", "fdatasync + ZeroMQ round trip",
               one["fdatasync_micros"] + one["round_trip_micros"],
               "median of a command as its asker sees it; medians of a write of the same bytes with fdatasync "
               f"({one['fdatasync_micros']:.0f} us) and of a DEALER-ROUTER round trip over ipc ({one['round_trip_micros']:.0f} us); a raw RocksDB batch of one command took "
               f"{one['raw_micros']:.0f} us; "
               + spread(slices["command_micros"], needed),
               at_most=1.3, ratio=one["ratio"], possible_from=1.0)
    yield Line("rebuild of the views", reading["rebuilt_per_second"], "entries/s", "raw RocksDB scan",
               reading["scanned_per_second"], "EventLog::Read and RecordView::Apply of every entry; one iterator over the "
               "entry rows of the same store, newly opened", at_least=0.5)
    yield Line("feed to one subscriber", reading["fed_per_second"], "entries/s", "raw RocksDB scan",
               reading["scanned_per_second"], "Subscription over ipc from position 0 to the head, nothing in memory; the same scan")


def proof_lines(proof):
    batch = proof["batch_entries"]
    yield Line("append with tree and checkpoints", batch / proof["batch_seconds_with"], "entries/s", "the same without",
               batch / proof["batch_seconds_without"],
               f"EventLog Stage and Commit of batches of {batch}, every other one stored without the tree's rows and less the "
               f"time of hashing ({proof['batch_seconds_hashing'] * 1e3:.2f} ms); a checkpoint signed each second",
               at_least=0.93, ratio=proof["ratio"])


def verify_lines(verify):
    what = f"{verify['entries']:,} entries, {verify['bytes'] // verify['entries']} bytes each"
    yield Line("full verify of a log", verify["verified_per_second"], "entries/s", "bare SHA-256",
               verify["hashed_per_second"], f"eventlog::Verify of {what}; SHA-256 of each entry, all held in memory",
               at_least=0.7)
    yield Line("full verify of a log", verify["verified_per_second"], "entries/s", "read + SHA-256",
               verify["read_and_hashed_per_second"], f"the same; SHA-256 of each of {what}, read from RocksDB by one iterator")


def growth_lines(growth):
    small, large = growth["points"][0], growth["points"][-1]
    here, there = f"{large['entries']:,}", f"at {small['entries']:,}"
    kinds = [("append", "append_micros", "us", "Stage and Commit in batches of 512, time of one entry"),
             ("point read", "read_micros", "us", "EventLog::Read of one random entry, caches warm, median"),
             ("inclusion proof", "proof_micros", "us", "merkle::InclusionProof of a random entry, median"),
             ("open", "open_seconds", "s", "of the store, with recovery of what was not flushed, and of the log")]
    for name, key, unit, ran in kinds:
        yield Line(f"{name} at {here} entries", large[key], unit, there, small[key], ran, at_most=1.2)
    yield Line(f"open at {here} entries", large["open_seconds"], "s", "bound", OPEN_SECONDS_MAX, "the same open", at_most=1)
    yield Line(f"memory at {here} entries", large["memory_bytes"] / MEBIBYTE, "MiB", "bound", MEMORY_MEBIBYTES_MAX,
               "resident memory of the process at its highest, over all sizes", at_most=1)
    yield Line(f"on disk at {here} entries", large["bytes_per_entry"], "bytes/entry", "payload", PAYLOAD_BYTES,
               "all files of the log, its write-ahead log included, for each entry")


def peer_lines(service, peers):
    ours = service["many_in_flight"]["commands_per_second"]
    aims = {"postgres": ("PostgreSQL event table", 10), "redis": ("Redis Streams", 1.5),
            "nats": ("NATS JetStream, NOT SYNCED", None)}
    for name, (label, aim) in aims.items():
        if name in peers:
            yield Line(DURABLE, ours, "/s", label, peers[name]["rate"], peers[name]["ran"], at_least=aim)


def lines_of(documents):
    found = []
    if "service" in documents:
        found += service_lines(documents["service"])
        found[1:1] = peer_lines(documents["service"], documents.get("peers", {}))
    for name, make in (("proof", proof_lines), ("verify", verify_lines), ("growth", growth_lines)):
        if name in documents:
            found += make(documents[name])
    return found
