/** Pods that a namespace of Pod Security's level "restricted" takes (kubernetes.io, Pod Security Standards; pod-security-admission/policy). */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Findings } from '../../validate/findings.ts';
import type { Deployment, PlacedContainer, Subject } from '../subject.ts';
import type { Test } from '../test.ts';
import type { SecurityContext } from '../workload.ts';

export const podSecurity: Test = {
  name: 'pods-are-restricted',
  suite: 'consistency',
  description: 'The pods keep to the level "restricted" of Pod Security.',
  judge: (subject, findings) => {
    for (const deployment of subject.deployments) {
      checkPod(subject, deployment, findings);
      for (const container of deployment.containers) checkContainer(subject, deployment, container, findings);
    }
  },
};

const HOST = [
  ['hostNetwork', 'the network'],
  ['hostPID', 'the processes'],
  ['hostIPC', 'the memory between processes'],
] as const;

const VOLUMES: ReadonlySet<string> = new Set([
  'name',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

const checkPod = ({ document }: Subject, { name, pod, podPath }: Deployment, findings: Findings): void => {
  for (const [field, what] of HOST)
    if (pod[field] === true)
      findings.warning(
        document,
        [...podPath, field],
        `the deployment ${quote(name)} shares ${what} with its node.`,
        'Remove it.',
      );
  for (const [i, volume] of (pod.volumes ?? []).entries())
    for (const source of Object.keys(volume).filter((key) => !VOLUMES.has(key)))
      findings.warning(
        document,
        [...podPath, 'volumes', i, source],
        `volumes of ${source} are not for pods that are restricted.`,
        'Use emptyDir, configMap, secret or projected.',
      );
  if (pod.securityContext?.runAsUser === 0)
    findings.warning(
      document,
      [...podPath, 'securityContext', 'runAsUser'],
      `the deployment ${quote(name)} runs as root.`,
      'Remove it, and set runAsNonRoot: true.',
    );
};

const checkContainer = (
  { document }: Subject,
  { pod }: Deployment,
  { name, container, path }: PlacedContainer,
  findings: Findings,
): void => {
  const own = container.securityContext ?? {};
  const shared = pod.securityContext ?? {};
  const at: Path = container.securityContext === undefined ? path : [...path, 'securityContext'];
  for (const [what, hint] of missing(own, shared))
    findings.warning(document, at, `the container ${quote(name)} ${what}.`, hint);
  for (const [i, { hostPort = 0 }] of (container.ports ?? []).entries())
    if (hostPort !== 0)
      findings.warning(
        document,
        [...path, 'ports', i, 'hostPort'],
        `the container ${quote(name)} takes a port of its node.`,
        'Remove it.',
      );
};

const missing = (own: SecurityContext, shared: SecurityContext): readonly (readonly [string, string])[] => {
  const found: (readonly [string, string])[] = [];
  const add = (is: boolean, what: string, hint: string): void => {
    if (is) found.push([what, hint]);
  };
  add(own.privileged === true, 'is privileged', 'Remove privileged: true.');
  add(
    own.allowPrivilegeEscalation !== false,
    'may gain more rights',
    'Set securityContext.allowPrivilegeEscalation: false.',
  );
  add(
    own.capabilities?.drop?.includes('ALL') !== true,
    'keeps capabilities',
    'Set securityContext.capabilities.drop: [ALL].',
  );
  const added = (own.capabilities?.add ?? []).filter((capability) => capability !== 'NET_BIND_SERVICE');
  add(added.length > 0, `adds the capabilities ${added.join(', ')}`, 'Remove them.');
  add(
    (own.runAsNonRoot ?? shared.runAsNonRoot) !== true,
    'may run as root',
    'Set securityContext.runAsNonRoot: true, for the pod or for the container.',
  );
  add(own.runAsUser === 0, 'runs as root', 'Remove runAsUser: 0.');
  add(
    !PROFILES.has((own.seccompProfile ?? shared.seccompProfile)?.type ?? ''),
    'has no seccomp profile',
    'Set securityContext.seccompProfile.type: RuntimeDefault.',
  );
  add((own.procMount ?? 'Default') !== 'Default', 'sees all of /proc', 'Remove procMount.');
  return found;
};

const PROFILES: ReadonlySet<string> = new Set(['RuntimeDefault', 'Localhost']);
