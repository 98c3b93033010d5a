/**
 * The digests under which `publish` pushes each example: what was generated is the same artifact on every machine and Node. They change
 * with the files in `expected/`, and must not change without them. `npx vitest run --project golden -u` writes them.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildModel } from '../../generators/core/model/build.ts';
import { addressOf } from '../../generators/core/publish/reference.ts';
import { pack, readSources } from '../../generators/core/publish/sources.ts';
import { exampleNames, examplePlan, exampleSpec } from '../judges/examples.ts';

const digestsOf = async (example: string): Promise<string> => {
  const model = buildModel(exampleSpec(example));
  if (model.delivery.helm === undefined && model.delivery.flux === undefined) return `${example}: nothing\n`;
  const root = mkdtempSync(join(tmpdir(), 'artifacts-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const plan = await examplePlan(example);
  for (const { path, content } of plan) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const sources = readSources({ root, model, plan, registry: undefined });
  const artifacts = await Promise.all(sources.map((source) => pack(source, {})));
  return artifacts
    .map(({ repository, tag, manifest }) => `${addressOf(repository)}:${tag}@${manifest.digest}\n`)
    .join('');
};

test('the digests of the examples', async () => {
  const digests = await Promise.all(exampleNames.map(digestsOf));
  expect(digests.join('')).toContain('oci://ghcr.io/acme/charts/memcached-operator:0.1.0@sha256:');
  await expect(digests.join('')).toMatchFileSnapshot(join(import.meta.dirname, 'artifacts.txt'));
});

test('the same files give the same digests again', async () => {
  const [example = ''] = exampleNames;
  expect(await digestsOf(example)).toBe(await digestsOf(example));
});
