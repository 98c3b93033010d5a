import { loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import { installerRules } from '../../../generators/core/olm/catalog/installer-rules.ts';
import { releaseFiles } from '../../../generators/core/plan/catalog.ts';
import { bundleNow } from '../../../generators/core/plan/kept.ts';
import { memcachedModel } from '../models.ts';
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
