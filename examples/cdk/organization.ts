// What ../organization.yaml declares, with the AWS CDK: Central in the log account, and a StackSet that brings Member into every account
// and Region of some organizational units. Both types have to be registered, as ../../docs/deploying.md says.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, BootstraplessSynthesizer, CfnOutput, CfnParameter, CfnStackSet, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  CfnCentral, type CfnCentralProps, CfnMember, type CfnMemberProps, CfnMemberPropsOnMissingRole,
} from './session-logging.js';

interface Props extends StackProps {
  /** Organizational units (ou-...) or the root (r-...) whose accounts are to be logged. */
  readonly organizationalUnitIds: string[];
  /** Regions with managed instances. */
  readonly regions: string[];
  readonly central?: CfnCentralProps;
  readonly member?: Omit<CfnMemberProps, 'bucketName' | 'logPrefix' | 'accountPrefix'>;
}

class SessionLogging extends Stack {
  constructor(scope: Construct, id: string, { organizationalUnitIds, regions, central, member, ...props }: Props) {
    // No assets, so no bootstrapped account is needed.
    super(scope, id, { synthesizer: new BootstraplessSynthesizer(), ...props });
    const archive = new CfnCentral(this, 'Central', { replicaRegions: regions, retiredRegions: [], ...central });
    // Logs outlive the stack; the bucket of a failed first deployment goes.
    archive.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    new CfnStackSet(this, 'Members', {
      stackSetName: `${this.stackName}-members`,
      permissionModel: 'SERVICE_MANAGED',
      callAs: 'DELEGATED_ADMIN',
      capabilities: ['CAPABILITY_IAM'],
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      managedExecution: { Active: true },
      operationPreferences: {
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE', failureTolerancePercentage: 100, maxConcurrentPercentage: 100, regionConcurrencyType: 'PARALLEL',
      },
      stackInstancesGroup: [{ deploymentTargets: { organizationalUnitIds }, regions }],
      parameters: [{ parameterKey: 'BucketName', parameterValue: archive.ref }],
      templateBody: JSON.stringify(memberTemplate({ logPrefix: central?.logPrefix, ...member })),
    });
    new CfnOutput(this, 'BucketName', { value: archive.ref });
    new CfnOutput(this, 'SessionKeyArn', { value: archive.attrSessionKeyArn });
  }
}

/** The template of every member, as plain CloudFormation: service-managed StackSets take no assets and no transforms. */
function memberTemplate(props: Omit<CfnMemberProps, 'bucketName'>): object {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'member-')) });
  const stack = new Stack(app, 'Member', { synthesizer: new BootstraplessSynthesizer() });
  stack.templateOptions.description = 'Sends the logs of this account\'s Session Manager sessions in this Region to the central bucket.';
  const bucketName = new CfnParameter(stack, 'BucketName').valueAsString;
  new CfnMember(stack, 'Member', { documentName: 'SSM-SessionManagerRunShell', bucketName, ...props });
  return app.synth().getStackByName('Member').template;
}

const app = new App();
new SessionLogging(app, 'session-logging', {
  env: { account: '111122223333', region: 'eu-central-1' },
  organizationalUnitIds: ['ou-ab12-cdefghij'],
  regions: ['eu-central-1', 'eu-west-1'],
  // Accounts differ: one that lacks a role goes without.
  member: { roleNames: ['InstanceRole'], onMissingRole: CfnMemberPropsOnMissingRole.SKIP, idleSessionTimeout: 20 },
});
app.synth();
