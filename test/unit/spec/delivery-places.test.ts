/** Where things are pushed to and told: addresses that a registry, a service or Flux itself would refuse later. */
import { describe, expect, test } from 'vitest';
import { buildModel } from '../../../generators/core/model/build.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { problemsOf } from './problems.ts';
import { inFile, type Row } from './rows.ts';
import { changed } from './spec-text.ts';

/** The valid spec, delivered so: what is below delivery is at 7:14, the options of Flux at 7:31. */
const delivered = (delivery: string): string => changed(['  image:', `  delivery: {${delivery}}\n  image:`]);
const flux = (options: string): string => delivered(`helm: {}, flux: {${options}}`);
const at = (image: string, text: string): string => text.replace('ghcr.io/acme/memcached-operator', image);
const version = (text: string): string => text.replace('  image:', '  version: 1.0.0+build.5\n  image:');

const HUB = 'and Docker Hub has repositories with two names only.';
const HUB_HINT =
  'Give chartUrl, manifestsUrl and urls of tenants: oci://docker.io/USER/NAME, with other NAMEs than the image has. Or set "registry" of delivery to another registry.';

/** What is found and what is expected, in the same words. */
const verdict = ([, text, ...problems]: Row) => ({
  found: problemsOf(text),
  expected: problems.map((problem) => (typeof problem === 'string' ? inFile([problem])[0] : problem)),
});

describe('places to push to', () => {
  test.for<Row>([
    [
      'Docker Hub, beside the image',
      at('docker.io/acme/memcached-operator', flux('')),
      `warning: 7:24  spec.delivery.flux: the chart would be pushed to "oci://docker.io/acme/charts/memcached-operator", ${HUB} ${HUB_HINT}`,
    ],
    [
      'Docker Hub, as a registry',
      delivered('registry: "oci://registry-1.docker.io/acme", helm: {}, flux: {}'),
      `warning: 7:69  spec.delivery.flux: the chart would be pushed to "oci://registry-1.docker.io/acme/charts/memcached-operator", ${HUB} ${HUB_HINT}`,
    ],
    [
      'Docker Hub, with folders',
      flux('manifestsUrl: "oci://docker.io/acme/manifests/a"'),
      '7:45  spec.delivery.flux.manifestsUrl: "oci://docker.io/acme/manifests/a" cannot be pushed to: Docker Hub has repositories with two names only. Use oci://docker.io/USER/NAME, with another NAME than the image has.',
    ],
    [
      'Docker Hub, where the image is',
      at(
        'docker.io/acme/memcached-operator',
        flux(
          'chartUrl: "oci://registry-1.docker.io/acme/memcached-operator", manifestsUrl: "oci://docker.io/acme/manifests"',
        ),
      ),
      '7:31  spec.delivery.flux.chartUrl: the chart and the image would both be "oci://registry-1.docker.io/acme/memcached-operator", with the same tags. Give each an address of its own.',
    ],
    [
      'Docker Hub, as it takes it',
      at(
        'docker.io/acme/image',
        flux(
          'chartUrl: "oci://docker.io/acme/memcached-operator", manifestsUrl: "oci://docker.io/acme/memcached-operator-manifests"',
        ),
      ),
    ],
    [
      'Docker Hub, from which no chart is pulled',
      at('docker.io/acme/memcached-operator', flux('git: {url: "https://github.com/acme/x"}')),
    ],
    [
      'Docker Hub, by Helm alone',
      at('docker.io/acme/memcached-operator', delivered('helm: {}')),
      'warning: 7:14  spec.delivery.helm: the chart cannot be pushed beside the image: Docker Hub has repositories with two names only. Set "registry" of delivery to another registry.',
    ],
    [
      'an image without a registry, by Helm alone',
      at('acme/memcached-operator', delivered('helm: {}')),
      'warning: 7:14  spec.delivery.helm: charts and manifests are pushed beside the image, and "acme/memcached-operator" names no registry. Add "registry: oci://HOST/acme" to delivery.',
    ],
    [
      'an image that is a name and nothing else',
      at('memcached-operator', flux('')),
      '7:24  spec.delivery.flux: charts and manifests are pushed beside the image, and "memcached-operator" names no registry. Add "registry: oci://HOST/PATH" to delivery.',
    ],
    [
      'one place for two things',
      flux('manifestsUrl: "oci://ghcr.io/acme/charts/memcached-operator/"'),
      '7:31  spec.delivery.flux.manifestsUrl: the manifests and the chart would both be "oci://ghcr.io/acme/charts/memcached-operator", with the same tags. Give each an address of its own.',
    ],
    [
      'a team that would be given the manifests of the operator',
      flux('tenants: [{name: memcached-operator}, {name: a, url: "oci://ghcr.io/acme/manifests/memcached-operator"}]'),
      '7:42  spec.delivery.flux.tenants[0].name: the objects of "memcached-operator" and the manifests would both be "oci://ghcr.io/acme/manifests/memcached-operator", with the same tags. Give each an address of its own.',
      '7:79  spec.delivery.flux.tenants[1].url: the objects of "a" and the manifests would both be "oci://ghcr.io/acme/manifests/memcached-operator", with the same tags. Give each an address of its own.',
    ],
    [
      'teams that have the same objects',
      flux('tenants: [{name: a, url: "oci://ghcr.io/acme/b"}, {name: b, url: "oci://ghcr.io/acme/b"}]'),
    ],
  ])('%s', (row) => {
    const { found, expected } = verdict(row);
    expect(found).toEqual(expected);
  });

  test('a slash at the end is no part of a name', () => {
    const text = delivered(
      'helm: {crds: separate}, flux: {chartUrl: "oci://ghcr.io/acme/c/memcached-operator/", manifestsUrl: "oci://ghcr.io/acme/m/", tenants: [{name: a, url: "oci://ghcr.io/a/"}]}',
    );
    const { helm, flux: built } = buildModel(loadSpec(text, 'operator.yaml').spec!).delivery;
    expect(helm?.crdsChartUrl).toBe('oci://ghcr.io/acme/c/memcached-operator-crds');
    expect(built?.manifestsUrl).toBe('oci://ghcr.io/acme/m');
    expect(built?.tenants[0]?.url).toBe('oci://ghcr.io/a');
  });
});

