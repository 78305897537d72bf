"""docs/performance.md has the committed figures of `make bench`, and what a create waits for is drawn from a run."""

import json

import bench


def test_the_guide_has_the_committed_figures():
    guide = bench.GUIDE.read_text(encoding="utf-8")
    figures = {type_: json.loads(bench.committed(type_).read_text(encoding="utf-8")) for type_ in bench.TYPES}
    assert bench.with_tables(guide, figures) == guide, "make bench RECORD=1 writes both"


def test_calls_of_a_round_trip_stand_together_by_service():
    calls = ["kms DescribeKey", "s3 HeadBucket", "kms DescribeKey", "kms ListKeys", "s3 ListBuckets"]
    assert bench.side_by_side(calls) == "kms DescribeKey x 2, ListKeys; s3 HeadBucket, ListBuckets"


def test_an_invocation_is_drawn_as_its_round_trips():
    report = ["cloudwatchlogs PutLogEvents", "cloudwatch PutMetricData"]
    invocations = [[["s3 HeadBucket", "kms DescribeKey"], report], [["s3 GetBucketTagging"], ["s3 CreateBucket"], report]]
    assert list(bench.picture(invocations)) == ["  1  ○▪", "  2  ○●▪  CreateBucket"]
    assert list(bench.listed(invocations))[1:3] == ["       2  cloudwatchlogs PutLogEvents; cloudwatch PutMetricData", "  2    3  s3 GetBucketTagging"]
