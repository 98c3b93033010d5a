/** The example with releases, before it has any. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { k8sOperator, repository, type Run, write } from './program.ts';

/** The example with releases. */
export const nats = join(repository, 'examples/nats');
export const KEPT = 'deploy/olm/operators/nats-operator';
export const CSV = 'manifests/nats-operator.clusterserviceversion.yaml';

/** The spec of the first release, before it was released. */
const unreleased = (): string =>
  readFileSync(join(nats, 'released/0.1.0.yaml'), 'utf8').replace(/\n {6}releases:\n {8}- .*\n/, '\n');

/** Throws what the program said when it failed. */
export const done = ({ code, err }: Run): void => {
  if (code !== 0) throw new Error(err);
};

/** The example before its first release, in a folder of its own. */
export const project = (root: string): string => {
  write(root, 'spec.yaml', unreleased());
  done(k8sOperator(root, 'new', '--spec', 'spec.yaml', '--output', 'op'));
  return join(root, 'op');
};