describe('versions that Flux is to find', () => {
  const GIT = 'git: {url: "https://github.com/acme/x", secret: g}';
  const problem =
    '8:12  spec.version: Flux finds new versions by their tags, and that of "1.0.0+build.5" is no version: registries have no "+". Leave out what is behind "+".';
  test.for<Row>([
    ['by its own instance', version(flux('instance: true')), problem],
    ['by image automation', version(flux(`${GIT}, imageAutomation: {}`)), problem],
    ['not at all', version(flux(''))],
    ['in git', version(flux(`instance: true, ${GIT}`))],
  ])('%s', (row) => {
    const { found, expected } = verdict(row);
    expect(found).toEqual(expected);
  });
});

describe('git', () => {
  test.for<Row>([
    [
      'a name in full',
      flux('git: {url: "https://x.io/a", branch: refs/heads/main}'),
      '7:68  spec.delivery.flux.git.branch: "refs/heads/main" is looked for below refs/heads or refs/tags. Use "main".',
    ],
    [
      'an address with a query',
      flux('git: {url: "https://x.io/a?b=c"}'),
      '7:42  spec.delivery.flux.git.url: "https://x.io/a?b=c" is no address. Give host and path: https://github.com/acme/memcached-operator.',
    ],
  ])('%s', (row) => {
    const { found, expected } = verdict(row);
    expect(found).toEqual(expected);
  });
});

describe('who is told, and who signs', () => {
  test.for<Row>([
    [
      'a service without the token that it wants',
      flux('notifications: {type: github, address: "https://github.com/acme/x"}'),
      '7:31  spec.delivery.flux.notifications: "github" wants a token. Put it into a Secret under the key "token", and the name of that into secret.',
    ],
    [
      'an address that is none',
      flux('notifications: {type: generic, address: "hooks.example.com/a"}'),
      '7:71  spec.delivery.flux.notifications.address: "hooks.example.com/a" is no address of "generic". Use https://….',
    ],
    [
      'an address with a password',
      flux('notifications: {type: alertmanager, address: "https://u:p@x.io"}'),
      '7:76  spec.delivery.flux.notifications.address: it has credentials in it, for everyone to read. Put them into a Secret, and its name into secret.',
    ],
    ['an address that is a project', flux('notifications: {type: googlepubsub, address: my-project, channel: flux}')],
    [
      'anybody at all',
      flux(
        'verify: {identities: [{issuer: "^https://token\\\\.actions\\\\.githubusercontent\\\\.com$", subject: "^.*$"}]}',
      ),
      expect.stringContaining(
        'spec.delivery.flux.verify.identities[0].subject: everybody fits it whom the issuer knows: all of GitHub, for example.',
      ) as never,
    ],
  ])('%s', (row) => {
    const { found, expected } = verdict(row);
    expect(found).toEqual(expected);
  });
});
