"""Makes the source tree importable in the Python that runs this, and puts the `warledger` command beside it.

What `pip install --editable` does, without a build tool; used by the Makefile.
"""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "#!{python}\nimport sys\n\nfrom warledger.cli import main\n\nsys.exit(main())\n"


def main() -> None:
    if sys.prefix == sys.base_prefix:
        sys.exit("run this with the Python of a virtual environment")
    packages = Path(sysconfig.get_path("purelib"))
    (packages / "warledger-source.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    command = Path(sysconfig.get_path("scripts")) / "warledger"
    command.write_text(COMMAND.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    main()
