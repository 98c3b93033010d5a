/** What of a project goes where, by what its spec says of delivery. */
import { dirname, join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../generators/core/model/delivery.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { buildDelivery } from '../../../generators/core/model/build-delivery.ts';
import type { DeliverySpec } from '../../../generators/core/spec/delivery-spec.ts';
import { planFiles } from '../../../generators/core/plan/files.ts';
import { addressOf, parseAddress, type Repository } from '../../../generators/core/publish/reference.ts';
import { pack, readSources, remarks } from '../../../generators/core/publish/sources.ts';
import { folder } from '../apply/tree.ts';
import { memcachedModel } from '../models.ts';

const modelOf = (delivery: DeliverySpec, repository = 'ghcr.io/acme/memcached-operator'): Model => {
  const { name, displayName, domain, version } = memcachedModel();
  const built: Delivery = buildDelivery(delivery, { name, displayName, domain, version, repository, apis: [] });
  return memcachedModel({ delivery: built, image: { repository, tag: version } });
};

const project = async (model: Model) => {
  const root = folder();
  const plan = (await planFiles(model)).filter(({ path }) => /^(?:charts|deploy)\//.test(path));
  for (const { path, content } of plan) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return { root, plan };
};

const sourcesOf = async (model: Model, registry?: string) => {
  const { root, plan } = await project(model);
  return readSources({
    root,
    model,
    plan,
    registry: registry === undefined ? undefined : (parseAddress(registry) as Repository),
  });
};

const addresses = async (delivery: DeliverySpec, registry?: string): Promise<readonly string[]> =>
  (await sourcesOf(modelOf(delivery), registry)).map(({ repository }) => addressOf(repository));

const [CHART, CRDS, MANIFESTS] = [
  'oci://ghcr.io/acme/charts/memcached-operator',
  'oci://ghcr.io/acme/charts/memcached-operator-crds',
  'oci://ghcr.io/acme/manifests/memcached-operator',
];

describe('what is published', () => {
  test.each<[string, DeliverySpec, readonly string[]]>([
    ['the chart', { helm: {} }, [CHART]],
    ['the chart and the manifests, in this order', { helm: {}, flux: {} }, [CHART, MANIFESTS]],
    ['the CRDs first, where they have a chart', { helm: { crds: 'separate' }, flux: {} }, [CRDS, CHART, MANIFESTS]],
    ['one chart, with CRDs in crds/', { helm: { crds: 'static' } }, [CHART]],
    ['no manifests that come by git', { helm: {}, flux: { git: { url: 'https://github.com/acme/x' } } }, [CHART]],
    [
      'to where the spec says',
      { registry: 'oci://r.example.com:5000/a', helm: {}, flux: { manifestsUrl: 'oci://other.example.com/m' } },
      ['oci://r.example.com:5000/a/charts/memcached-operator', 'oci://other.example.com/m'],
    ],
  ])('%s', async (_, delivery, expected) => {
    expect(await addresses(delivery)).toEqual(expected);
  });

  test('goes to another registry when one is given', async () => {
    expect(await addresses({ helm: { crds: 'separate' }, flux: {} }, 'oci://localhost:5000')).toEqual([
      'oci://localhost:5000/charts/memcached-operator-crds',
      'oci://localhost:5000/charts/memcached-operator',
      'oci://localhost:5000/manifests/memcached-operator',
    ]);
  });

  test('has the version for a tag, in all of them', async () => {
    const sources = await sourcesOf(modelOf({ helm: { crds: 'separate' }, flux: {} }));
    const artifacts = await Promise.all(sources.map((source) => pack(source, {})));
    expect(artifacts.map(({ kind, tag }) => `${kind} ${tag}`)).toEqual([
      'chart 0.1.0',
      'chart 0.1.0',
      'manifests 0.1.0',
    ]);
  });
});

describe('is refused', () => {
  test.each<[string, DeliverySpec, string, string]>([
    ['nothing', {}, 'ghcr.io/acme/x', 'there is nothing to publish'],
    [
      'an image without a host',
      { helm: {} },
      'acme/memcached-operator',
      'begins with "acme", which is no host of a registry',
    ],
    [
      'three names on Docker Hub',
      { helm: {} },
      'docker.io/acme/memcached-operator',
      'Docker Hub has repositories with two names only',
    ],
  ])('%s', async (_, delivery, image, message) => {
    await expect(sourcesOf(modelOf(delivery, image))).rejects.toThrow(message);
  });
});

describe('what is said', () => {
  const said = async (delivery: DeliverySpec, registry?: string): Promise<readonly string[]> => {
    const model = modelOf(delivery);
    return remarks(model, await sourcesOf(model, registry)).map(({ file, message }) => `${file} ${message}`);
  };

  test('nothing, when clusters pull from there', async () => {
    expect(await said({ helm: { crds: 'separate' }, flux: {} })).toEqual([]);
    expect(await said({ helm: {} }, 'oci://localhost:5000')).toEqual([]);
    expect(await said({ helm: {}, flux: {} }, 'oci://ghcr.io/acme')).toEqual([]);
  });

  test('that clusters pull from elsewhere', async () => {
    expect(await said({ helm: {}, flux: {} }, 'oci://localhost:5000/a')).toEqual([
      `deploy/flux clusters pull from ${CHART} and ${MANIFESTS}, and not from oci://localhost:5000/a/charts/memcached-operator and oci://localhost:5000/a/manifests/memcached-operator.`,
    ]);
  });

  test('that clusters read git, or a Helm repository', async () => {
    expect(
      await said({
        helm: {},
        flux: { git: { url: 'https://github.com/acme/x' }, helmRepository: { url: 'https://charts.example.com' } },
      }),
    ).toEqual([
      'deploy/flux is not pushed: clusters read it from git.',
      'https://charts.example.com clusters pull the chart from this Helm repository, which is not written to.',
    ]);
  });
});
