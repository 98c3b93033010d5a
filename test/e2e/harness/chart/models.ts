/** The operators whose charts are judged: those of the repository, and what an operator can have that a chart must follow. */
import { parse, parseDocument, stringify } from 'yaml';
import type { Model } from '../../../../generators/core/model/model.ts';
import { exampleNames } from '../../../judges/examples.ts';
import { modelOf, specText } from './charts.ts';
import type { Breadth } from './judged.ts';

interface SpecFile {
  readonly spec: Readonly<Record<string, unknown>>;
}

const MEMCACHED = 'examples/memcached/operator.yaml';

/** The model of a spec file of this repository, with other settings in its `spec`. */
export const changedModel = (file: string, changes: Readonly<Record<string, unknown>>): Model => {
  const text = specText(file);
  const parsed = parse(text) as SpecFile;
  return modelOf(
    Object.keys(changes).length === 0 ? text : stringify({ ...parsed, spec: { ...parsed.spec, ...changes } }),
    file,
  );
};

/** Everything that a manager can have, but sharding, which excludes the election of a leader. */
const EVERYTHING = {
  replicas: 2,
  metricsPort: 9443,
  healthPort: 9440,
  metricsSecure: true,
  serviceMonitor: true,
  prometheusRule: true,
  dashboard: true,
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
};

const clusterScoped = (): Model => {
  const { spec } = parse(specText(MEMCACHED)) as { spec: { apis: readonly [Readonly<Record<string, unknown>>] } };
  const [api] = spec.apis;
  const { children: _children, status: _status, ...rest } = api;
  const zone = { ...rest, kind: 'Zone', scope: 'Cluster' };
  return changedModel(MEMCACHED, { apis: [api, zone] });
};

/** By name. */
export const CHARTED: Readonly<Record<string, { readonly model: Model; readonly breadth?: Breadth }>> = {
  ...Object.fromEntries(
    exampleNames.map((name) => [`the example ${name}`, { model: changedModel(`examples/${name}/operator.yaml`, {}) }]),
  ),
  'the example memcached': { model: changedModel(MEMCACHED, {}), breadth: 'each' },
  'everything of a manager': { model: changedModel(MEMCACHED, { manager: EVERYTHING }), breadth: 'each' },
  'sharding, secure metrics, a kind that may be absent': {
    model: changedModel('test/e2e/specs/shared.yaml', {}),
    breadth: 'each',
  },
  'a manager of little': {
    model: changedModel(MEMCACHED, { manager: { leaderElection: false, networkPolicy: false } }),
  },
  'kinds in no namespace': { model: clusterScoped() },
  'definitions in a chart of their own': {
    model: changedModel(MEMCACHED, { delivery: { helm: { crds: 'separate' } } }),
    breadth: 'few',
  },
  'definitions in crds/': {
    model: changedModel(MEMCACHED, { delivery: { helm: { crds: 'static' } } }),
    breadth: 'few',
  },
  'odd kinds': { model: changedModel('test/odd/operator.yaml', {}), breadth: 'few' },
};

/** A version of the memcached example. `threads`: its kind has the field that a later version brings. */
export const memcachedRelease = ({
  version,
  threads = false,
  crds = 'templated',
}: {
  readonly version: string;
  readonly threads?: boolean;
  readonly crds?: 'templated' | 'separate' | 'static';
}): Model => {
  const document = parseDocument(specText(MEMCACHED));
  const set = (path: readonly (string | number)[], value: unknown): void =>
    document.setIn(['spec', ...path], document.createNode(value));
  set(['version'], version);
  set(['delivery'], { helm: { crds } });
  if (threads)
    set(['apis', 0, 'versions', 0, 'schema', 'spec', 'properties', 'threads'], {
      description: 'How many threads each server has.',
      type: 'integer',
      format: 'int32',
      minimum: 1,
    });
  return modelOf(String(document), MEMCACHED);
};
