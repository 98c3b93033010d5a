/** What people and pipelines read of a catalog: README, templates' differences, files of community-operators. */
import { describe, expect, test } from 'vitest';
import { ciConfig, releaseConfig } from '../../../../generators/core/olm/catalog/community.ts';
import { catalogReadme } from '../../../../generators/core/olm/catalog/readme.ts';
import { semverTemplate } from '../../../../generators/core/olm/catalog/templates.ts';
import { PACKAGE } from './bundles.ts';
import { GOOD, history, release } from './histories.ts';

describe('the README', () => {
  const readme = (of = GOOD['two channels']!, changes = {}) =>
    catalogReadme({
      packageName: PACKAGE,
      displayName: 'Memcached Operator',
      history: of,
      image: 'ghcr.io/acme/catalog:v1',
      bundleImage: ({ version }) => `ghcr.io/acme/bundle:v${version}`,
      installations: {
        v1: { files: ['deploy/olm/cluster-catalog.yaml', 'deploy/olm/cluster-extension.yaml'] },
        v0: { files: ['deploy/olm/subscription.yaml'] },
      },
      ...changes,
    });

  test('has the picture, the channels, the releases, and how to go on', () => {
    expect(readme()).toMatchSnapshot();
  });

  test('says what is deprecated', () => {
    const text = readme(GOOD['all that can be deprecated']);
    expect(text).toContain(String.raw`**Deprecated.** Use "another" operator: a\<b & c\|d.`);
    expect(text).toContain('| `candidate` | `0.2.0` | 2 | Use stable. |');
    expect(text).toMatch(/\| `0\.1\.0` \|.*\| It loses data\. \|/);
  });

  test('reads nothing of the spec as markup', () => {
    const hostile = '# <script>alert(1)</script>\n| a | ``` [x](javascript:1) {{ x }}';
    const text = readme(history([release('0.1.0', { deprecated: hostile })], { deprecated: hostile }), {
      displayName: hostile,
    });
    expect(text).not.toContain('<script>');
    expect(text).not.toMatch(/[^\\]\[x\]/);
    expect(text.split('\n').filter((line) => line.startsWith('# '))).toHaveLength(1);
  });

  test('says why there are no files, and for which version there are', () => {
    const [one, two] = ['It has [an] "a<b".', 'It has another.'].map((message) => ({ message, hint: 'Leave it out.' }));
    const limits = [
      { version: '0.1.0', ...one! },
      { version: '0.1.0', ...two! },
      { version: '0.2.0', ...one! },
    ];
    const without = readme(undefined, { installations: { v1: { limits }, v0: { limits: limits.slice(0, 1) } } });
    expect(without).toContain(
      [
        '## Install with OLM v1',
        'There are no files for OLM v1: it cannot install every release of the channel `stable`.',
        '- `0.1.0`, `0.2.0`: It has \\[an\\] "a\\<b". Leave it out.\n- `0.1.0`: It has another. Leave it out.',
        '## Install with OLM v0',
        'There are no files for OLM v0: it cannot install the newest release of the channel `stable`.',
      ].join('\n\n'),
    );
    expect(without).not.toContain('kubectl');
    const since = { version: 'v1.3.0', missing: ['NetworkPolicy', 'text with {{ in it'] };
    expect(
      readme(undefined, { installations: { v1: { files: ['a.yaml'], since }, v0: { files: ['b.yaml'] } } }),
    ).toContain(
      [
        '## Install with OLM v1',
        String.raw`OLM v1, v1.3.0 or later, for those before take no NetworkPolicy and no text with \{\{ in it.`,
        '```shell\nkubectl apply -f a.yaml\n```',
      ].join('\n\n'),
    );
  });

  test('has no command with words that a shell would read', () => {
    expect(() => readme(undefined, { image: 'x; rm -rf /' })).toThrow(/cannot stand in a shell's command/);
  });
});

describe('the semver template', () => {
  const differences = (title: string) =>
    semverTemplate(PACKAGE, GOOD[title]!, ({ version }) => `i:${version}`)?.differences;

  test('says nothing where it makes the same catalog', () => {
    expect(differences('channels of minor versions')).toEqual([]);
  });

  test('says in what it differs', () => {
    expect(differences('all that can be deprecated')).toEqual([
      'It has no channel candidate, stable.',
      'It has channels more: candidate-v0, stable-v0.',
      'Its default channel is stable-v0.',
      'It says of nothing that it is deprecated.',
    ]);
    expect(differences('channels of major versions')).toEqual([]);
    expect(differences('channels of both')).toEqual([
      'It has a channel more: candidate-v1.0.',
      'Its default channel is fast-v1.3.',
    ]);
    const chain = history(
      ['1.0.0', '1.0.1'].map((version, at) =>
        release(version, { channels: ['stable-v1'], ...(at > 0 && { replaces: '1.0.0' }) }),
      ),
      { defaultChannel: 'stable-v1' },
    );
    expect(semverTemplate(PACKAGE, chain, () => 'i')!.differences).toEqual([
      'In the channel stable-v1 its upgrades follow from the versions alone, and are not those of the history.',
    ]);
  });

  test.each<[string, ReturnType<typeof history>]>([
    ['a channel of another name', history([release('0.1.0', { channels: ['alpha'] })])],
    ['a name that only begins so', history([release('0.1.0', { channels: ['stableish'] })])],
    ['the number of another version', history([release('0.1.0', { channels: ['stable-v1'] })])],
    ['versions without an order', history([release('0.1.0+a'), release('0.1.0+b')])],
  ])('is none: %s', (_title, of) => {
    expect(semverTemplate(PACKAGE, of, () => 'i')).toBeUndefined();
  });
});

describe('what community-operators wants', () => {
  test('of a file-based catalog', () => {
    expect(ciConfig({ reviewers: ['someone'], fileBased: true, catalogs: ['latest'] })).toEqual({
      reviewers: ['someone'],
      fbc: {
        enabled: true,
        catalog_mapping: [{ template_name: 'basic.yaml', catalog_names: ['latest'], type: 'olm.template.basic' }],
      },
    });
  });

  test('of bundles alone', () => {
    expect(ciConfig({ reviewers: [], fileBased: false, catalogs: [] })).toEqual({ updateGraph: 'replaces-mode' });
  });

  test('of a release', () => {
    const of = GOOD['a chain in which one is skipped']!;
    expect(releaseConfig(PACKAGE, of.releases[2]!, of)).toEqual({
      merge: true,
      catalog_templates: [
        {
          template_name: 'basic.yaml',
          channels: ['stable'],
          defaultChannel: 'stable',
          replaces: 'memcached-operator.v0.1.0',
          skips: ['memcached-operator.v0.1.1'],
        },
      ],
    });
    const other = release('0.1.0', { channels: ['candidate'], skipRange: '<0.1.0' });
    expect(releaseConfig(PACKAGE, other, history([other, release('0.2.0')]))).toEqual({
      merge: true,
      catalog_templates: [{ template_name: 'basic.yaml', channels: ['candidate'], skipRange: '<0.1.0' }],
    });
  });
});
