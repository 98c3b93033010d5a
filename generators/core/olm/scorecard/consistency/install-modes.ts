/**
 * Install modes and what tells the operator of them: OLM writes the namespaces to watch into the annotation olm.targetNamespaces of the
 * pods, from where an environment variable has to read them.
 */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Findings } from '../../validate/findings.ts';
import { allows } from '../rules.ts';
import type { Subject } from '../subject.ts';
import type { Test } from '../test.ts';

export const installModes: Test = {
  name: 'install-modes-are-told',
  suite: 'consistency',
  description: 'An operator that can be installed for some namespaces learns for which, and has no more permissions.',
  judge: (subject, findings) => {
    const narrow = (subject.spec.installModes ?? []).flatMap(({ type = '', supported }, i) =>
      supported === true && type !== 'AllNamespaces' ? [{ type, path: ['spec', 'installModes', i] as Path }] : [],
    );
    if (narrow.length === 0) return;
    checkVariable(subject, narrow, findings);
    checkScope(subject, findings);
  },
};

interface Mode {
  readonly type: string;
  readonly path: Path;
}

const TARGETS = /^metadata\.annotations\[(?:'olm\.targetNamespaces'|"olm\.targetNamespaces")\]$/;

const checkVariable = ({ document, deployments, spec }: Subject, narrow: readonly Mode[], findings: Findings): void => {
  const paths = deployments.flatMap(({ containers }) =>
    containers.flatMap(({ container }) =>
      (container.env ?? []).map(({ valueFrom }) => valueFrom?.fieldRef?.fieldPath ?? ''),
    ),
  );
  if (paths.some((path) => TARGETS.test(path))) return;
  // A pod always knows its own namespace, and that is all that OwnNamespace wants; but then it never watches another.
  const isOwn = deployments.some(({ containers }) =>
    containers.some(({ container }) =>
      (container.env ?? []).some(
        ({ name, valueFrom }) => name === 'WATCH_NAMESPACE' && valueFrom?.fieldRef?.fieldPath === 'metadata.namespace',
      ),
    ),
  );
  const all = (spec.installModes ?? []).findIndex(
    ({ type, supported }) => type === 'AllNamespaces' && supported === true,
  );
  const untold = isOwn
    ? [...narrow, ...(all < 0 ? [] : [{ type: 'AllNamespaces', path: ['spec', 'installModes', all] as Path }])].filter(
        ({ type }) => type !== 'OwnNamespace',
      )
    : narrow;
  for (const { type, path } of untold)
    findings.error(
      document,
      path,
      isOwn
        ? `${type} is supported, and WATCH_NAMESPACE is always the namespace of the pod.`
        : `${type} is supported, and nothing tells the operator which namespaces to watch.`,
      "Add the variable WATCH_NAMESPACE with fieldPath: metadata.annotations['olm.targetNamespaces'], or do not support it.",
    );
};

/** What an operator may do with its own kinds everywhere it does not need where it watches some namespaces. */
const checkScope = ({ document, permissions, crds }: Subject, findings: Findings): void => {
  for (const { value } of crds) {
    const { group = '', names = {}, scope } = value.spec ?? {};
    if (scope === 'Cluster') continue;
    const wide = permissions.find(
      (each) =>
        each.scope === 'clusterPermissions' && allows(each.rule, { group, resource: names.plural ?? '', verb: 'list' }),
    );
    if (wide !== undefined)
      findings.warning(
        document,
        wide.path,
        `${quote(`${names.plural}.${group}`)} may be read in all namespaces, also where the operator is installed for some.`,
        'Move the rule to permissions, which OLM grants in the namespaces that are watched.',
      );
  }
};
