import { describe, expect, test } from 'vitest';
import { after, all, ANNOTATIONS, bundle, CSV, found, swap, withCsv } from './bundles.ts';

const annotation = (text: string) => after('  annotations:', `    ${text}`);

describe('images-are-related', () => {
  const NAME = 'images-are-related';
  const DIGEST = `ghcr.io/acme/x@sha256:${'a'.repeat(64)}`;

  test('sees an image that a mirror would not have', () => {
    expect(
      found(
        NAME,
        withCsv(
          swap(
            '                    image: ghcr.io/acme/memcached-operator:0.1.0',
            '                    image: ghcr.io/acme/memcached-operator:0.1.1',
          ),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹ghcr.io/acme/memcached-operator:0.1.0›  warning: metadata.annotations.containerImage: "ghcr.io/acme/memcached-operator:0.1.0" is none of the images that the operator runs. It runs ghcr.io/acme/memcached-operator:0.1.1.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹ghcr.io/acme/memcached-operator:0.1.1›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0].image: the image "ghcr.io/acme/memcached-operator:0.1.1" is not in relatedImages. Add it: opm adds what containers run, and other tools that mirror go by the list alone.",
      ]
    `);
    const told = after(
      '                    env:',
      '                      - name: RELATED_IMAGE_EXPORTER',
      '                        value: prom/memcached-exporter:v0.15.0',
    );
    expect(found(NAME, withCsv(told))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹prom/memcached-exporter:v0.15.0›  spec.install.spec.deployments[0].spec.template.spec.containers[0].env[0].value: the image "prom/memcached-exporter:v0.15.0" is not in relatedImages. Add it, or a mirror of the catalog has it not.",
      ]
    `);
  });

  test('sees that there are none', () => {
    expect(found(NAME, withCsv(swap(/ {2}relatedImages:\n(?: {4}.*\n)+/, '')))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹spec:›  warning: spec.relatedImages: there are no relatedImages, so a mirror of the catalog has at most the images of the containers. List every image that the operator needs.",
      ]
    `);
  });

  test('suggests digests only where some are', () => {
    expect(found(NAME, withCsv(swap('image: memcached:1.6-alpine', `image: ${DIGEST}`)))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹ghcr.io/acme/memcached-operator:0.1.0›  warning: spec.relatedImages[0].image: "ghcr.io/acme/memcached-operator:0.1.0" is no digest, and others are. Use digests for all, so that what is installed is what was tested.",
      ]
    `);
  });

  test('sees two images of a name', () => {
    expect(found(NAME, withCsv(swap('name: memcached-deployment-memcached', 'name: memcached-operator'))))
      .toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹memcached-operator›  warning: spec.relatedImages[1].name: two images have the name "memcached-operator". Give each a name of its own.",
      ]
    `);
  });
});

describe('releases-go-up', () => {
  const NAME = 'releases-go-up';
  const replaces = (name: string) => after('spec:', `  replaces: ${name}`);

  test('takes a lower release of the same operator', () => {
    expect(found(NAME, withCsv(replaces('memcached-operator.v0.0.9')))).toEqual([]);
    expect(found(NAME, withCsv(replaces('memcached-operator.v0.1.0-rc.1')))).toEqual([]);
    const rebuilt = swap('  version: 0.1.0', '  version: 0.1.0+2');
    const named = swap('name: memcached-operator.v0.1.0', 'name: memcached-operator.v0.1.0-2');
    expect(found(NAME, withCsv(rebuilt, named, replaces('memcached-operator.v0.1.0')))).toEqual([]);
  });

  test.each([
    ['memcached-operator.v0.2.0', 'the release replaces "memcached-operator.v0.2.0", which is not lower than "0.1.0".'],
    ['memcached-operator.v0.1.0', 'the release replaces itself.'],
    ['redis-operator.v0.0.1', '"redis-operator.v0.0.1" is a release of another operator.'],
  ])('sees that it replaces %s', (name, message) => {
    const [problem, ...others] = found(NAME, withCsv(replaces(name)));
    expect(others).toEqual([]);
    expect(problem).toContain(`${CSV} at ‹${name}›  `);
    expect(problem).toContain(message);
  });

  test('sees a higher one among those that it skips, and one that is there twice', () => {
    expect(
      found(
        NAME,
        withCsv(
          after('spec:', '  skips: [memcached-operator.v0.0.1, memcached-operator.v1.0.0, memcached-operator.v0.0.1]'),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹memcached-operator.v1.0.0, memcached-operator.v0.0.1]›  spec.skips[1]: the release skips "memcached-operator.v1.0.0", which is not lower than "0.1.0". Name a lower one, or raise the version.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹memcached-operator.v0.0.1]›  warning: spec.skips[2]: "memcached-operator.v0.0.1" is skipped twice. Remove one of the two.",
      ]
    `);
  });

  test('takes names with a dash, with a release, and with what is built', () => {
    const named = (name: string, ...spec: readonly string[]) =>
      withCsv(swap('name: memcached-operator.v0.1.0', `name: ${name}`), swap('  version: 0.1.0', spec.join('\n')));
    expect(found(NAME, named('memcached-operator-v0.1.0', '  version: 0.1.0'))).toEqual([]);
    expect(found(NAME, named('memcached-operator-v0.1.0-2', '  version: 0.1.0', '  release: "2"'))).toEqual([]);
    expect(found(NAME, named('memcached-operator.v0.1.0-rc.1-build5', '  version: 0.1.0-rc.1+build5'))).toEqual([]);
    expect(found(NAME, named('memcached-operator.v0.1.0-stable', '  version: 0.1.0'))).toEqual([]);
    expect(found(NAME, named('memcached-operator-v1.1.0', '  version: 0.1.0'))).toHaveLength(1);
  });

  test('sees that the name has another version', () => {
    expect(found(NAME, withCsv(swap('  version: 0.1.0', '  version: 0.2.0')))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹memcached-operator.v0.1.0›  metadata.name: the name says another version than spec.version, "0.2.0". Use memcached-operator.v0.2.0.",
      ]
    `);
  });

  test('sees a range that is none', () => {
    expect(found(NAME, withCsv(annotation('olm.skipRange: "below 0.1.0"')))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹"below 0.1.0"›  metadata.annotations["olm.skipRange"]: "below 0.1.0" is no range of versions. Write it as ">=1.0.0 <1.2.0".",
      ]
    `);
  });
});

