"""The command ``mayfly`` with its main thread under the profiler: ``python -m bench.profiled FILE serve ...``.

It is watched from SIGUSR2 on (the other one changes the pepper), so that imports and the first messages are not in it;
FILE is written at the end.
"""

import cProfile
import signal
import sys
import time

from mayfly.cli import main

if __name__ == "__main__":
    # Processor time of this thread, so that waiting for the network does not count.
    watching = cProfile.Profile(time.thread_time)
    signal.signal(signal.SIGUSR2, lambda _number, _frame: watching.enable())
    file = sys.argv[1]
    sys.argv[:2] = ["mayfly"]
    try:
        main()
    finally:
        watching.disable()
        watching.dump_stats(file)
