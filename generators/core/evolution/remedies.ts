/** What to do about a finding: one sentence or two for each rule. */
import { isProperty } from './fields.ts';
import type { Rule } from './finding.ts';
import type { Folded } from './fold.ts';
import { changedKeywords, documentsOnly, isBetweenVersions, isOfMapValues, rulesOf } from './severity.ts';

/** How to mend a finding, or what follows from it. */
export const remedyFor = (finding: Folded): string => {
  if (finding.rule !== 'conversion' && isBetweenVersions(finding)) return betweenVersions(finding.version!);
  return REMEDIES[finding.rule](finding);
};

const betweenVersions = (pair: string): string =>
  `Clients of ${pair.replace(' -> ', ' and ')} see the same objects: let both versions say the same, or convert between them (conversion.strategy: Webhook).`;

/** For a change of a schema that is wanted all the same. */
const IN_NEW_VERSION = 'or make the change in a new version, with a conversion webhook.';

type Remedy = (finding: Folded) => string;

const tightened: Remedy = () => `Objects that were valid are refused: allow what was allowed, ${IN_NEW_VERSION}`;

const REMEDIES: Readonly<Record<Rule, Remedy>> = {
  scope: () => 'The API server refuses the update. Keep the scope, or make another kind with the new one.',
  existingFieldRemoval: ({ path = [] }) =>
    isProperty(path)
      ? `What objects have in it is dropped, and clients that set it fail. Keep it, as deprecated in its description, ${IN_NEW_VERSION}`
      : `What it said of objects does not hold any more. Keep it, ${IN_NEW_VERSION}`,
  storedVersionRemoval: () =>
    'The API server refuses the update as long as status.storedVersions names it. Keep it with served: false, write all objects again in the new storage version, and remove it after that.',
  default: (finding) =>
    `Objects without the field change their meaning, also those that are stored. ${
      finding.change === 'added' ? 'Let the controller fill it in' : 'Keep the default'
    }, ${IN_NEW_VERSION}`,
  description: () => 'See that the meaning is the same: clients rely on what it said.',
  enum: (finding) =>
    finding.change === 'widened' || finding.change === 'removed'
      ? `Clients that know only the old values meet others. Leave the values as they are, ${IN_NEW_VERSION}`
      : tightened(finding),
  maximum: tightened,
  maxItems: tightened,
  maxLength: tightened,
  maxProperties: tightened,
  minimum: tightened,
  minItems: tightened,
  minLength: tightened,
  minProperties: tightened,
  nullable: (finding) =>
    finding.change === 'added'
      ? `Clients meet a null that they do not expect. Leave the field optional instead, ${IN_NEW_VERSION}`
      : tightened(finding),
  pattern: (finding) =>
    finding.change === 'removed'
      ? `Clients meet values that they do not expect. Keep the pattern, ${IN_NEW_VERSION}`
      : `Objects that were valid may be refused. Keep the old pattern, ${IN_NEW_VERSION}`,
  required: () =>
    `Objects without it are refused, also those that are stored. Make it optional, with a default if code needs one, ${IN_NEW_VERSION}`,
  type: () =>
    `Stored objects and clients have the old type. Add a field with the new type beside this one, ${IN_NEW_VERSION}`,
  unhandled: (finding) => {
    if (isOfMapValues(finding)) return 'Objects that are there stay valid, and clients lose nothing.';
    if (documentsOnly(finding)) return 'Objects and clients are the same as before.';
    const [was, is] = [rulesOf(finding.old).length, rulesOf(finding.new).length];
    if (changedKeywords(finding).length > 1 || was + is === 0)
      return `That this is compatible is more than a rule can say. Leave it as it was, ${IN_NEW_VERSION}`;
    return is < was
      ? `Clients meet values that they do not expect. Keep the rule, ${IN_NEW_VERSION}`
      : `Objects that were valid may be refused. Let the rule pass what is there already (oldSelf, optionalOldSelf), ${IN_NEW_VERSION}`;
  },
  apiRemoval: ({ new: is }) =>
    is === undefined
      ? 'Clients lose it, and deleting the CustomResourceDefinition deletes all objects. Keep it, with all versions deprecated, until nobody uses it.'
      : 'A rename is a new API beside the old one: objects are not taken over. Keep the old one too, deprecated, until its objects are moved.',
  versionRemoval: ({ version }) =>
    `Clients of ${version} fail. Keep it, with deprecated: true, until nobody uses it; see that status.storedVersions of the clusters does not name it.`,
  versionUnserved: ({ version }) => `Clients of ${version} fail. Serve it with deprecated: true until nobody uses it.`,
  storageVersion: ({ old: was }) =>
    `status.storedVersions names both from now on: before ${String(was)} is removed, write all objects again and take it out of there.`,
  kind: () => 'The API server refuses the update. Keep the kind, or make another API with the new one.',
  listKind: () => 'Clients that check the kind of a list fail. Keep it.',
  shortNames: () => 'Scripts may use it with kubectl. Keep it.',
  statusSubresource: () => 'Clients that write to /status fail. Keep it.',
  scaleSubresource: () => 'Autoscalers and "kubectl scale" rely on it. Keep it.',
  selectableFields: () => 'Clients that select by it fail. Keep it.',
  conversion: (finding) =>
    finding.change === 'removed'
      ? 'Objects are given to clients of other versions unconverted. Keep the webhook as long as there are several versions.'
      : 'See that it converts both ways without loss.',
};
