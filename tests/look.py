"""A picture of every screen with demo data: light and dark, at 100 % and 200 %, in three sizes of window.

    python tests/look.py --out DIR [--quick]

It fails on cut words, a widget outside its parent, and a sideways scroll bar. It is no test of pytest's: a
person looks at the pictures. `--quick` makes only those at 100 %.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

SIZES = ((1024, 640), (1280, 720), (1440, 900))


def main() -> int:
    """Make the pictures, each look and scale in a process of its own; the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--look", choices=("light", "dark"))
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.look:
        return _pictures(chosen.out, chosen.look)
    failed = 0
    for scale in ("1",) if chosen.quick else ("1", "2"):
        for look in ("light", "dark"):
            command = [sys.executable, __file__, "--out", str(chosen.out), "--look", look]
            environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
            failed += subprocess.run(command, env=environment, check=False, timeout=600).returncode != 0
    return 1 if failed else 0


def _pictures(out: Path, look: str) -> int:
    from ui.cut import complaints
    from ui.screens import Stage

    stage = Stage(look)
    percent = round(float(os.environ.get("QT_SCALE_FACTOR", "1")) * 100)
    found = 0
    for name, screen in stage.screens():
        for size in SIZES:
            shown = screen(size)
            path = out / f"{name}_{look}_{percent}_{size[0]}x{size[1]}.png"
            shown.grab().save(str(path))
            for complaint in complaints(shown):
                found += 1
                sys.stderr.write(f"{path.name}: {complaint}\n")
            stage.done()
    stage.close()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
