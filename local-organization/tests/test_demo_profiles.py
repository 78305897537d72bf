"""What `make demo KEEP=1` prints is what a shell and the AWS CLI take."""

import os
import subprocess
from pathlib import Path

from demo.organization import HOME_REGION, Organization, write_preferences
from demo.profiles import environment_for_trying
from emulated import Aws


def test_the_lines_that_are_printed_can_be_typed(aws: Aws, tmp_path: Path) -> None:
    organization = Organization(aws.url)
    payments = organization.add_member("payments")
    write_preferences(payments, HOME_REGION)
    said, *lines, end = environment_for_trying(organization, [11, 12], tmp_path).splitlines()
    assert said.startswith("The organization is running. It evaluates no policies")
    assert lines[1] == "# profiles: log-archive, management, payments"
    assert end == "To end it: kill 11 12"
    assert (tmp_path / "aws-config").stat().st_mode & 0o777 == 0o600
    more = [f"aws {profile} sts get-caller-identity --query Account --output text" for profile in ("", "--profile payments")]
    # A developer's own settings don't get in the way.
    own = {"AWS_ACCESS_KEY_ID": "own", "AWS_SECRET_ACCESS_KEY": "own", "AWS_SESSION_TOKEN": "own", "AWS_REGION": "ap-southeast-2", "AWS_PAGER": ""}
    done = subprocess.run(["sh", "-e", "-c", "\n".join([*lines, *more])], env=os.environ | own, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split()[-2:] == [organization.log.number, payments.number]
    assert '"DocumentFormat": "JSON"' in done.stdout
