/**
 * What a bundle of Operator SDK v1.42.3 has wrong before anybody has touched it, and that ours has not. That its command stops to ask
 * where nobody can answer, and ours does not, is shown in test/cli/release.test.ts, which has no terminal.
 */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Model } from '../../../generators/core/model/model.ts';
import { openBundle } from '../../../generators/core/olm/open-bundle.ts';
import { scorecard } from '../../../generators/core/olm/scorecard/scorecard.ts';
import { bundleNow } from '../../../generators/core/plan/kept.ts';
import { olmFiles } from '../../../generators/core/plan/olm.ts';
import { exampleModels } from '../../judges/examples.ts';
import { sharedModel } from '../models.ts';
import { memcachedApi, memcachedModel, version } from './memcached-model.ts';

const { status: _status, ...silent } = memcachedApi({ children: [], storage: version({ spec: {}, status: {} }) });

const MODELS: Readonly<Record<string, Model>> = {
  ...exampleModels(),
  'an operator with secure metrics': sharedModel(),
  'a kind without fields': memcachedModel({ apis: [{ ...silent, sample: { apiVersion: 'a/v1', kind: 'Memcached' } }] }),
};

interface Csv {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: { readonly icon: readonly { readonly base64data: string; readonly mediatype: string }[] };
}

const csvOf = (model: Model): Csv =>
  parse(String(olmFiles(model).find(({ path }) => path.endsWith('.clusterserviceversion.yaml'))!.content)) as Csv;

describe.each(Object.keys(MODELS))('the bundle of %s', (name) => {
  const model = MODELS[name]!;

  test('has an icon', () => {
    const [icon, ...others] = csvOf(model).spec.icon;
    expect(others).toEqual([]);
    expect(Buffer.from(icon!.base64data, 'base64').toString()).toMatch(/^<svg /);
    expect(icon!.mediatype).toBe('image/svg+xml');
  });

  test('has no time of now', () => {
    expect(csvOf(model).metadata.annotations).not.toHaveProperty('createdAt');
  });

  test('has examples with a spec', () => {
    const examples = JSON.parse(csvOf(model).metadata.annotations['alm-examples']!) as readonly object[];
    expect(examples.filter((example) => 'spec' in example && example.spec === null)).toEqual([]);
  });

  test('mounts no Secret that nobody makes', () => {
    const results = scorecard(bundleNow(model).bundle);
    expect(results.find((result) => result.name === 'references-have-producers')).toMatchObject({
      state: 'pass',
      problems: [],
    });
  });
});

test('that test sees a Secret that nobody makes', () => {
  const { bundle } = bundleNow(memcachedModel());
  const files = bundle.files.map(({ path, bytes }) => ({
    path,
    bytes: Buffer.from(
      Buffer.from(bytes)
        .toString()
        .replace(/( +)volumes:\n/, '$&$1  - name: cert\n$1    secret:\n$1      secretName: webhook-server-cert\n'),
    ),
  }));
  const found = scorecard(openBundle('bundle', files)).find((result) => result.name === 'references-have-producers');
  expect(found).toMatchObject({ state: 'fail' });
  expect(found!.problems[0]!.message).toContain('webhook-server-cert');
});
