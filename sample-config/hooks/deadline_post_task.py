"""Tells exrdex what a task of Deadline has written, for storage that sends no events (NFS, SMB).

Set it as the post task script of a job (Job Properties, Scripts), or let the submitter write
PostTaskScript=/path/to/deadline_post_task.py into the job info file. It needs Deadline 10 with Python 3.

The paths are put together from the job's output directories and file names; a run of # or ? is the frame number. Where
exrdex cannot be told, the task does not fail: the next sweep of the daemon finds its files.

Environment of the worker:
    EXRDEX        the program, default exrdex
    EXRDEX_DB     the index, as for exrdex itself
    EXRDEX_HOST   the host that has the index, where it is not this one; reached by ssh without a password
"""

import os
import re
import shlex
import subprocess

PADDING = re.compile(r"[#?]+")
PATIENCE_SECONDS = 30


def output_paths(directories, names, frames):
    """Absolute paths of all outputs, each frame of those that have a frame number."""
    paths = []
    for directory, name in zip(directories, names):
        path = os.path.join(directory, name).replace("\\", "/") if name else directory.replace("\\", "/")
        pads = list(PADDING.finditer(path))
        if not pads:
            paths.append(path)
            continue
        pad = pads[-1]
        for frame in frames:
            digits = len(pad.group())
            number = "%0*d" % (digits + 1 if frame < 0 else digits, frame)
            paths.append(path[: pad.start()] + number + path[pad.end() :])
    return paths


def command():
    program = os.environ.get("EXRDEX", "exrdex")
    host = os.environ.get("EXRDEX_HOST")
    if not host:
        return [program, "notify", "-0"]
    database = os.environ.get("EXRDEX_DB")
    prefix = "EXRDEX_DB=%s " % shlex.quote(database) if database else ""
    return ["ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", host, prefix + program + " notify -0"]


def notify(paths):
    """Hands the paths to exrdex. Returns what went wrong, or an empty text."""
    told = b"".join(os.fsencode(path) + b"\0" for path in paths)
    try:
        done = subprocess.run(
            command(), input=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "" if done.returncode == 0 else done.stdout.decode("utf-8", "replace").strip()


def __main__(*args):
    plugin = args[0]
    job = plugin.GetJob()
    frames = range(plugin.GetStartFrame(), plugin.GetEndFrame() + 1)
    paths = output_paths(list(job.OutputDirectories), list(job.OutputFileNames), frames)
    if not paths:
        return
    fault = notify(paths)
    if fault:
        plugin.LogWarning("exrdex was not told of %d paths: %s" % (len(paths), fault))
    else:
        plugin.LogInfo("exrdex was told of %d paths" % len(paths))
