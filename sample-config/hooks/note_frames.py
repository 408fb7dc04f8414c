#!/usr/bin/env python3
"""Posts a note to a chat room when exrdex finds frames that were cut short, or any other state that you ask for.

    [[on]]
    name = "cut-frames"
    state = ["truncated", "corrupt", "empty"]
    command = ["/opt/exrdex/sample-config/hooks/note_frames.py", "https://chat.example.com/hooks/abc"]
    batch = 100

The address is that of an incoming webhook, as Slack, Mattermost, Rocket.Chat and Zulip's Slack bridge have them: it gets
{"text": "..."}. One note tells of all frames that exrdex hands over at once, sequence by sequence. Without an address the note
goes to the log of the daemon.
"""

import json
import sys
import urllib.request


def place(event):
    """Shot and layer where the templates of the config tell them, else the folder."""
    known = [event[name] for name in ("show", "seq", "shot", "layer", "version") if event.get(name)]
    return " ".join(known) or event["path"].rsplit("/", 1)[0]


def note(events):
    groups = {}
    for event in events:
        groups.setdefault((event["state"], place(event), event["sequence"]), []).append(event)
    lines = []
    for (state, where, sequence), files in groups.items():
        frames = ",".join(str(file["frame"]) for file in files if file["frame"] is not None)
        why = files[0]["problems"][0]["detail"] if files[0]["problems"] else ""
        lines.append(f"{where}: {state} {sequence or files[0]['path']}"
                     + (f", frames {frames}" if frames else "") + (f" ({why})" if why else ""))
    return "\n".join(lines)


def main():
    # Whatever bytes a path has: exrdex writes UTF-8.
    events = [json.loads(line) for line in sys.stdin.buffer.read().decode("utf-8", "replace").splitlines()]
    text = note(events)
    if len(sys.argv) < 2:
        print(text)
        return
    body = json.dumps({"text": text}).encode("utf-8")
    request = urllib.request.Request(sys.argv[1], body, {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=30).close()


if __name__ == "__main__":
    main()
