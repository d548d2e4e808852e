"""What every engine in Python does as a contender: it reads orders from stdin and writes answers to stdout, a JSON value
a line, as bench/contender.ts does over Node's channel. What a library prints goes to stderr. And it finds out which BLAS
computes, since that decides most of what is timed.
"""

import base64
import ctypes
import json
import os
import platform
import re
import signal
import sys
import time


class Workload:
    """As in bench/workload.ts: `run()` does it once, `witness()` are numbers that come out of doing it."""

    def __init__(self, engine, run, witness):
        self.engine, self.run, self.witness = engine, run, witness


def _array(node):
    """Typed arrays come as base64, low byte first."""
    for key in ("f64", "i32"):
        if key in node:
            return bytearray(base64.b64decode(node[key]))
    return node


def serve(create):
    """Obeys until stdin ends. `create` makes a Workload of a task."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    workload = None
    for line in sys.stdin:
        try:
            order = json.loads(line, object_hook=_array)
            if "create" in order:
                workload = create(order["create"]["task"])
                start = time.perf_counter()
                witness = [float(x) for x in workload.witness()]
                seconds = time.perf_counter() - start
                answer = {"engine": workload.engine, "witness": witness, "witnessSeconds": seconds}
            else:
                answer = {"secondsPerRun": _timed(workload.run, order["seconds"])}
        except Exception as error:
            answer = {"failure": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _timed(run, seconds):
    runs, start = 0, time.perf_counter()
    while True:
        run()
        runs += 1
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return elapsed / runs


def described(library, version, blas=None):
    """What the engine calls itself."""
    return f"{library} {version}, f64, one thread, {_blas() or blas or 'BLAS unknown'}, Python {platform.python_version()}"


def _blas():
    """The BLAS that this process has loaded: OpenBLAS says which core it runs as; of others the file's name is told."""
    try:
        with open("/proc/self/maps") as maps:
            files = {line.split()[-1] for line in maps if re.search(r"/[^/]*(blas|mkl)[^/]*\.so", line)}
    except OSError:
        return None
    for file in sorted(files):
        library = ctypes.CDLL(file)
        for name in ("openblas_get_config", "openblas_get_config64_"):
            for prefix in ("", "scipy_"):
                config = getattr(library, prefix + name, None)
                if config is not None:
                    config.restype = ctypes.c_char_p
                    words = config().decode().split()
                    core = [word for word in words if not re.fullmatch(r"[A-Z0-9_=]+", word)][-1]
                    return f"{words[0]} {words[1]}, {core} core"
    if not files:
        return None
    names = sorted({os.path.basename(os.path.realpath(file)) for file in files})
    return " and ".join(names) + (", the reference BLAS" if any(n.startswith("libblas.so") for n in names) else "")
