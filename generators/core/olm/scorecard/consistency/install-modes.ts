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

/** In a file all annotations may be, too. */
const ANNOTATIONS = /^metadata\.annotations(?:$|\[['"]olm\.targetNamespaces['"]\]$)/;

const checkVariable = ({ document, deployments, spec }: Subject, narrow: readonly Mode[], findings: Findings): void => {
  const variables = deployments.flatMap(({ containers }) =>
    containers.flatMap(({ container }) =>
      (container.env ?? []).map(({ name = '', valueFrom }) => ({ name, path: valueFrom?.fieldRef?.fieldPath ?? '' })),
    ),
  );
  const files = deployments.flatMap(({ pod }) =>
    (pod.volumes ?? []).flatMap(({ downwardAPI, projected }) =>
      [downwardAPI, ...(projected?.sources ?? []).map((source) => source.downwardAPI)].flatMap((items) =>
        (items?.items ?? []).map(({ fieldRef }) => fieldRef?.fieldPath ?? ''),
      ),
    ),
  );
  if (variables.some(({ path }) => TARGETS.test(path)) || files.some((path) => ANNOTATIONS.test(path))) return;
  const own = variables.filter(({ path }) => path === 'metadata.namespace').map(({ name }) => name);
  // A pod that watches the namespace that it is in never watches another one, and not all.
  const isOwn = own.includes('WATCH_NAMESPACE');
  const all = (spec.installModes ?? []).findIndex(
    ({ type, supported }) => type === 'AllNamespaces' && supported === true,
  );
  const others: readonly Mode[] =
    isOwn && all >= 0 ? [{ type: 'AllNamespaces', path: ['spec', 'installModes', all] }] : [];
  for (const { type, path } of [...narrow, ...others])
    if (type !== 'OwnNamespace' || own.length === 0)
      findings.error(
        document,
        path,
        isOwn
          ? `${type} is supported, and WATCH_NAMESPACE is always the namespace of the pod.`
          : `${type} is supported, and nothing tells the operator which namespaces OLM has it watch.`,
        HINT,
      );
    else if (!isOwn)
      findings.warning(
        document,
        path,
        `OwnNamespace is supported, and of the namespace nothing but ${own.join(', ')} tells the operator.`,
        HINT,
      );
};

const HINT =
  "Add the variable WATCH_NAMESPACE with fieldPath: metadata.annotations['olm.targetNamespaces'], or do not support it.";

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
