/** Volumes and their mounts: the API server refuses a mount without its volume, and a volume without a mount is of no use. */
import { posix } from 'node:path';
import { quote, suggest } from '../../../spec/near.ts';
import type { Findings } from '../../validate/findings.ts';
import { certificatesOf } from '../olm-certificates.ts';
import type { Deployment, Subject } from '../subject.ts';
import type { Test } from '../test.ts';

export const volumes: Test = {
  name: 'volumes-are-mounted',
  suite: 'consistency',
  description: 'Every mount has its volume, every volume a mount.',
  judge: (subject, findings) => {
    for (const deployment of subject.deployments) checkDeployment(subject, deployment, findings);
  },
};

const checkDeployment = (subject: Subject, deployment: Deployment, findings: Findings): void => {
  const { pod, podPath, containers } = deployment;
  const { document } = subject;
  const declared = (pod.volumes ?? []).map(({ name = '' }) => name);
  const made = new Set(certificatesOf(subject, deployment).map(({ volume }) => volume));
  for (const { name, container, path } of containers) {
    const places = new Set<string>();
    for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
      const { name: volume = '', mountPath = '' } = mount;
      if (!declared.includes(volume) && !made.has(volume))
        findings.error(
          document,
          [...path, 'volumeMounts', i, 'name'],
          `the pod has no volume ${quote(volume)}.`,
          suggest(volume, declared, 'It has') ?? 'Add it to volumes.',
        );
      const place = posix.normalize(mountPath).replace(/(.)\/$/, '$1');
      if (places.has(place))
        findings.error(
          document,
          [...path, 'volumeMounts', i, 'mountPath'],
          `two volumes are mounted at ${quote(place)} of the container ${quote(name)}.`,
          'Give one of the two another path.',
        );
      places.add(place);
    }
  }
  const used = new Set(containers.flatMap(({ container }) => (container.volumeMounts ?? []).map(({ name }) => name)));
  for (const [i, volume] of declared.entries()) {
    if (declared.indexOf(volume) !== i)
      findings.error(
        document,
        [...podPath, 'volumes', i, 'name'],
        `there are two volumes ${quote(volume)}.`,
        'Rename one of the two.',
      );
    else if (!used.has(volume) && !made.has(volume))
      findings.warning(
        document,
        [...podPath, 'volumes', i, 'name'],
        `no container mounts the volume ${quote(volume)}.`,
        'Mount it, or remove it.',
      );
  }
};
