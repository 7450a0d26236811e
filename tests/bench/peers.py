"""The peers: servers that are started for one measurement on the folder that Assay is measured on, and stopped again.

Each function takes an empty folder and a Plan, and returns {"rate": events per second, "ran": what exactly was run,
"variants": rates of what was tried}. The best variant counts, and of its rounds the middle one.
"""

import contextlib
import csv
import glob
import json
import os
import pwd
import re
import shutil
import signal
import statistics
import subprocess
import time

READY_SECONDS_MAX = 30
NOT_ROOT = "postgres"  # PostgreSQL refuses to run as root


class Failed(Exception):
    """A peer could not be started or measured; the message says why."""


class Plan:
    """How long and how often; `program` gives the path of a benchmark program of ours."""

    def __init__(self, seconds, rounds, payload_bytes, program):
        self.seconds = seconds
        self.rounds = rounds
        self.payload = "p" * payload_bytes
        self.program = program


def output_of(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)[:200]}: {done.stderr.strip()[-500:]}")
    return done.stdout


@contextlib.contextmanager
def server(command, ready, log, user=None):
    """Runs a server until the block ends; `ready` is asked until it says so."""
    with open(log, "w", encoding="utf-8") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, user=user, cwd=os.path.dirname(log))
    try:
        deadline = time.monotonic() + READY_SECONDS_MAX
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                with open(log, encoding="utf-8") as said:
                    raise Failed(f"{command[0]} did not start: {said.read()[-500:]}")
            time.sleep(0.1)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(READY_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def succeeds(command):
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def best(variants, rounds, measure):
    """Each variant (name -> arguments) `rounds` times, in turns."""
    rates = {name: [] for name in variants}
    for _ in range(rounds):
        for name, arguments in variants.items():
            rates[name].append(measure(*arguments))
    middle = {name: statistics.median(values) for name, values in rates.items()}
    winner = max(middle, key=middle.get)
    return {"rate": middle[winner], "variant": winner, "variants": middle}


# --- PostgreSQL: a table of events whose key is the version check ---

EVENTS_TABLE = """CREATE TABLE events (
  position bigserial NOT NULL UNIQUE,
  stream_id uuid NOT NULL,
  version int NOT NULL,
  payload bytea NOT NULL,
  PRIMARY KEY (stream_id, version))"""
INSERT = "INSERT INTO events (stream_id, version, payload) VALUES (gen_random_uuid(), 1, :payload);"
PIPELINED = 8  # transactions on each connection before answers are waited for


def postgres_programs():
    folders = glob.glob("/usr/lib/postgresql/*/bin")
    newest = max(folders, key=lambda folder: float(folder.split("/")[-2]), default="")
    if not os.path.exists(newest + "/pgbench"):
        raise Failed("PostgreSQL is not installed")
    return newest


def postgres(folder, plan):
    programs = postgres_programs()
    data = f"{folder}/data"
    os.mkdir(data, 0o700)
    user = None
    if os.geteuid() == 0:
        user = NOT_ROOT
        account = pwd.getpwnam(user)
        for path in (folder, data):
            os.chown(path, account.pw_uid, account.pw_gid)
    made = subprocess.run([f"{programs}/initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--no-locale"],
                          user=user, cwd=folder, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise Failed(f"initdb: {made.stderr[-500:]}")
    settings = {"listen_addresses": "", "unix_socket_directories": folder, "fsync": "on", "synchronous_commit": "on",
                "shared_buffers": "256MB", "max_wal_size": "4GB"}
    command = [f"{programs}/postgres", "-D", data]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    ready = [f"{programs}/pg_isready", "-q", "-h", folder, "-U", "bench", "-d", "postgres"]
    with server(command, lambda: succeeds(ready), f"{folder}/postgres.log", user):
        return measure_postgres(programs, folder, plan)


def measure_postgres(programs, folder, plan):
    where = ["-h", folder, "-U", "bench"]
    output_of([f"{programs}/psql", "-q", *where, "-d", "postgres", "-c", EVENTS_TABLE])
    one, many = f"{folder}/one.sql", f"{folder}/many.sql"
    with open(one, "w", encoding="utf-8") as file:
        file.write(INSERT + "\n")
    with open(many, "w", encoding="utf-8") as file:
        file.write("\\startpipeline\n" + f"BEGIN;\n{INSERT}\nCOMMIT;\n" * PIPELINED + "\\endpipeline\n")

    def measure(script, clients, transactions):
        said = output_of([f"{programs}/pgbench", "-n", "-M", "prepared", "-f", script, "-c", str(clients), "-j", "2",
                          "-T", str(max(1, round(plan.seconds))), "-D", f"payload={plan.payload}", *where, "postgres"])
        return float(re.search(r"tps = ([0-9.]+)", said).group(1)) * transactions

    result = best({"16 connections": (one, 16, 1), "64 connections": (one, 64, 1),
                   f"64 connections, {PIPELINED} transactions pipelined on each": (many, 64, PIPELINED)},
                  plan.rounds, measure)
    version = output_of([f"{programs}/postgres", "--version"]).split()[2]
    result["ran"] = (f"PostgreSQL {version}, fsync and synchronous_commit on: pgbench -M prepared, {result['variant']}, "
                     "one INSERT in one transaction for each event, over a Unix socket")
    return result


# --- Redis: a stream, synced at every turn of its loop ---

CALIBRATION_REQUESTS = 20_000


def redis(folder, plan):
    for program in ("redis-server", "redis-benchmark"):
        if not shutil.which(program):
            raise Failed(f"{program} is not installed")
    socket = f"{folder}/redis.sock"
    command = ["redis-server", "--port", "0", "--unixsocket", socket, "--dir", folder, "--appendonly", "yes",
               "--appendfsync", "always", "--save", "", "--auto-aof-rewrite-percentage", "0"]

    def requests(connections, pipelined, count):
        said = output_of(["redis-benchmark", "-s", socket, "-c", str(connections), "-P", str(pipelined), "-n", str(count),
                          "--csv", "XADD", "events", "*", "e", plan.payload])
        return float(list(csv.reader(said.strip().split("\n")))[-1][1])

    def measure(connections, pipelined):
        rate = requests(connections, pipelined, CALIBRATION_REQUESTS)
        return requests(connections, pipelined, int(max(CALIBRATION_REQUESTS, rate * plan.seconds)))

    with server(command, lambda: succeeds(["redis-cli", "-s", socket, "ping"]), f"{folder}/redis.log"):
        result = best({"512 connections": (512, 1), "64 connections, 8 commands pipelined on each": (64, 8)},
                      plan.rounds, measure)
    version = re.search(r"v=([0-9.]+)", output_of(["redis-server", "--version"])).group(1)
    result["ran"] = (f"Redis {version}, appendonly yes, appendfsync always: redis-benchmark XADD, {result['variant']}, "
                     "over a Unix socket")
    return result


# --- NATS JetStream: does not sync before it acknowledges ---


def nats(folder, plan):
    if not shutil.which("nats-server"):
        raise Failed("nats-server is not installed")
    if not os.path.exists(plan.program("bench_nats")):
        raise Failed("bench_nats is not built: libnats-dev was not installed when the build was configured")
    command = ["nats-server", "-js", "-sd", f"{folder}/store", "-a", "127.0.0.1", "-p", "-1", "--ports_file_dir", folder]
    ports = f"{folder}/nats-server_*.ports"

    def ready():
        return any(os.path.getsize(path) for path in glob.glob(ports))

    def measure(address):
        said = json.loads(output_of([plan.program("bench_nats"), address, str(plan.seconds), "512", str(len(plan.payload))]))
        if said["failures"]:
            raise Failed(f"{said['failures']} messages were not acknowledged")
        return said["messages_per_second"]

    with server(command, ready, f"{folder}/nats.log"):
        with open(glob.glob(ports)[0], encoding="utf-8") as file:
            address = json.load(file)["nats"][0]
        result = best({"512 not acknowledged yet": (address,)}, plan.rounds, measure)
    version = output_of(["nats-server", "--version"]).split()[-1].lstrip("v")
    result["ran"] = (f"NATS {version}, JetStream R1 on disk, js_PublishAsync, {result['variant']}, over TCP on loopback; "
                     "IT DOES NOT SYNC before it acknowledges, only on a timer: a power cut takes acknowledged messages")
    return result


ALL = {"postgres": postgres, "redis": redis, "nats": nats}
