/** The two releases of the example, as they lie in its folder, before the judges of the field: each bundle, their catalog, and the step between. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { withOurIds } from '../judges/opm-picture.ts';
import { ifAvailable } from '../judges/availability.ts';
import { judge } from '../judges/judges.ts';
import { sdkVerdict } from '../judges/operator-sdk.ts';
import { opm, opmComplaint } from '../judges/opm.ts';
import { scorecard, SCORECARD_TESTS } from '../judges/scorecard.ts';

const expected = join(import.meta.dirname, '../../examples/nats/expected');
const kept = join(expected, 'deploy/olm/operators/nats-operator');
const bundles = { '0.1.0': join(kept, '0.1.0'), '0.2.0': join(kept, '0.2.0'), now: join(expected, 'bundle') };
const names = Object.keys(bundles) as readonly (keyof typeof bundles)[];

const has = async (name: Parameters<typeof judge>[0]): Promise<boolean> =>
  (await ifAvailable(() => judge(name))) !== undefined;
const [olmcheck, sdk, scorecardTest, opmBinary] = [
  await has('olmcheck'),
  await has('operator-sdk'),
  await has('scorecard-test'),
  await has('opm'),
];

describe.each(names)('the bundle of %s', (name) => {
  test.skipIf(!olmcheck)('has no error and no warning for the validators', async () => {
    const { status, stdout, stderr } = spawnSync(await judge('olmcheck'), [bundles[name], '1.36'], {
      encoding: 'utf8',
    });
    const findings = `${stderr}${stdout}`.split('\n').filter((line) => /^(?:error|warning):/.test(line));
    expect({ status, findings }).toEqual({ status: 0, findings: [] });
  });

  test.skipIf(!sdk)('has none for Operator SDK', async () => {
    expect(await sdkVerdict(bundles[name])).toEqual({ errors: [], warnings: [] });
  });

  test.skipIf(!scorecardTest).each(SCORECARD_TESTS)('passes %s', async (check) => {
    const { state, errors = [], suggestions = [] } = await scorecard(bundles[name], check);
    const unexpected = suggestions.filter((text) => !text.includes('does not have status spec'));
    expect({ state, errors, unexpected }).toEqual({ state: 'pass', errors: [], unexpected: [] });
  });
});

test('the release of now is the bundle of now', () => {
  const files = readdirSync(bundles.now, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(5);
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    expect(readFileSync(path.replace(bundles.now, bundles['0.2.0']), 'utf8')).toBe(readFileSync(path, 'utf8'));
  }
});

describe.skipIf(!opmBinary)('their catalog', () => {
  const catalog = join(expected, 'catalog');
  const ours = loadAll(readFileSync(join(catalog, 'nats-operator/catalog.yaml'), 'utf8')) as readonly {
    readonly schema: string;
    readonly name: string;
  }[];

  test('is one that opm takes', async () => {
    expect(await opmComplaint(catalog)).toBe('');
  });

  test.each(['0.1.0', '0.2.0'] as const)('has of %s what opm makes of its bundle', async (version) => {
    const template = 'ghcr.io/acme/nats-operator-bundle:v{{.Version}}';
    const [theirs] = loadAll(
      await opm(
        'render',
        bundles[version],
        '--alpha-image-ref-template',
        template,
        '--migrate-level',
        'bundle-object-to-csv-metadata',
        '-o',
        'yaml',
      ),
    );
    expect(ours.find(({ schema, name }) => schema === 'olm.bundle' && name === `nats-operator.v${version}`)).toEqual(
      theirs,
    );
  });

  test('has the picture that opm draws', async () => {
    const drawn = await opm('alpha', 'render-graph', '--draw-v0-semantics', catalog);
    expect(readFileSync(join(catalog, 'README.md'), 'utf8')).toContain(withOurIds(drawn, 'nats-operator').trim());
  });

  test('has an upgrade from one to the other in each channel', () => {
    const channels = ours.filter(({ schema }) => schema === 'olm.channel');
    expect(channels.map(({ name }) => name)).toEqual(['candidate', 'stable']);
    for (const channel of channels)
      expect(channel).toMatchObject({
        entries: [{ name: 'nats-operator.v0.1.0' }, { name: 'nats-operator.v0.2.0', replaces: 'nats-operator.v0.1.0' }],
      });
  });
});
