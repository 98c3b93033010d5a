/** Probes and hooks ask a port that the container has; a probe of another port has kubelet restart the container for ever. */
import { quote, suggest } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Findings } from '../../validate/findings.ts';
import { optionsOf } from '../options.ts';
import { portIn, portNames, portNumber } from '../ports.ts';
import type { PlacedContainer, Subject } from '../subject.ts';
import type { Test } from '../test.ts';
import type { Handler } from '../workload.ts';

export const probes: Test = {
  name: 'probes-have-ports',
  suite: 'consistency',
  description: 'Every probe asks a port that its container declares, and on which the manager answers.',
  judge: (subject, findings) => {
    for (const { containers } of subject.deployments)
      for (const placed of containers) checkContainer(subject, placed, findings);
  },
};

const checkContainer = (subject: Subject, placed: PlacedContainer, findings: Findings): void => {
  const { container } = placed;
  const handlers: readonly (readonly [Path, Handler | undefined])[] = [
    [['startupProbe'], container.startupProbe],
    [['livenessProbe'], container.livenessProbe],
    [['readinessProbe'], container.readinessProbe],
    [['lifecycle', 'postStart'], container.lifecycle?.postStart],
    [['lifecycle', 'preStop'], container.lifecycle?.preStop],
  ];
  for (const [path, handler = {}] of handlers) {
    const [kind, port] = portOf(handler);
    if (port !== undefined) checkPort(subject, placed, [...path, kind, 'port'], port, findings);
    if (kind === 'httpGet' && port !== undefined)
      checkAddress(subject, placed, [...path, kind, 'port'], port, findings);
  }
};

const portOf = ({ httpGet, tcpSocket, grpc }: Handler): readonly [string, string | number | undefined] => {
  if (httpGet !== undefined) return ['httpGet', httpGet.port];
  return tcpSocket === undefined ? ['grpc', grpc?.port] : ['tcpSocket', tcpSocket.port];
};

const checkPort = (
  { document }: Subject,
  { name, path: at, container }: PlacedContainer,
  path: Path,
  port: string | number,
  findings: Findings,
): void => {
  const found = portIn([container], port);
  if (found === 'missing')
    findings.error(
      document,
      [...at, ...path],
      `the container ${quote(name)} has no port ${quote(String(port))}.`,
      suggest(String(port), portNames([container]), 'It has') ?? 'Add it to ports.',
    );
  else if (found === 'undeclared')
    findings.warning(
      document,
      [...at, ...path],
      `the container ${quote(name)} does not declare the port ${port}.`,
      'Add it to ports.',
    );
};

/** controller-runtime's and our own manager answer at the address that they are told; 0 is nowhere. */
const checkAddress = (
  { document }: Subject,
  { path: at, container }: PlacedContainer,
  path: Path,
  port: string | number,
  findings: Findings,
): void => {
  const told = optionsOf(container).find(({ name }) => /^--?health-probe-bind-address$/.test(name))?.value;
  const [, listened] = /^(?:.*:)?(\d+)$/.exec(told ?? '') ?? [];
  const asked = portNumber([container], port);
  if (listened === undefined || asked === undefined || Number(listened) === asked) return;
  findings.error(
    document,
    [...at, ...path],
    listened === '0'
      ? `the probe asks the port ${asked}, and the manager is told not to answer probes.`
      : `the probe asks the port ${asked}, and the manager answers probes on ${listened}.`,
    listened === '0' ? 'Remove the probe, or set --health-probe-bind-address.' : 'Use the same port for both.',
  );
};
