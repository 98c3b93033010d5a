/**
 * Paths that a container is told, in its arguments and its environment: what is to be read there has to be mounted. Operator SDK's own
 * golden bundle tells its manager a folder of certificates in which nothing is mounted, and no other judge sees it.
 */
import { posix } from 'node:path';
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Findings } from '../../validate/findings.ts';
import { certificatesOf } from '../olm-certificates.ts';
import { type Option, optionsOf } from '../options.ts';
import type { Deployment, PlacedContainer, Subject } from '../subject.ts';
import type { Test } from '../test.ts';
import type { Volume } from '../workload.ts';

export const mountedPaths: Test = {
  name: 'paths-are-mounted',
  suite: 'consistency',
  description: 'Every path of certificates or files that a container is told has a volume mounted there.',
  judge: (subject, findings) => {
    for (const deployment of subject.deployments)
      for (const container of deployment.containers) checkContainer(subject, deployment, container, findings);
  },
};

const checkContainer = (
  subject: Subject,
  deployment: Deployment,
  placed: PlacedContainer,
  findings: Findings,
): void => {
  const mounts = mountsOf(subject, deployment, placed);
  for (const option of optionsOf(placed.container)) {
    const meaning = meaningOf(option.name);
    if (meaning === undefined) continue;
    for (const told of option.value.split(',').filter((part) => part.startsWith('/')))
      checkPath(posix.normalize(told), meaning, option, { subject, placed, mounts }, findings);
  }
};

interface Place {
  readonly subject: Subject;
  readonly placed: PlacedContainer;
  readonly mounts: readonly Mount[];
}

const checkPath = (
  path: string,
  meaning: Meaning,
  option: Option,
  { subject, placed, mounts }: Place,
  findings: Findings,
): void => {
  const at: Path = [...placed.path, ...option.path];
  if (IN_IMAGES.some((folder) => isWithin(path, folder))) return undefined;
  const covering = mounts
    .filter(({ mountPath }) => isWithin(path, mountPath))
    .toSorted((a, b) => b.mountPath.length - a.mountPath.length)[0];
  if (covering !== undefined) return checkCovering(path, meaning, option, covering, { subject, placed }, findings);
  // A folder in which something is mounted is there.
  if (mounts.some(({ mountPath }) => isWithin(mountPath, path))) return undefined;
  const message = `${saying(placed, option, path)}, and no volume is mounted there.`;
  return meaning === 'certificate'
    ? findings.error(
        subject.document,
        at,
        message,
        'Mount the Secret with the certificate there, or remove the option.',
      )
    : findings.warning(subject.document, at, message, 'Mount one, unless it is in the image.');
};

/** What a volume has to have, where something below it is asked for. */
const checkCovering = (
  path: string,
  meaning: Meaning,
  option: Option,
  { volume, mountPath, files, isUnfilled }: Mount,
  { subject, placed }: Pick<Place, 'subject' | 'placed'>,
  findings: Findings,
): void => {
  const at: Path = [...placed.path, ...option.path];
  const inner = posix.relative(mountPath, path);
  const said = `${saying(placed, option, path)}, and the volume ${quote(volume)} mounted at ${quote(mountPath)}`;
  if (isUnfilled && meaning === 'certificate')
    return findings[inner === '' ? 'warning' : 'error'](
      subject.document,
      at,
      `${said} is empty when the container starts.`,
      'Mount the Secret with the certificate there, or remove the option.',
    );
  if (inner === '' || files === undefined || files.some((file) => file === inner || file.startsWith(`${inner}/`)))
    return undefined;
  return findings.error(subject.document, at, `${said} has no such file.`, `It has ${files.join(', ')}.`);
};

const saying = ({ name }: PlacedContainer, option: Option, path: string): string =>
  `${option.name} of the container ${quote(name)} is ${quote(path)}`;

type Meaning = 'certificate' | 'file';

/** What an option with a path is about, by its name; undefined for what may be a path of a URL. */
const meaningOf = (name: string): Meaning | undefined => {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const has = (...wanted: readonly string[]): boolean => words.some((word) => wanted.includes(word));
  if (
    has(
      'cert',
      'certs',
      'certificate',
      'certificates',
      'crt',
      'tls',
      'ssl',
      'ca',
      'cacert',
      'cabundle',
      'keystore',
      'truststore',
    )
  )
    return 'certificate';
  if (has('key', 'private') && has('file', 'path', 'dir')) return 'certificate';
  const last = words.at(-1);
  return has('dir', 'directory', 'file', 'folder', 'kubeconfig') ||
    last === 'config' ||
    (has('config') && last === 'path')
    ? 'file'
    : undefined;
};

/** What images have of themselves, and what a pod is given. */
const IN_IMAGES: readonly string[] = [
  '/etc/ssl',
  '/etc/pki',
  '/usr',
  '/bin',
  '/proc',
  '/sys',
  '/dev',
  '/var/run/secrets/kubernetes.io/serviceaccount',
  '/run/secrets/kubernetes.io/serviceaccount',
];

const isWithin = (path: string, folder: string): boolean => {
  const inner = posix.relative(folder, path);
  return inner === '' || (inner !== '..' && !inner.startsWith('../'));
};

interface Mount {
  readonly volume: string;
  readonly mountPath: string;
  /** Below it; undefined where it is not known. */
  readonly files: readonly string[] | undefined;
  /** An emptyDir that no other container of the pod has. */
  readonly isUnfilled: boolean;
}

/** Those of the bundle, and those that OLM adds. */
const mountsOf = (subject: Subject, deployment: Deployment, { container, path }: PlacedContainer): readonly Mount[] => {
  const volumes = new Map((deployment.pod.volumes ?? []).map((volume) => [volume.name, volume]));
  const made = path.includes('initContainers') ? [] : certificatesOf(subject, deployment);
  const isShared = (volume: string): boolean =>
    deployment.containers.some(
      (other) =>
        other.container !== container && other.container.volumeMounts?.some(({ name }) => name === volume) === true,
    );
  const own = (container.volumeMounts ?? []).map(
    ({ name = '', mountPath = '', subPath = '', subPathExpr = '' }): Mount => ({
      volume: name,
      mountPath: posix.normalize(mountPath),
      files: subPath === '' && subPathExpr === '' ? filesIn(volumes.get(name)) : undefined,
      isUnfilled: volumes.get(name)?.emptyDir !== undefined && !isShared(name),
    }),
  );
  return [
    ...own.filter(
      (mount) => !made.some(({ volume, mountPath }) => volume === mount.volume || mountPath === mount.mountPath),
    ),
    ...made.map((mount): Mount => Object.assign({ isUnfilled: false }, mount)),
  ];
};

/** The files of a volume, where its items name them. */
const filesIn = (volume: Volume | undefined): readonly string[] | undefined => {
  const items = volume?.secret?.items ?? volume?.configMap?.items;
  return items === undefined || items.length === 0 ? undefined : items.map(({ path = '' }) => posix.normalize(path));
};
