"""Who may administer StackSets, and where they live."""

from emulated import Aws, failure_reasons, refused, settled
from members import Organization
from things import StandIn


def test_a_delegated_administrator_works_in_the_management_account(
    organization: Organization, stand_in: StandIn
) -> None:
    organization.deploy()
    found = organization.management.list_stack_instances(StackSetName="set")["Summaries"]
    assert {(it["Account"], it["Region"]) for it in found} == organization.everywhere()
    assert refused(lambda: organization.cfn.list_stack_instances(StackSetName="set")) == "StackSetNotFoundException"


def test_the_management_account_needs_no_delegation(organization: Organization, stand_in: StandIn) -> None:
    organization.cfn = organization.management
    assert organization.deploy(CallAs="SELF")["StackStatus"] == "CREATE_COMPLETE"


def test_an_account_that_is_no_administrator_is_refused(organization: Organization, stand_in: StandIn) -> None:
    member = organization.members[0]
    organization.cfn = organization.aws.client("cloudformation", account=member)
    for number, call_as in enumerate(("DELEGATED_ADMIN", "SELF")):
        organization.deploy(name=f"set-{number}", CallAs=call_as)
        assert "management account or delegated admin" in failure_reasons(organization.cfn, f"set-{number}-stack")[0]


def test_trusted_access_is_needed(aws: Aws, stand_in: StandIn) -> None:
    organization = Organization(aws, trusted=False)
    organization.deploy()
    assert "must enable organizations access" in failure_reasons(organization.cfn, "set-stack")[0]
    member = aws.client("cloudformation", account=organization.members[0])
    assert refused(member.activate_organizations_access) == "ValidationError"


def test_two_stack_sets_of_one_name_are_refused(organization: Organization, stand_in: StandIn) -> None:
    organization.deploy()
    organization.cfn.create_stack(StackName="second", TemplateBody=organization.holding())
    assert settled(organization.cfn, "second")["StackStatus"] == "ROLLBACK_COMPLETE"
    assert failure_reasons(organization.cfn, "second") == ["StackSet set already exists"]
