import { loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { installerRules } from '../../../generators/core/olm/catalog/installer-rules.ts';
import type { BundleContent } from '../../../generators/core/olm/bundle-content.ts';
import { installationsOf, releaseFiles } from '../../../generators/core/plan/catalog.ts';
import { docsFiles } from '../../../generators/core/plan/docs.ts';
import { bundleNow } from '../../../generators/core/plan/kept.ts';
import { memcachedModel } from '../models.ts';
import { withSpec } from '../olm/catalog/bundles.ts';
import { history, release } from '../olm/catalog/histories.ts';

test('the installer of OLM v1 may remove what is there of the channel that was the default before', () => {
  const moved = history(
    [
      release('0.1.0'),
      release('0.2.0', { replaces: '0.1.0' }),
      release('1.0.0', { channels: ['stable-v1'], replaces: '0.2.0' }),
    ],
    { defaultChannel: 'stable-v1' },
  );
  // Its name is so short that those of the generated roles have the version in them.
  const name = 'm';
  const { delivery } = memcachedModel();
  const olm = { ...delivery.olm!, history: moved, catalogImage: 'ghcr.io/acme/catalog' };
  const kept = moved.releases.map((one) =>
    bundleNow(memcachedModel({ name, version: one.version, delivery: { ...delivery, olm: { ...olm, release: one } } })),
  );
  const model = memcachedModel({ name, version: '1.0.0', delivery: { ...delivery, olm } });
  const extension = releaseFiles(model, kept).find(({ path }) => path === 'deploy/olm/v1/extension.yaml')!;
  const objects = loadAll(String(extension.content)) as readonly { readonly kind: string; readonly rules?: unknown }[];
  const contents = kept.slice(1).map(({ bundle }) => bundle.content!);
  expect(objects.find(({ kind }) => kind === 'ClusterRole')!.rules).toEqual(installerRules(name, contents).cluster);
});

describe('what tells of an installation', () => {
  const { delivery } = memcachedModel();
  const releases = history([release('0.1.0'), release('0.2.0', { replaces: '0.1.0' })]);
  const olm = { ...delivery.olm!, history: releases, catalogImage: 'ghcr.io/acme/catalog' };
  const model = memcachedModel({ version: '0.2.0', delivery: { ...delivery, olm } });
  const modes = (content: BundleContent, ...supported: readonly string[]) =>
    withSpec(content, { installModes: supported.map((type) => ({ type, supported: true })) });
  type Change = (content: BundleContent) => BundleContent;
  const same: Change = (content) => content;
  const own: Change = (content) => modes(content, 'OwnNamespace');
  const single: Change = (content) => modes(content, 'SingleNamespace');
  const hooked: Change = (content) =>
    withSpec(content, {
      webhookdefinitions: [
        { type: 'MutatingAdmissionWebhook', generateName: 'a', deploymentName: 'memcached-operator' },
      ],
    });

  /** The files, and the texts about them, where the bundles of the two releases are these. */
  const planned = (...changes: readonly [Change, Change]) => {
    const kept = releases.releases.map((one, index) => {
      const of = memcachedModel({ version: one.version, delivery: { ...delivery, olm: { ...olm, release: one } } });
      const { bundle, ...rest } = bundleNow(of);
      return Object.assign(rest, { bundle: { ...bundle, content: changes[index]!(bundle.content!) } });
    });
    const files = releaseFiles(model, kept);
    const readme = String(files.find(({ path }) => path === 'catalog/README.md')!.content);
    const document = docsFiles(model, installationsOf(model, kept)).find(({ path }) => path === 'docs/delivery.md');
    const paths = files.map(({ path }) => path).filter((path) => /^deploy\/olm\/v[01]\//.test(path));
    return { paths, readme, document: String(document!.content) };
  };

  const V1 = ['deploy/olm/v1/catalog.yaml', 'deploy/olm/v1/extension.yaml'];
  const V0 = ['deploy/olm/v0/subscription.yaml'];

  test.each<[string, readonly [Change, Change], readonly string[], readonly string[]]>([
    ['by both', [same, same], [...V1, ...V0], []],
    [
      'by OLM v0 alone',
      [same, own],
      V0,
      ['- `0.2.0`: OLM v1 does not install it: it does not support the install mode'],
    ],
    [
      'by OLM v0 alone, of which a release before is the reason',
      [own, same],
      V0,
      ['- `0.1.0`: OLM v1 does not install it: it does not support the install mode'],
    ],
    [
      'by none',
      [single, single],
      [],
      ['- `0.1.0`, `0.2.0`: OLM v1 does not install it', '- `0.2.0`: No OperatorGroup is right for everybody'],
    ],
    [
      'by OLM v1 of a version',
      [same, hooked],
      [...V1, ...V0],
      ['OLM v1, v1.6.0 or later, for those before take no webhooks'],
    ],
  ])('names the files that there are, and says why others are not: %s', (_title, changes, files, says) => {
    const { paths, readme, document } = planned(...changes);
    expect(paths.toSorted()).toEqual(files.toSorted());
    for (const text of [readme, document]) {
      const named = new Set(text.match(/deploy\/olm\/v[01]\/[\w.]+/g));
      expect([...named].toSorted()).toEqual(files.toSorted());
      for (const words of says) expect(text.replaceAll(/\s+/g, ' ')).toContain(words);
      expect(text.match(/There are no files for OLM v[01]/g) ?? []).toEqual(
        [
          ['v1', V1],
          ['v0', V0],
        ].flatMap(([name, its]) => (files.includes(its![0]!) ? [] : [`There are no files for OLM ${name as string}`])),
      );
    }
    // Only what is installed is taken away.
    expect(document.includes('To take it away')).toBe(files.length > 0);
  });
});
