"""Texts in a bucket policy's place: policies as people write them, and whatever can become of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from ajar.policy.aws.keys import KEYS as KNOWN_KEYS
from ajar.policy.aws.operators import OPERATORS

BUCKET = "arn:aws:s3:::acme"
KEYS = f"{BUCKET}/*"
NEW = "2012-10-17"

Tree = Any  # what JSON holds
Path = tuple[Any, ...]


def allow(**members: object) -> dict[str, Any]:
    """An Allow of reading to anyone, or what differs from it."""
    return {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": KEYS, **members}


def deny(**members: object) -> dict[str, Any]:
    """A Deny of everything to anyone, or what differs from it."""
    return allow(Effect="Deny", Action="s3:*", Resource=[BUCKET, KEYS]) | members


WRITTEN: dict[str, Tree] = {
    "a website": {"Version": NEW, "Statement": allow(Sid="PublicRead")},
    "of the old version": {"Id": "old", "Statement": [allow(Principal={"CanonicalUser": "ab" * 32})]},
    "TLS alone": {
        "Version": NEW,
        "Statement": [allow(), deny(Condition={"Bool": {"aws:SecureTransport": "false"}})],
    },
    "an office": {
        "Version": NEW,
        "Statement": [
            allow(Condition={"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]}}),
            deny(Condition={"NotIpAddressIfExists": {"aws:SourceIp": "203.0.113.0/24"}}),
        ],
    },
    "a content network": {
        "Version": NEW,
        "Statement": [
            allow(
                Principal={"Service": "cloudfront.amazonaws.com"},
                Condition={"ArnLike": {"AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1"}},
            ),
            allow(
                Principal={
                    "AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC"
                }
            ),
        ],
    },
    "partners": {
        "Version": NEW,
        "Statement": [
            {
                "Sid": "1",
                "Effect": "Allow",
                "Principal": {"AWS": ["222233334444", "arn:aws:iam::333344445555:role/path/reader"]},
                "Action": ["s3:PutObject", "s3:PutObjectAcl"],
                "Resource": f"{BUCKET}/in/*",
                "Condition": {
                    "StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"},
                    "NumericLessThanEquals": {"s3:TlsVersion": 1.2},
                    "DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"},
                },
            }
        ],
    },
    "an organization": {
        "Version": NEW,
        "Statement": [
            allow(
                NotResource=None,
                Condition={"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/*"]}},
            ),
            deny(Condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}),
        ],
    },
    "all but some": {
        "Version": NEW,
        "Statement": {
            "Effect": "Deny",
            "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:root"]},
            "NotAction": ["s3:List*", "s3:GetBucketLocation"],
            "NotResource": f"{BUCKET}/public/*",
            "Condition": {"Null": {"aws:SourceVpce": True}, "NumericLessThan": {"s3:max-keys": 10}},
        },
    },
    "everybody's own folder": {
        "Version": NEW,
        "Statement": [
            allow(
                Resource=f"{BUCKET}/home/${{aws:PrincipalTag/team, 'nobody'}}/*",
                Condition={"StringLike": {"s3:prefix": ["", "home/", "home/${aws:username}/*"]}},
            )
        ],
    },
}
# One of them has a member that may not be there: no Statement has a Resource and a NotResource.
del WRITTEN["an organization"]["Statement"][0]["NotResource"]

_STRANGE = [
    *(
        "",
        " ",
        "*",
        "?",
        "${",
        "${aws:username",
        "${*}",
        "\x00",
        "\ud7ff",
        "\u202e",
        "é",
        "e\u0301",
        "ﬃ",
        "😀" * 3,
    ),
    *(
        "Allow",
        "allow",
        "arn:",
        "arn:aws:s3:::",
        ":" * 40,
        "s3:",
        "*:*",
        "AWS",
        "Bool",
        "StringEquals",
        "NullIfExists",
    ),
    *(
        "111122223333",
        "1" * 13,
        "0.0.0.0/0",
        "::/0",
        "10.0.0.1/8",
        "true",
        "2026-11-24",
        "9" * 400,
        "a" * 5000,
    ),
]
ATOMS: st.SearchStrategy[Tree] = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(_STRANGE)
    | st.text(max_size=12)
)
TREES: st.SearchStrategy[Tree] = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(_STRANGE) | st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=10,
)


def paths(tree: Tree, path: Path = ()) -> list[Path]:
    """The way to every value in the tree, its root first."""
    below = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(inner for key, member in below for inner in paths(member, (*path, key)))]


def at(tree: Tree, path: Path) -> Tree:
    """What stands at that place."""
    for step in path:
        tree = tree[step]
    return tree


def put(tree: Tree, path: Path, new: Callable[[Tree], Tree]) -> Tree:
    """The tree with something else, made of what stands there, at that place."""
    if not path:
        return new(tree)
    copy = dict(tree) if isinstance(tree, dict) else list(tree)
    copy[path[0]] = put(tree[path[0]], path[1:], new)
    return copy


def _wrapped(tree: Tree, depth: int) -> Tree:
    for _ in range(depth):
        tree = [tree]
    return tree


def _renamed(tree: Tree, name: str) -> Tree:
    if not isinstance(tree, dict) or not tree:
        return {name: tree}
    (first, member), *others = tree.items()
    return {name: member, **dict(others)} if first != name else dict(others)


@st.composite
def mutated(draw: st.DrawFn) -> Tree:
    """A written policy with one to four of its places changed: another value, a wrapping, a name, a gap."""
    tree = draw(st.sampled_from([*WRITTEN.values()]))
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(paths(tree)))
        other, depth = draw(TREES), draw(st.sampled_from([1, 1, 2, 40, 70]))
        name = draw(st.sampled_from(_STRANGE))
        changes: list[Callable[[Tree], Tree]] = [
            lambda _, other=other: other,  # type: ignore[misc]
            lambda old, depth=depth: _wrapped(old, depth),  # type: ignore[misc]
            lambda old, name=name: _renamed(old, name),  # type: ignore[misc]
            lambda old: [old, old],
            lambda old: {} if isinstance(old, dict) else [],
        ]
        tree = put(tree, path, draw(st.sampled_from(changes)))
    return tree


@st.composite
def torn(draw: st.DrawFn) -> str:
    """A written policy's text with one to three pieces cut out, put in, or written twice."""
    indent = draw(st.sampled_from([None, 1]))
    text = json.dumps(
        draw(st.sampled_from([*WRITTEN.values()])), indent=indent, ensure_ascii=draw(st.booleans())
    )
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        piece = draw(
            st.sampled_from(
                ["", text[start:end] * 2, "}", "]", '"', ",", "\\", "\\ud800", "1e9999", "\ufeff"]
            )
        )
        text = text[:start] + piece + text[end:]
    return text


