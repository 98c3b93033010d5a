/** Where Kubernetes documents its own types: the reference of the API of the version that they are taken from. */
import { coreSchema, coreTypeName } from '../../model/core-types.ts';

/** Where a type that `$ref` names is told; none for what has no heading there, as types that are but text. */
export const kubernetesReference = (name: string): string | undefined => {
  const whole = coreTypeName(name);
  const heading = Object.hasOwn(HEADINGS, name) ? HEADINGS[name] : whole === undefined ? undefined : headingOf(whole);
  return heading === undefined ? undefined : `${PAGE}#${heading}`;
};

const PAGE = 'https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/';

/** Types without a group, or under a heading of their own. */
const HEADINGS: Readonly<Record<string, string>> = {
  Conditions: 'condition-v1-meta',
  IntOrString: 'intorstring-intstr-util',
  MicroTime: 'microtime-v1-meta',
  ObjectMeta: 'objectmeta-v1-meta',
  Quantity: 'quantity-resource-core',
  Time: 'time-v1-meta',
};

/** Groups whose name in the reference is the package's; the others end in k8s.io. */
const PLAIN: ReadonlySet<string> = new Set(['core', 'meta', 'apps', 'batch', 'autoscaling', 'policy']);

const GROUPS: Readonly<Record<string, string>> = {
  rbac: 'rbac-authorization-k8s-io',
  flowcontrol: 'flowcontrol-apiserver-k8s-io',
  apiserverinternal: 'internal-apiserver-k8s-io',
};

const headingOf = (whole: string): string | undefined => {
  const [, group, version, type] = /^(\w+)\/(\w+)\.(\w+)$/.exec(whole) ?? [];
  if (group === undefined || coreSchema(whole).properties === undefined) return undefined;
  return `${type}-${version}-${PLAIN.has(group) ? group : (GROUPS[group] ?? `${group}-k8s-io`)}`.toLowerCase();
};
