"""The report's one style block, and the policy that lets a browser use it and nothing else."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from ajar.report.page.colours import DARK, LIGHT, variables

_RULES = """
*{box-sizing:border-box}
body{margin:0;background:var(--window);color:var(--text);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:60rem;margin:0 auto;padding:1rem}
header{padding-bottom:0}
main{padding-top:0}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .6rem}
h2{font-size:1.35rem;margin:1.8rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--line)}
h3{font-size:1.1rem;margin:0 0 .3rem}
h4{font-size:.95rem;margin:1rem 0 .2rem}
p{margin:.3rem 0}
ul{margin:.2rem 0;padding-left:1.2rem}
a{color:var(--accent)}
a:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
code,pre{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.87em;
font-variant-ligatures:none;unicode-bidi:isolate}
pre{margin:.3rem 0;padding:.6rem .7rem;background:var(--window);border:1px solid var(--line);
border-radius:6px;white-space:pre-wrap}
article{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:1rem;margin:.8rem 0}
.quiet,.kicker{color:var(--muted);font-weight:400}
.counts{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:1rem 0}
.counts a{display:block;min-width:8rem;padding:.5rem .8rem;background:var(--surface);color:var(--text);
border:1px solid var(--control);border-radius:8px;text-decoration:none}
.counts strong{display:block;font-size:1.5rem;line-height:1.2}
.chip{display:inline-flex;align-items:center;gap:.35em;padding:.1em .6em;border-radius:1em;font-size:.85rem;
font-weight:600;line-height:1.5;color:var(--ink);background:var(--ground);border:1.5px solid var(--ground)}
h3 .chip{vertical-align:middle}
.chip svg{flex:none;width:1em;height:1em;fill:none;stroke:currentColor;stroke-width:1.6;
stroke-linecap:round;stroke-linejoin:round}
.shapes{position:absolute;width:0;height:0}
.anyone{--ink:var(--anyone);--ground:var(--anyone-chip)}
.holders{--ink:var(--holders);--ground:var(--holders-chip)}
.outsiders{--ink:var(--outsiders);--ground:var(--outsiders-chip)}
.closed{--ink:var(--closed);--ground:var(--closed-chip)}
.unchecked{--ink:var(--unchecked);--ground:var(--unchecked-chip)}
.filled{color:var(--on-filled);background:var(--ink);border-color:var(--ink)}
.half{border-color:var(--ink);border-left-width:.7em}
.dashed{background:none;border:1.5px dashed var(--ink)}
.hollow{background:none;border-color:var(--ink)}
.chip.quiet{font-weight:600;color:var(--ink);background:none;border-color:transparent;padding-left:0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;min-width:32rem;font-size:.93rem}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600}
thead th{overflow-wrap:normal;color:var(--muted);font-size:.85rem}
@media print{
@page{size:A4;margin:15mm 14mm}
body{background:none;font-size:9.5pt}
header,main,footer{max-width:none;padding:0}
article{border:0;border-left:2pt solid var(--line);border-radius:0;padding:0 0 0 3mm;margin:5mm 0}
h2,h3,h4,thead{break-after:avoid}
tr,li,pre{break-inside:avoid}
.counts a{min-width:0}
.scroll{overflow:visible}
table{min-width:0}
.filled{color:var(--ink);background:none}
.chip{border-color:var(--ink)}
.dashed{border-style:dashed}
a{color:inherit;text-decoration:none}
}
"""

SHEET = (
    f":root{{color-scheme:light dark;{variables(LIGHT)}}}"
    f"@media screen and (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}{_RULES}"
)
"""Exactly what stands between the tags of the block."""

POLICY = (
    "default-src 'none'; "
    f"style-src 'sha256-{b64encode(sha256(SHEET.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)
"""What a browser may do with the page: use this very style, and load, run or send nothing."""
