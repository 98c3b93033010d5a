/** Objects beside the CRDs that OLM would apply as they are (operator-framework/api object.go). */
import type { JsonValue } from '../../../model/json.ts';
import { quote } from '../../../spec/near.ts';
import type { BundleDocument } from '../../bundle-file.ts';
import type { PolicyRule } from '../csv.ts';
import { decode } from '../decode.ts';
import type { Findings } from '../findings.ts';
import { gvkOf } from '../gvk.ts';
import type { Judged } from '../judged.ts';

/** Disruption budgets, priority classes and roles that reach beyond the operator. */
export const checkObjects = ({ bundle }: Judged, findings: Findings): void => {
  for (const document of bundle.others) {
    const check = CHECKS[gvkOf(document.value).kind];
    if (check === undefined) continue;
    const { value, faults } = decode(document.value, check.type, 'json');
    for (const { path, message, hint } of faults) findings.error(document, path, message, hint);
    if (faults.length === 0) check.rule(document, value, findings);
  }
};

type Rule = (
  document: BundleDocument,
  value: { readonly [key: string]: JsonValue | undefined },
  findings: Findings,
) => void;

const budget: Rule = (document, value, findings) => {
  const { maxUnavailable, minAvailable } = (value['spec'] ?? {}) as {
    readonly maxUnavailable?: string | number;
    readonly minAvailable?: string | number;
  };
  const tell = (field: string, message: string, hint: string) =>
    findings.error(document, ['spec', field], message, hint);
  if (maxUnavailable === 0 || maxUnavailable === '0%')
    tell('maxUnavailable', 'nothing may be unavailable, so no node can be drained.', 'Use 1 or more.');
  // The validator looks at the number alone, which is 0 beside a text.
  else if (typeof maxUnavailable === 'string')
    tell(
      'maxUnavailable',
      `OLM's validators take ${quote(maxUnavailable)} for 0, as any text here.`,
      'Use a number, 1 or more.',
    );
  if (minAvailable === '100%')
    tell('minAvailable', 'everything must be available, so no node can be drained.', 'Use less than 100%.');
};

const priority: Rule = (document, value, findings) => {
  if (value['globalDefault'] === true)
    findings.error(
      document,
      ['globalDefault'],
      'this would become the priority of all pods of the cluster that have none.',
      'Remove it, or set it to false.',
    );
};

/** OpenShift's own, as of 4.5. */
const SCCS: ReadonlySet<string> = new Set([
  'privileged',
  'restricted',
  'anyuid',
  'hostaccess',
  'hostmount-anyuid',
  'hostnetwork',
  'node-exporter',
  'nonroot',
]);

const role: Rule = (document, value, findings) => {
  const rules = (value['rules'] ?? []) as readonly PolicyRule[];
  for (const [i, { apiGroups = [], resources = [], verbs = [], resourceNames = [] }] of rules.entries()) {
    const hasVerb = (...wanted: readonly string[]) => verbs.some((verb) => wanted.includes(verb));
    if (
      apiGroups.includes('policy') &&
      resources.includes('poddisruptionbudgets') &&
      hasVerb('*', 'create', 'update', 'patch')
    )
      findings.warning(
        document,
        ['rules', i],
        'this lets its holder keep nodes from being drained: it may write PodDisruptionBudgets.',
        'Leave it out unless the operator makes such budgets.',
      );
    const scc = resourceNames.find((name) => SCCS.has(name));
    if (
      apiGroups.includes('security.openshift.io') &&
      resources.includes('securitycontextconstraints') &&
      hasVerb('*', 'delete', 'update', 'patch') &&
      scc !== undefined
    )
      findings.error(
        document,
        ['rules', i],
        `this lets its holder change ${quote(scc)}, a SecurityContextConstraints of OpenShift itself.`,
        'Make one of your own, and name that.',
      );
  }
};

const CHECKS: Readonly<Record<string, { readonly type: string; readonly rule: Rule } | undefined>> = {
  PodDisruptionBudget: { type: 'policy/v1beta1.PodDisruptionBudget', rule: budget },
  PriorityClass: { type: 'scheduling/v1.PriorityClass', rule: priority },
  Role: { type: 'rbac/v1.Role', rule: role },
  ClusterRole: { type: 'rbac/v1.ClusterRole', rule: role },
};
