// What the compiler refuses, before anything is synthesized: each of these is an error, and the build fails when one is none.
import { App, Stack } from 'aws-cdk-lib';
import { CfnCentral, CfnMember } from './session-logging.js';

const stack = new Stack(new App(), 'Refused');

// @ts-expect-error BucketName is required
new CfnMember(stack, 'A', {});
// @ts-expect-error minutes are a number
new CfnMember(stack, 'B', { bucketName: 'logs', idleSessionTimeout: '20' });
// @ts-expect-error PolicyArn is what a member says, not what it is told
new CfnMember(stack, 'C', { bucketName: 'logs', policyArn: 'arn' });
// @ts-expect-error there are two modes, and this is none of them
new CfnCentral(stack, 'D', { keyMode: 'THREE_KEYS' });
