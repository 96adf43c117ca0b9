"""Runs a command on a terminal of its own, and does one thing to it once its output has some text.

Argument: JSON with `command`, `columns` (of the terminal), `until` (a regular expression) and `deed`: `{"keys": ["\u0003"], "pause": 0.5}` types keys, with so many seconds
between them; `{"hangUp": true}` takes the terminal away. Prints JSON: the `output`, the exit `code` (-1 where a signal ended it) and that
`signal` (0 for none).
"""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

asked = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, asked["columns"], 0, 0))
    os.execvp(asked["command"][0], asked["command"])

output = b""
acted = False
ends_at = time.time() + 90
while time.time() < ends_at:
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if ready:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        output += part
    if not acted and re.search(asked["until"].encode(), output):
        acted = True
        if asked["deed"].get("hangUp"):
            os.close(terminal)
            break
        for key in asked["deed"]["keys"]:
            os.write(terminal, key.encode())
            time.sleep(asked["deed"].get("pause", 0))
else:
    os.kill(pid, signal.SIGKILL)

_, status = os.waitpid(pid, 0)
signalled = os.WIFSIGNALED(status)
print(
    json.dumps(
        {
            "output": output.decode("utf-8", "replace"),
            "code": -1 if signalled else os.WEXITSTATUS(status),
            "signal": os.WTERMSIG(status) if signalled else 0,
        }
    )
)
