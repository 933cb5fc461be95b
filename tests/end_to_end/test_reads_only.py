"""Looking changes nothing and opens nothing: every call reads configuration, by the clouds' own logs."""

from __future__ import annotations

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.errors import AwsError
from ajar.demo.call import Call
from ajar.demo.gcp.cloud import WRITES, GoogleCloud
from ajar.model.account import Account, AwsAmbient, GcpAdc
from ajar.worker import protocol
from end_to_end.programs import Window, ajar

AWS_READS = ("Describe", "Get", "Head", "List", "Lookup")
AWS_CONTENTS = {
    "GetObject",
    "HeadObject",
    "GetObjectAcl",
    "ListObjects",
    "ListObjectsV2",
    "ListObjectVersions",
}


def wrong(aws: AwsCloud, google: GoogleCloud) -> set[str]:
    """The calls that change something, or look at more than configuration."""
    asked = {call.operation for call in aws.calls}
    on_aws = {name for name in asked if not name.startswith(AWS_READS) or name in AWS_CONTENTS}
    named = {call.operation for call in google.calls}
    on_google = {name for name in named if name in WRITES or ".objects." in name or name.startswith("xml")}
    return on_aws | on_google


def test_no_flow_of_the_command_line_or_the_window_changes_or_opens_anything(
    aws: AwsCloud, google: GoogleCloud
) -> None:
    assert ajar("scan", "aws").code == 3
    assert ajar("scan", "gcp", "--all").code == 3
    assert ajar("explain", "s3://marrow-www").code == 3
    assert ajar("explain", "gs://finch-web-assets", "--project", "finch-web").code == 3
    assert ajar("who", "s3://marrow-launch-drafts").code == 0
    assert ajar("who", "gs://finch-web-assets", "--project", "finch-web").code == 0
    with Window() as window:
        window.started()
        window.ask(protocol.Check(name="prod", provider="aws", login=AwsAmbient()))
        window.until(protocol.Checked)
        window.ask(protocol.Add(account=Account(name="prod", provider="aws", login=AwsAmbient())))
        window.until(protocol.Accounts)
        window.ask(protocol.Add(account=Account(name="web", provider="gcp", login=GcpAdc(("finch-web",)))))
        window.until(protocol.Accounts)
        _, rows, _ = window.scanned()
        window.ask(protocol.Ask(account=rows[0].account, resource=rows[0].id))
        window.until(protocol.Details)
        row = rows[0]
        window.ask(protocol.AskWho(account_name=row.account_name, account=row.account, resource=row.id))
        window.until(protocol.Who)
    assert len(aws.calls) > 200
    assert len(google.calls) > 60
    assert wrong(aws, google) == set()
    assert aws.unserved | google.unserved == set()


def test_the_search_finds_a_write_and_a_look_into_a_bucket(aws: AwsCloud, google: GoogleCloud) -> None:
    aws.calls.append(Call("s3", "PutBucketPolicy", "eu-west-1", None))
    aws.calls.append(Call("s3", "ListObjectsV2", "eu-west-1", None))
    google.calls.append(Call("storage", "storage.objects.list", "", None))
    google.calls.append(Call("storage", "storage.buckets.setIamPolicy", "", None))
    assert len(wrong(aws, google)) == 4


def test_a_bucket_that_vanishes_after_the_list_is_counted_and_costs_nothing_else(aws: AwsCloud) -> None:
    def vanish(call: Call) -> None:
        if call.resource == "marrow-www":
            raise AwsError("NoSuchBucket")

    aws.before.append(vanish)
    done = ajar("scan", "aws", "--format", "json")
    assert done.code == 3
    assert done.out.count('"kind": "s3_bucket"') > 20
    assert '"name": "marrow-www"' not in done.out
    assert '"gone": 1' in done.out
