"""One organization, the same for each of its accounts."""

import json
import urllib.request

from emulated import ACCOUNT, OTHER, REGION, Aws, refused


def test_every_account_sees_the_same_organization(aws: Aws) -> None:
    organizations = aws.client("organizations")
    assert refused(organizations.describe_organization) == "AWSOrganizationsNotInUseException"
    made = organizations.create_organization(FeatureSet="ALL")["Organization"]
    accounts = [
        organizations.create_account(AccountName=n, Email=f"{n}@example.com")["CreateAccountStatus"]["AccountId"]
        for n in ("one", "two")
    ]
    for account in accounts:
        seen = aws.client("organizations", account=account).describe_organization()["Organization"]
        assert (seen["Id"], seen["MasterAccountId"]) == (made["Id"], ACCOUNT)
    outside = aws.client("organizations", account=OTHER)
    assert refused(outside.describe_organization) == "AWSOrganizationsNotInUseException"
    organizations.remove_account_from_organization(AccountId=accounts[0])
    assert (
        refused(aws.client("organizations", account=accounts[0]).describe_organization)
        == "AWSOrganizationsNotInUseException"
    )


def test_reset_forgets_the_organization(aws: Aws) -> None:
    organizations = aws.client("organizations")
    organizations.create_organization(FeatureSet="ALL")
    account = organizations.create_account(AccountName="one", Email="one@example.com")["CreateAccountStatus"][
        "AccountId"
    ]
    aws.reset()
    assert (
        refused(aws.client("organizations", account=account).describe_organization)
        == "AWSOrganizationsNotInUseException"
    )


def test_the_next_organization_accounts_and_keys_get_the_given_ids(aws: Aws) -> None:
    management, log, key = "999988887777", OTHER, "mrk-0dd0dd00123412341234123456789abc"
    ids = json.dumps({"organization": ["o-acme123456"], "account": [management, log], "key": [key]}).encode()
    told = urllib.request.Request(f"{aws.url}/moto-api/given-ids", ids, {"Content-Type": "application/json"})
    urllib.request.urlopen(told).close()
    organizations, sts = (aws.client(service, account=management) for service in ("organizations", "sts"))
    made = organizations.create_organization(FeatureSet="ALL")["Organization"]
    assert (made["Id"], made["MasterAccountId"]) == ("o-acme123456", management)
    accounts = [
        organizations.create_account(AccountName=n, Email=f"{n}@example.com")["CreateAccountStatus"]["AccountId"]
        for n in ("log", "one")
    ]
    assert accounts[0] == log
    assert accounts[1] not in (management, log)
    seen = aws.client("organizations", account=log, sts=sts).describe_organization()["Organization"]
    assert seen["Id"] == "o-acme123456"
    kms = aws.client("kms", account=log, sts=sts)
    made_keys = [kms.create_key(MultiRegion=True)["KeyMetadata"]["KeyId"] for _ in range(2)]
    assert made_keys[0] == key
    assert made_keys[1] != key


def test_a_policy_may_ask_for_the_callers_place_in_the_organization(aws: Aws) -> None:
    organizations, s3 = aws.client("organizations"), aws.client("s3")
    made = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
    root = organizations.list_roots()["Roots"][0]["Id"]
    outer = organizations.create_organizational_unit(ParentId=root, Name="outer")["OrganizationalUnit"]["Id"]
    inner = organizations.create_organizational_unit(ParentId=outer, Name="inner")["OrganizationalUnit"]["Id"]
    account = organizations.create_account(AccountName="one", Email="one@example.com")["CreateAccountStatus"]["AccountId"]
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetEncryptionConfiguration",
        "Resource": "arn:aws:s3:::logs",
        # The id by itself keeps it from being public.
        "Condition": {
            "StringEquals": {"aws:PrincipalOrgID": made},
            "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": [f"{made}/{root}/{outer}/{inner}/*"]},
        },
    }
    s3.create_bucket(Bucket="logs", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_policy(Bucket="logs", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    member = aws.client("s3", account=account)
    assert refused(lambda: member.get_bucket_encryption(Bucket="logs")) == "AccessDenied"
    organizations.move_account(AccountId=account, SourceParentId=root, DestinationParentId=inner)
    assert member.get_bucket_encryption(Bucket="logs")["ServerSideEncryptionConfiguration"]["Rules"]
