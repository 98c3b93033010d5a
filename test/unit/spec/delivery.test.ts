import { describe, expect, test } from 'vitest';
import { problemsOf } from './problems.ts';
import { inFile, type Row } from './rows.ts';
import { changed } from './spec-text.ts';

const delivered = (text: string, more = ''): string => changed(['  image:', `${more}  delivery: {${text}}\n  image:`]);

describe('delivery', () => {
  test.for<Row>([
    ['all with defaults', delivered('helm: {}, flux: {}, olm: {}')],
    [
      'Flux without a chart',
      delivered('flux: {}'),
      '7:14  spec.delivery.flux: Flux installs the Helm chart, and there is none. Add "helm: {}" to delivery.',
    ],
    ['a chart elsewhere', delivered('helm: {}, flux: {chartUrl: "oci://x.io/a/memcached-operator"}')],
    [
      'a chart under another name',
      delivered('helm: {}, flux: {chartUrl: "oci://x.io/charts"}'),
      '7:41  spec.delivery.flux.chartUrl: "oci://x.io/charts" does not end in the name of the chart, which "helm push" adds. Use oci://…/memcached-operator.',
    ],
    [
      'a channel that is no word',
      delivered('olm: {channels: ["a b"]}'),
      '7:31  spec.delivery.olm.channels[0]: "a b" is not the name of a channel. Use lower-case letters, digits, "-" and ".", a letter or digit at both ends: OLM v1 takes no others.',
    ],
    [
      'a channel that says little',
      delivered('olm: {channels: [alpha]}'),
      'warning: 7:31  spec.delivery.olm.channels[0]: the channel "alpha" does not tell how far it can be trusted. OLM asks for names that begin with candidate, fast or stable.',
    ],
    [
      'channels of several releases that say little: each once, where it is first',
      delivered(
        'olm: {channels: [edge], releases: [{version: 0.0.1, channels: [alpha]}, {version: 0.1.0, channels: [alpha, edge, beta], replaces: 0.0.1}]}',
      ),
      'warning: 7:31  spec.delivery.olm.channels[0]: the channel "edge" does not tell how far it can be trusted. OLM asks for names that begin with candidate, fast or stable.',
      'warning: 7:77  spec.delivery.olm.releases[0].channels[0]: the channel "alpha" does not tell how far it can be trusted. OLM asks for names that begin with candidate, fast or stable.',
      'warning: 7:127  spec.delivery.olm.releases[1].channels[2]: the channel "beta" does not tell how far it can be trusted. OLM asks for names that begin with candidate, fast or stable.',
    ],
    [
      'a release whose name is too long',
      delivered('olm: {}', `  version: 0.1.0-${'a'.repeat(40)}\n`),
      `7:12  spec.version: OLM would call this release "memcached-operator.v0.1.0-${'a'.repeat(40)}", which has more than 63 characters. Shorten the version, or the name of the operator.`,
    ],
    [
      'a reviewer without a name on GitHub',
      delivered('olm: {reviewers: [Jane Doe]}'),
      '7:32  spec.delivery.olm.reviewers[0]: "Jane Doe" is no name on GitHub: it must be of letters, digits and single "-" between them.',
    ],
    [
      'addresses',
      delivered('olm: {links: [{name: a, url: nowhere}], maintainers: [{name: b, email: c}]}'),
      '7:43  spec.delivery.olm.links[0].url: "nowhere" is no address. Use https://….',
      '7:85  spec.delivery.olm.maintainers[0].email: "c" is no e-mail address. Use name@example.com.',
    ],
    [
      'addresses that browsers or Go would not take',
      delivered(
        "olm: {provider: {name: ' ', url: acme}, repository: 'https://', links: [{name: a, url: 'javascript:alert(1)'}, {name: b, url: 'https://a.b/%zz'}], maintainers: [{name: b, email: 'c..d@e.f'}]}",
      ),
      '7:37  spec.delivery.olm.provider.name: nothing says who makes the operator. Give their name.',
      '7:47  spec.delivery.olm.provider.url: "acme" is no address. Use https://….',
      '7:66  spec.delivery.olm.repository: "https://" is no address. Use https://….',
      '7:101  spec.delivery.olm.links[0].url: "javascript:alert(1)" is no address. Use https://….',
      '7:140  spec.delivery.olm.links[1].url: "https://a.b/%zz" is no address. Use https://….',
      '7:192  spec.delivery.olm.maintainers[0].email: "c..d@e.f" is no e-mail address. Use name@example.com.',
    ],
    [
      'a release that is too long, once',
      delivered(
        `olm: {releases: [{version: 0.1.0-${'a'.repeat(40)}, channels: [stable]}]}`,
        `  version: 0.1.0-${'a'.repeat(40)}\n`,
      ),
      `8:41  spec.delivery.olm.releases[0].version: OLM would call this release "memcached-operator.v0.1.0-${'a'.repeat(40)}", which has more than 63 characters. Shorten the version, or the name of the operator.`,
    ],
    [
      'all that is wrong with a release, at once',
      delivered(
        "olm: {releases: [{version: 0.1.0, channels: [A], replaces: 0.0.1, skipRange: soon, createdAt: '2026-01-01T24:00:00Z'}]}",
      ),
      '7:59  spec.delivery.olm.releases[0].channels[0]: "A" is not the name of a channel. Use lower-case letters, digits, "-" and ".", a letter or digit at both ends: OLM v1 takes no others.',
      '7:73  spec.delivery.olm.releases[0].replaces: There is no release "0.0.1". Name a release that is in the history; or leave it out.',
      '7:91  spec.delivery.olm.releases[0].skipRange: "soon" is not a range: there is no version in "soon". Write it as ">=0.1.0 <0.2.0".',
      '7:108  spec.delivery.olm.releases[0].createdAt: "2026-01-01T24:00:00Z" is no time. Use RFC 3339: 2026-01-31T12:00:00Z.',
    ],
    [
      'a mistyped version, once',
      delivered(
        'olm: {releases: [{version: v0.1.0, channels: [stable]}, {version: 0.2.0, channels: [stable], replaces: 0.1.0}]}',
      ),
      '7:41  spec.delivery.olm.releases[0].version: "v0.1.0" is no version. Use three numbers: 0.1.0, or 1.0.0-rc.1; without v.',
    ],
  ])('%s', ([, text, ...problems]) => expect(problemsOf(text)).toEqual(inFile(problems)));

  const versions = (...served: readonly boolean[]): string =>
    changed(
      ['  image:', '  delivery: {olm: {}}\n  image:'],
      [
        '        - name: v1alpha1\n',
        served
          .map(
            (is, i) =>
              `        - name: v${i + 1}\n          served: ${is}\n          storage: ${i === 0}\n${i < served.length - 1 ? '          schema: {spec: {type: object}}\n' : ''}`,
          )
          .join(''),
      ],
    );

  test('a kind of which no version is served cannot be in a bundle; one of which one is can', () => {
    const told = (...served: readonly boolean[]) =>
      problemsOf(versions(...served)).filter((one) => one.includes('OLM'));
    expect(told(true)).toEqual([]);
    expect(told(true, false)).toEqual([]);
    expect(told(false, true)).toEqual([]);
    expect(told(false)).toEqual([
      expect.stringContaining('OLM takes no bundle with "Memcached", of which no version is served'),
    ]);
  });

  test('a category that OperatorHub does not have', () => {
    const [problem] = problemsOf(delivered('olm: {categories: [Database, Caches]}'));
    expect(problem).toContain('spec.delivery.olm.categories[1]: OperatorHub has no category "Caches". It has ');
  });
});
