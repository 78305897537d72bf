"""Steps: one member goes, everything goes, and what is left."""

from .organization import HOME_REGION, HOST_POLICY, HOST_ROLE, PREFERENCES, REGIONS, attached, host_role, preferences
from .run import IDLE_MINUTES, OWN_REGION, STACK_SET, Run, expect
from .stacks import DeploymentFailed, gone
from .tables import table


class Ending(Run):
    def take_out_member(self):
        """Deletes one member's stacks: the preferences that it had are back, the others go on."""
        member = self.owner_of_preferences
        cloudformation = self.organization.log.client("cloudformation")
        cloudformation.delete_stack_instances(
            StackSetName=STACK_SET,
            CallAs="DELEGATED_ADMIN",
            DeploymentTargets={"OrganizationalUnitIds": [self.organization.unit], "Accounts": [member.number], "AccountFilterType": "INTERSECTION"},
            Regions=REGIONS,
            RetainStacks=False,
        )
        self.organization.members.remove(member)
        self.await_members()
        found = preferences(member, HOME_REGION)
        expect(found == self.former, f"preferences of {member}: {found} instead of {self.former}")
        self.say(f"{member}: its former preferences are back, idle timeout {found['sessions']['inputs']['idleSessionTimeout']}")
        self.organization.members.insert(0, member)

    def delete_everything(self):
        """The template keeps bucket and keys, so it changes first; then with logs in the bucket, which must be refused; then for good."""
        self.stack.update(**self.template(IDLE_MINUTES, keeps_logs=False))
        logs = self.logs()
        try:
            self.stack.delete()
        except DeploymentFailed as refused:
            reason = next(line.strip() for line in str(refused).splitlines() if "Central:" in line)
            self.say(f"refused, as it should be: {reason}")
        else:
            raise DeploymentFailed("the stack was deleted although logs are in the bucket")
        expect(self.logs() == logs, f"logs after the refused delete: {self.logs()} instead of {logs}")
        for (bucket, region), listed in logs.items():
            self.organization.log.client("s3", region).delete_objects(Bucket=bucket, Delete={"Objects": listed})
        self.say(f"the {sum(map(len, logs.values()))} logs of both buckets were removed by hand")
        self.stack.delete()
        self.own_stack.delete()
        self.auditors.delete()
        if self.door.jars:
            return
        self.own_types.delete()
        self.registration.remove(self.organization.members)
        self.say("types and roles are gone from every account, last of all")

    def logs(self):
        """Every version of every log, by the bucket and its Region."""
        held = {}
        for outputs, region in ((self.outputs, HOME_REGION), (self.own_outputs, OWN_REGION)):
            bucket = outputs["BucketName"]
            versions = self.organization.log.client("s3", region).list_object_versions(Bucket=bucket)["Versions"]
            held[bucket, region] = [{"Key": version["Key"], "VersionId": version["VersionId"]} for version in versions]
        return held

    def show_what_is_left(self):
        """Nothing but keys that wait for their deletion, and what was there before."""
        s3 = self.organization.log.client("s3")
        for outputs in (self.outputs, self.own_outputs):
            expect(gone(lambda: s3.head_bucket(Bucket=outputs["BucketName"]), "404"), f"{outputs['BucketName']} is still there")
        regions = [*REGIONS, OWN_REGION]
        rows = []
        for region in regions:
            kms = self.organization.log.client("kms", region)
            aliases = [alias["AliasName"] for alias in kms.list_aliases()["Aliases"] if "session-logging" in alias["AliasName"]]
            expect(not aliases, f"aliases in {region}: {aliases}")
            for key in kms.list_keys()["Keys"]:
                metadata = kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
                rows.append({"key": metadata["KeyId"], "Region": region, "state": metadata["KeyState"]})
        expect(all("Pending" in row["state"] for row in rows), f"keys that do not wait for their deletion: {rows}")
        for member in self.organization.members:
            policies = member.client("iam").list_policies(Scope="Local")["Policies"]
            expect(not policies, f"{member}: policies {[policy['PolicyName'] for policy in policies]}")
            for region in regions:
                ssm = member.client("ssm", region)
                hosts = HOST_ROLE if (member, region) == (self.with_default_hosts, HOME_REGION) else None
                expect(host_role(member, region) == hosts, f"{member}: Default Host Management is not as it was in {region}")
                if (member, region) == (self.owner_of_preferences, HOME_REGION):
                    expect(preferences(member, region) == self.former, f"{member}: its former preferences changed")
                else:
                    absent = gone(lambda: ssm.describe_document(Name=PREFERENCES), "InvalidDocument")
                    expect(absent, f"{member}: a preferences document is left in {region}")
        expect(attached(self.with_default_hosts, HOST_ROLE) == {HOST_POLICY}, f"{HOST_ROLE} has other policies than before")
        self.proof.add("left", sum("Pending" not in row["state"] for row in rows))
        print(f"\nleft in the log account:\n{table(rows)}\n", flush=True)
