"""One organization, the same for each of its accounts."""

import json
import urllib.request

from emulated import ACCOUNT, OTHER, Aws, refused


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
    organizations = aws.client("organizations", account=management)
    made = organizations.create_organization(FeatureSet="ALL")["Organization"]
    assert (made["Id"], made["MasterAccountId"]) == ("o-acme123456", management)
    accounts = [
        organizations.create_account(AccountName=n, Email=f"{n}@example.com")["CreateAccountStatus"]["AccountId"]
        for n in ("log", "one")
    ]
    assert accounts[0] == log
    assert accounts[1] not in (management, log)
    seen = aws.client("organizations", account=log).describe_organization()["Organization"]
    assert seen["Id"] == "o-acme123456"
    kms = aws.client("kms", account=log)
    made_keys = [kms.create_key(MultiRegion=True)["KeyMetadata"]["KeyId"] for _ in range(2)]
    assert made_keys[0] == key
    assert made_keys[1] != key
