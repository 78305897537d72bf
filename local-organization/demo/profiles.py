"""How a person goes on by hand in an organization that was left running: profiles of the AWS CLI, one an account."""

import os

from .organization import HOME_REGION

ROLE = "OrganizationAccountAccessRole"


def environment_for_trying(organization, pids, folder):
    """What to type, one line each; the first one makes the profiles known to the AWS CLI, and nothing else that a developer has."""
    accounts = [organization.log, organization.management, *organization.members]
    file = write_profiles(organization, accounts, folder / "aws-config")
    unset = "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION"
    exports = f"export AWS_CONFIG_FILE={file} AWS_SHARED_CREDENTIALS_FILE={os.devnull} AWS_PROFILE={organization.log.name}"
    return "\n".join(
        [
            "The organization is running. It evaluates no policies: a call that AWS would deny succeeds. To try it with the AWS CLI:",
            f"{unset}; {exports}",
            f"# profiles: {', '.join(it.name for it in accounts)}",
            "aws cloudformation describe-stacks",
            f"aws --profile {organization.members[-1].name} ssm get-document --name SSM-SessionManagerRunShell",
            f"To end it: kill {' '.join(map(str, pids))}",
        ]
    )


def write_profiles(organization, accounts, file):
    """For the user alone: they have credentials, if only the emulator's."""
    lines = []
    for account in accounts:
        own = organization.credentials(account.number, ROLE)
        lines += [f"[profile {account.name}]", f"region = {HOME_REGION}", f"endpoint_url = {organization.url}"]
        lines += [f"aws_access_key_id = {own['AccessKeyId']}", f"aws_secret_access_key = {own['SecretAccessKey']}", f"aws_session_token = {own['SessionToken']}", ""]
    file.touch(mode=0o600)
    file.write_text("\n".join(lines), encoding="utf-8")
    return file
