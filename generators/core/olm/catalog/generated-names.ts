/**
 * The names that OLM v1 gives to what it makes of a bundle, so that permissions can be about these objects and no others. From
 * operator-controller, internal/operator-controller/rukpak: render/render.go, render/certprovider.go, util/util.go and
 * internal/shared/util/hash/hash.go; the same from v1.0.0 to v1.11.0.
 */
import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { goJson } from './go-json.ts';
import { fieldAt, listAt, textAt } from './go-shape.ts';

/** Of Kubernetes, for what becomes the value of a label. */
const LONGEST = 63;

/** The name of the roles, and of their bindings, that grant what a ServiceAccount is permitted in a ClusterServiceVersion. */
export const roleName = (csvName: string, permission: JsonValue): string =>
  withSuffix(`${csvName}-${serviceAccountName(permission)}`, hash(permission));

/** The ServiceAccount of a permission; the namespace's own where none is named. */
export const serviceAccountName = (permission: JsonValue): string =>
  textAt(permission, 'serviceAccountName') || 'default';

/** The Service in front of a Deployment with webhooks. */
export const webhookServiceName = (deployment: string): string =>
  withSuffix(deployment.replaceAll('.', '-'), 'service');

/** The Certificate of such a Deployment. */
export const certificateName = (deployment: string): string => withSuffix(webhookServiceName(deployment), 'cert');

/** The Issuer of that Certificate. */
export const issuerName = (deployment: string): string => withSuffix(certificateName(deployment), 'selfsigned-issuer');

const withSuffix = (base: string, suffix: string): string => {
  const room = base.length + suffix.length > LONGEST ? LONGEST - suffix.length - 1 : base.length;
  return `${base.slice(0, room)}-${suffix}`;
};

/** SHA-224 of its JSON, a line, in base 36. */
const hash = (permission: JsonValue): string => {
  const rules = fieldAt(permission, 'rules');
  const struct = {
    serviceAccountName: textAt(permission, 'serviceAccountName'),
    rules: Array.isArray(rules) ? (rules as readonly JsonValue[]).map(policyRule) : null,
  };
  return BigInt(
    `0x${createHash('sha224')
      .update(`${goJson(struct)}\n`)
      .digest('hex')}`,
  ).toString(36);
};

/** In the order of rbac/v1's PolicyRule; what is empty is left out, but for verbs. */
const policyRule = (rule: JsonValue): JsonObject => {
  const verbs = fieldAt(rule, 'verbs');
  const rest = ['apiGroups', 'resources', 'resourceNames', 'nonResourceURLs'].map(
    (name) => [name, listAt(rule, name)] as const,
  );
  return {
    verbs: verbs ?? null,
    ...Object.fromEntries(rest.filter(([, list]) => list.length > 0)),
  };
};