def _some(pool: st.SearchStrategy[str]) -> st.SearchStrategy[Tree]:
    """One of them, or a list of some."""
    return pool | st.lists(pool, min_size=1, max_size=3)


_SOUP = st.text(alphabet="abs3:*?/${}',. é", max_size=12)
_PRINCIPALS = st.sampled_from(
    [
        *("*", {"AWS": "*"}, {"AWS": ["222233334444", "*"]}, {"Service": "logs.amazonaws.com"}),
        *(
            {"AWS": "arn:aws:sts::222233334444:assumed-role/reader/monday"},
            {"Federated": "accounts.google.com"},
        ),
        *(
            {"AWS": "AROAJQABLZS4A3QDU576Q", "CanonicalUser": "ab" * 32},
            {"AWS": "arn:aws:iam::222233334444:root"},
        ),
    ]
)
_OPERATORS = st.sampled_from([one.written for one in OPERATORS]) | st.sampled_from(["bool", "NullIfExists"])
_KEYS = st.sampled_from([one.name for one in KNOWN_KEYS]).map(
    lambda name: f"{name}team" if name[-1] == "/" else name
)
_VALUES = st.sampled_from([one for one in _STRANGE if len(one) < 100]) | _SOUP | st.integers() | st.booleans()


@st.composite
def bent(draw: st.DrawFn) -> Tree:
    """A policy of the right form whose patterns, keys and values are whatever they are."""

    def either(name: str, value: Tree) -> dict[str, Tree]:
        return {draw(st.sampled_from([name, name, f"Not{name}"])): value}

    actions = _some(st.sampled_from(["*", "s3:*", "s3:Get*", "S3:getobject", "s3:?utObject", "ec2:Run*"]))
    statements = [
        {"Effect": draw(st.sampled_from(["Allow", "Deny"]))}
        | either("Principal", draw(_PRINCIPALS))
        | either("Action", draw(actions))
        | either("Resource", draw(_some(_SOUP.map(lambda soup: f"arn:aws:s3:::acme{soup}"))))
        | draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "Sid": st.text(max_size=5),
                    "Condition": st.dictionaries(
                        _OPERATORS,
                        st.dictionaries(
                            _KEYS, _VALUES | st.lists(_VALUES, max_size=3), min_size=1, max_size=2
                        ),
                        max_size=3,
                    ),
                },
            )
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    return {"Version": draw(st.sampled_from([NEW, "2008-10-17"])), "Statement": statements}


def texts() -> st.SearchStrategy[str]:
    """Any text that may stand in a policy's place."""
    return (
        torn()
        | bent().map(json.dumps)
        | bent().map(lambda tree: json.dumps(tree, indent=2, ensure_ascii=False))
        | mutated().map(json.dumps)
        | mutated().map(lambda tree: json.dumps(tree, indent=2, ensure_ascii=False))
        | TREES.map(json.dumps)
        | st.text(max_size=80)
        | st.text(alphabet='{}[]",:\\ au019.eE+-tfn\n', max_size=60)
    )


def huge(size: int) -> dict[str, str]:
    """Texts of about this many characters that are made to cost much."""
    statement = json.dumps(allow(Resource=f"{BUCKET}/${{aws:username}}*?"))
    return {
        "arrays in each other": "[" * size,
        "objects in each other": '{"a":' * (size // 5),
        "strings that do not end": '"' * size,
        "escapes": '"' + "\\u0041" * (size // 6) + '"',
        "a backslash at the end": '"' + "\\" * size,
        "a number": "9" * size,
        "a fraction": "0." + "9" * size,
        "spaces": " " * size + "{}",
        "keys": "{" + ",".join(f'"{n}":1' for n in range(size // 12)) + "}",
        "the same key": "{" + ",".join(['"a":1'] * (size // 6)) + "}",
        "statements": f'{{"Statement":[{",".join([statement] * (size // len(statement)))}]}}',
        "actions": json.dumps({"Statement": allow(Action=["s3:Get*Object?" * 3] * (size // 46))}),
        "a long resource": json.dumps({"Statement": allow(Resource=f"arn:{'*?:/' * (size // 4)}")}),
        "a long key": json.dumps({"Statement": allow(Condition={"Bool": {f"aws:{' ' * size}": "true"}})}),
        "a long address": json.dumps(
            {"Statement": allow(Condition={"IpAddress": {"aws:SourceIp": "1." * (size // 2)}})}
        ),
        "principals": json.dumps(
            {"Statement": allow(Principal={"AWS": [f"{n:012d}" for n in range(size // 16)]})}
        ),
    }
