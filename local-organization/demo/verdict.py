"""Whether all of an organization's sessions will be logged, said by the command that says it of a real one."""

import os
import subprocess

from processes import SESSION_LOGGING

from .organization import HOME_REGION

ROLE = "OrganizationAccountAccessRole"


def verdict(organization, bucket):
    """(exit status, what is printed) of the command in the log account, over the members' unit."""
    own = organization.credentials(organization.log.number, ROLE)
    environment = os.environ | {
        "AWS_ENDPOINT_URL": organization.url,
        "AWS_REGION": HOME_REGION,
        "AWS_ACCESS_KEY_ID": own["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": own["SecretAccessKey"],
        "AWS_SESSION_TOKEN": own["SessionToken"],
    }
    command = [*SESSION_LOGGING, "verify", "--bucket", bucket, "--ou", organization.unit, "--role-name", ROLE]
    done = subprocess.run(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout
