/** What the operator itself is called, where it comes from and how it runs. */
import { defaultNamespace, splitImage } from '../../model/names.ts';
import { isReservedFile } from '../../model/reserved-words.ts';
import { quote } from '../near.ts';
import type { Report } from '../report.ts';
import { isSemver } from '../semver.ts';
import type { Spec } from '../spec.ts';
import { isDnsLabel, isDnsName, isServiceName, LABEL_RULE } from './dns.ts';
import { isRepository } from './repository.ts';

/** Leaves 23 characters for what is put behind it in names of at most 63: `-leader-election`, `-webhook-service`. */
const MAX_NAME = 40;

/** Of the distribution specification. */
const MAX_TAG = 128;

/** Names, domain, version, image, namespace, manager. */
export const checkOperator = ({ metadata: { name }, spec }: Spec, report: Report): void => {
  if (!isServiceName(name))
    report.error(
      ['metadata', 'name'],
      `${quote(name)} is no name of an operator.`,
      `${LABEL_RULE}, beginning with a letter: memcached-operator.`,
    );
  else if (name.length > MAX_NAME)
    report.error(
      ['metadata', 'name'],
      `${quote(name)} has ${name.length} characters, at most ${MAX_NAME} are allowed.`,
      'Names of Services and labels made from it end at 63.',
    );
  else if (isReservedFile(name))
    report.error(
      ['metadata', 'name'],
      `${quote(name)} cannot be the name of a folder.`,
      'Windows keeps it for a device. Use another one.',
    );

  const { domain, version, image, namespace = defaultNamespace(name), manager } = spec;
  if (!isDnsName(domain) || !domain.includes('.'))
    report.error(
      ['spec', 'domain'],
      `${quote(domain)} is no domain.`,
      'Use lower-case labels with dots between them: example.com.',
    );
  if (version !== undefined && !isSemver(version))
    report.error(['spec', 'version'], `${quote(version)} is no version.`, 'Use SemVer without v: 0.1.0.');
  else if (version !== undefined && version.length > MAX_TAG)
    report.error(
      ['spec', 'version'],
      `${quote(version)} has ${version.length} characters, and tags in registries at most ${MAX_TAG}.`,
      'Use a shorter one.',
    );
  if (spec.namespace !== undefined && !isDnsLabel(namespace))
    report.error(['spec', 'namespace'], `${quote(namespace)} is no namespace.`, `${LABEL_RULE}, at most 63.`);
  if (image !== undefined) checkImage(image, report);
  if (manager?.metricsPort !== undefined && manager.metricsPort === (manager.healthPort ?? 8081))
    report.error(
      ['spec', 'manager', 'metricsPort'],
      `metrics and health cannot share port ${manager.metricsPort}.`,
      'Give one of them another port.',
    );
  else if (manager?.healthPort !== undefined && manager.healthPort === (manager.metricsPort ?? 8080))
    report.error(
      ['spec', 'manager', 'healthPort'],
      `metrics and health cannot share port ${manager.healthPort}.`,
      'Give one of them another port.',
    );
  if (manager?.sharding === true && manager.leaderElection === true)
    report.error(
      ['spec', 'manager', 'sharding'],
      'sharding lets all replicas work, leaderElection one of them.',
      'Remove one of the two.',
    );
  else if (manager?.sharding !== true && manager?.leaderElection === false && (manager.replicas ?? 1) > 1)
    report.warning(
      ['spec', 'manager', 'leaderElection'],
      `${manager.replicas} replicas without leader election all work on the same objects.`,
      'Switch it or sharding on, or use one replica.',
    );
  for (const side of ['requests', 'limits'] as const)
    for (const [resource, amount] of Object.entries(manager?.resources?.[side] ?? {}))
      if (!QUANTITY.test(amount))
        report.error(
          ['spec', 'manager', 'resources', side, resource],
          `${quote(amount)} is no quantity.`,
          'Use e.g. 100m, 0.5, 128Mi.',
        );
};

const checkImage = (image: string, report: Report): void => {
  const { repository, tag } = splitImage(image.replace(/@.*$/, ''));
  if (image.includes('@'))
    report.error(
      ['spec', 'image'],
      `${quote(image)} is pinned by a digest.`,
      'Give the repository, perhaps with a tag: the digest is only known after the build.',
    );
  else if (!isRepository(repository) || (tag !== undefined && !TAG.test(tag)) || image.length > 255)
    report.error(
      ['spec', 'image'],
      `${quote(image)} is no image.`,
      'Use registry/repository or registry/repository:tag, in lower case: ghcr.io/acme/memcached-operator.',
    );
};

const TAG = /^\w[\w.-]{0,127}$/;
const QUANTITY = /^\d+(?:\.\d+)?(?:[numkMGTPE]|[KMGTPE]i|[eE][-+]?\d+)?$/;
