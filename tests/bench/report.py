"""The table for people and the document for programs."""

import json
import os
import platform
import resource
import textwrap

WIDTH = 118
YES_NO = {True: "yes", False: "no", None: "-"}


def number(value):
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(lines):
    """Columns under a heading, and below them what was run for each line."""
    rows = [("", "what", "measured", "limit or peer", "", "ratio", "aim", "reached")]
    for index, line in enumerate(lines, start=1):
        rows.append((str(index), line.what, f"{number(line.measured)} {line.unit}", line.against, number(line.limit),
                     f"{line.ratio:.2f}", line.aim(),
                     YES_NO[line.reached()] if line.plausible() else "disturbed"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    right = (0, 2, 4, 5)
    printed = ["  ".join(cell.rjust(width) if column in right else cell.ljust(width)
                         for column, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows]
    printed.insert(1, "-" * len(printed[0]))
    notes = [textwrap.fill(f"{index}. {line.ran}.", WIDTH, subsequent_indent="   ")
             for index, line in enumerate(lines, start=1)]
    return "\n".join(printed + [""] + notes)


def machine(folder):
    """What the numbers were taken on."""
    model = ""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    return {"processor": model, "processors": os.cpu_count(), "kernel": platform.release(),
            "file_system": file_system(folder), "load_before": os.getloadavg()[0]}


class Others:
    """Processor time that went to neither this program nor what it started: the measure of a disturbed run."""

    DISTURBING = 0.15

    def __init__(self):
        self.begin = self.now()

    @staticmethod
    def now():
        """Seconds: busy in all, given to us, and there were."""
        with open("/proc/stat", encoding="utf-8") as file:
            ticks = [int(word) / os.sysconf("SC_CLK_TCK") for word in file.readline().split()[1:9]]
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(ticks) - ticks[3] - ticks[4], sum(usage.ru_utime + usage.ru_stime for usage in used), sum(ticks)

    def share(self):
        """Of all processor time since this was made; 0 on a machine that does nothing else, but for the kernel's threads."""
        busy, ours, there = (now - then for now, then in zip(self.now(), self.begin))
        return max(0.0, (busy - ours) / there) if there else 0.0


def file_system(folder):
    """Type of the file system that holds the folder: the longest mount point above it."""
    best = ("", "")
    with open("/proc/self/mounts", encoding="utf-8") as file:
        for line in file:
            _, point, kind = line.split()[:3]
            above = point.rstrip("/") + "/"
            if (os.path.realpath(folder) + "/").startswith(above) and len(above) > len(best[0]):
                best = (above, kind)
    return best[1]


def write_json(path, lines, documents, on):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"machine": on, "lines": [line.document() for line in lines], "measured": documents}, file, indent=2)
        file.write("\n")