describe('channels-have-a-default', () => {
  const NAME = 'channels-have-a-default';

  test('sees a default that is none of the channels', () => {
    expect(found(NAME, bundle({ [ANNOTATIONS]: swap('channel.default.v1: stable', 'channel.default.v1: candidate') })))
      .toMatchInlineSnapshot(`
        [
          "metadata/annotations.yaml at ‹candidate›  warning: annotations["operators.operatorframework.io.bundle.channel.default.v1"]: the default channel "candidate" is none of the channels, and the release follows no other, which could be in it. Use stable, or add it to operators.operatorframework.io.bundle.channels.v1.",
        ]
      `);
  });

  test('knows that the default of a package is not in every release', () => {
    const other = swap('channel.default.v1: stable', 'channel.default.v1: candidate');
    const follows = after('  version: 0.1.0', '  replaces: memcached-operator.v0.0.9');
    expect(found(NAME, bundle({ [ANNOTATIONS]: other, [CSV]: follows }))).toEqual([]);
  });

  test('sees several channels without a default, and one that is there twice', () => {
    const several = all(
      swap('channels.v1: stable', 'channels.v1: stable,candidate, stable'),
      swap(/.*channel\.default.*\n/, ''),
    );
    expect(found(NAME, bundle({ [ANNOTATIONS]: several }))).toMatchInlineSnapshot(`
      [
        "metadata/annotations.yaml at ‹stable,candidate, stable›  warning: annotations["operators.operatorframework.io.bundle.channels.v1"]: there are several channels, and none is the default. Add operators.operatorframework.io.bundle.channel.default.v1.",
        "metadata/annotations.yaml at ‹stable,candidate, stable›  warning: annotations["operators.operatorframework.io.bundle.channels.v1"]: the channel "stable" is there twice. Remove one of the two.",
      ]
    `);
  });

  test('sees tests that are not there', () => {
    expect(found(NAME, bundle({ [ANNOTATIONS]: swap('tests/scorecard/', 'tests/other/') }))).toMatchInlineSnapshot(`
      [
        "metadata/annotations.yaml at ‹tests/other/›  warning: annotations["operators.operatorframework.io.test.config.v1"]: there are no files in "tests/other/". Add config.yaml there, or remove the annotations of tests.",
      ]
    `);
  });
});

describe('created-at-is-a-time', () => {
  const NAME = 'created-at-is-a-time';

  test.each(['2026-01-31T12:00:00Z', '"2026-01-31"', '2026-01-31 12:00:00', '"2024-02-29T00:00:00.123+02:00"'])(
    'takes %s',
    (time) => {
      expect(found(NAME, withCsv(annotation(`createdAt: ${time}`)))).toEqual([]);
    },
  );

  test.each(['yesterday', '"2026-02-30"', '2026-01-31T25:00:00Z', '31.01.2026'])('refuses %s', (time) => {
    expect(found(NAME, withCsv(annotation(`createdAt: ${time}`)))).toEqual([
      `${CSV} at ‹${time}›  metadata.annotations.createdAt: ${JSON.stringify(time.replaceAll('"', ''))} is no time. Write it as 2026-01-31T12:00:00Z.`,
    ]);
  });
});

describe('icon-is-an-image', () => {
  const NAME = 'icon-is-an-image';
  const icon = (data: string, type: string) =>
    withCsv(swap(/base64data: .*\n.*mediatype: .*/, `base64data: ${data}\n      mediatype: ${type}`));
  const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');

  test('sees the empty icon that Operator SDK scaffolds', () => {
    expect(found(NAME, icon('""', '""'))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹base64data: ""›  spec.icon[0].base64data: the icon is empty. Encode an image, or remove spec.icon.",
      ]
    `);
  });

  test('sees another type than it says, and what is no image', () => {
    expect(found(NAME, icon(base64('\x89PNG\r\n\x1a\n…'), 'image/svg+xml'))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹image/svg+xml›  spec.icon[0].mediatype: the icon is image/png, and not "image/svg+xml". Use image/png.",
      ]
    `);
    expect(found(NAME, icon(base64('<html><svg/></html>'), 'image/svg+xml'))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹PGh0bWw+PHN2Zy8+PC9odG1sPg==›  spec.icon[0].base64data: this is no image that a console shows. Use SVG, PNG, JPEG or GIF.",
      ]
    `);
  });

  test.each([
    ['image/png', '\x89PNG\r\n\x1a\n'],
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/gif', 'GIF89a'],
    [
      'image/svg+xml',
      '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n<!-- made -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
  ])('knows %s', (type, begin) => {
    expect(found(NAME, icon(base64(begin), type))).toEqual([]);
  });
});
