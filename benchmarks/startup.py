"""How long commands that read nothing take to start, beside Python itself: python -m benchmarks.startup."""

import subprocess
import sys
import time

TRIES = 7
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "warledger --version": ["-m", "warledger.cli", "--version"],
    "warledger --help": ["-m", "warledger.cli", "--help"],
    "warledger run --help": ["-m", "warledger.cli", "run", "--help"],
}


def best(arguments: list[str]) -> float:
    """The shortest of several tries, in seconds."""
    times = []
    for _ in range(TRIES):
        began = time.monotonic()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        times.append(time.monotonic() - began)
    return min(times)


def main() -> None:
    base = 0.0
    for name, arguments in COMMANDS.items():
        took = best(arguments)
        base = base or took
        print(f"{name}: {1e3 * took:.0f} ms, {took / base:.1f} x Python itself", flush=True)


if __name__ == "__main__":
    main()
