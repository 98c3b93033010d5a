import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildModel } from '../../../generators/core/model/build.ts';
import { planFiles } from '../../../generators/core/plan/files.ts';
import { vendorFolder } from '../../../generators/core/plan/vendor-folder.ts';
import { RUNTIME_TARBALL } from '../../../generators/core/emit/project/runtime-dependency.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { newSpecText } from '../../../generators/core/spec/new-spec.ts';

const planOf = (delivery: string, ...kinds: readonly string[]) => {
  const apis = kinds.map((kind) => ({ group: 'cache', version: 'v1', kind }));
  const text = newSpecText({ name: 'cache-operator', domain: 'example.com', apis }).replace(
    /delivery:\n( {4}.*\n)*/,
    `delivery: ${delivery}\n`,
  );
  const { spec, problems } = loadSpec(text, 'operator.yaml');
  expect(problems).toEqual([]);
  return planFiles(buildModel(spec!));
};

// The runtime's tarball is built, as for every use of the generator.
test.runIf(existsSync(vendorFolder()))(
  'every path is there once, in order, and its text ends in a newline',
  async () => {
    const files = await planOf('{helm: {}, flux: {}, olm: {}}', 'Memcached', 'Redis');
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)].toSorted());
    expect(files.filter(({ content }) => typeof content === 'string' && !content.endsWith('\n'))).toEqual([]);
    expect(paths.filter((path) => path === 'operator.yaml' || path.startsWith('.k8s-operator/'))).toEqual([]);
  },
);

test.runIf(existsSync(vendorFolder()))('a delivery that is switched off has no file', async () => {
  const paths = (await planOf('{}', 'Memcached')).map(({ path }) => path);
  expect(paths.filter((path) => /^(charts|deploy|bundle)/.test(path))).toEqual([]);
  expect(paths).toContain('config/default/kustomization.yaml');
});

test.runIf(existsSync(vendorFolder()))('the runtime comes as it was packed', async () => {
  const vendored = (await planOf('{}', 'Memcached')).find(({ path }) => path === `vendor/${RUNTIME_TARBALL}`);
  expect(Buffer.from(vendored!.content).equals(readFileSync(new URL(RUNTIME_TARBALL, vendorFolder())))).toBe(true);
});
