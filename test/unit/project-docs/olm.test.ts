/** What docs/delivery.md and README.md say of OLM. */
import { describe, expect, test } from 'vitest';
import { emitReadme } from '../../../generators/core/emit/project/readme.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { docsFiles } from '../../../generators/core/plan/docs.ts';
import { modelOf } from '../delivered/project.ts';

const olm = (version: string, delivery: string, more = '', image = 'ghcr.io/acme/depot-operator'): Model =>
  modelOf(`
apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: depot-operator}
spec:
  domain: example.com
  image: ${image}
  version: ${version}
  apis: [{group: storage, kind: Depot, versions: [{name: v1, schema: {spec: {type: object}}}]}]
${more}
  delivery: {olm: ${delivery}}
`);

const delivered = (model: Model): string =>
  String(docsFiles(model).find(({ path }) => path === 'docs/delivery.md')?.content);

const section = (model: Model): string => delivered(model).split('\n## By OLM\n')[1]!.split('\n## ')[0]!;

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('the next release', () => {
  test.each([
    ['0.1.0', '{}', '--version 0.1.0 --channels stable'],
    ['0.1.0', '{channels: [fast, stable]}', '--version 0.1.0 --channels fast,stable'],
    ['0.1.3', '{releases: [{version: 0.1.3, channels: [fast]}]}', '--version 0.2.0 --channels fast'],
    ['1.0.0-rc.1', '{releases: [{version: 1.0.0-rc.1, channels: [fast]}]}', '--version 1.0.0 --channels fast'],
    ['0.2.0', '{releases: [{version: 0.1.3, channels: [fast]}]}', '--version 0.2.0 --channels fast'],
    // As the command takes them that is not told any.
    [
      '0.1.3',
      '{channels: [candidate], releases: [{version: 0.1.3, channels: [fast]}]}',
      '--version 0.2.0 --channels candidate',
    ],
    // 0.2.0 is there: the command would change its channels.
    [
      '0.1.1',
      '{releases: [{version: 0.1.0, channels: [fast]}, {version: 0.2.0, channels: [fast], replaces: 0.1.0}, {version: 0.1.1, channels: [stable]}]}',
      '--version 0.3.0 --channels stable',
    ],
  ])('after %s with %s is %s', (version, delivery, words) => {
    expect(section(olm(version, delivery))).toContain(`\n    npx generator-k8s-operator bundle ${words}\n`);
  });
});

test('a bundle is pushed under a tag, also where its digest is known', () => {
  const releases = `[{version: 0.1.0, channels: [stable], image: "ghcr.io/acme/depot-operator-bundle@${DIGEST}"}]`;
  expect(section(olm('0.1.0', `{releases: ${releases}}`))).toContain(
    '--file bundle.Dockerfile --tag ghcr.io/acme/depot-operator-bundle:v0.1.0 .',
  );
});

test('a tag does it where there is something to release', () => {
  const told = '\nA tag `v0.1.0` in git has `.github/workflows/release.yaml` push all images for OLM';
  expect(section(olm('0.1.0', '{releases: [{version: 0.1.0, channels: [stable]}]}'))).toContain(told);
  expect(section(olm('0.2.0', '{releases: [{version: 0.1.0, channels: [stable]}]}'))).not.toContain('workflows');
});

test('what the workflow needs is told once', () => {
  const released = 'releases: [{version: 0.1.0, channels: [stable]}]';
  const needs = 'It needs secrets in the settings of the repository: `REGISTRY_USERNAME` and `REGISTRY_PASSWORD` for';
  const delivery = (more: string): string =>
    delivered(olm('0.1.0', `{${released}}${more}`, '', 'quay.io/acme/depot-operator'));
  for (const more of ['', ', helm: {}']) expect(delivery(more).replaceAll(/\s+/g, ' ').split(needs)).toHaveLength(2);
});

test('an upgrade begins with a release for OLM, where there is OLM', () => {
  const raised = (delivery: string): string =>
    delivered(olm('0.1.0', delivery)).split('\n## Upgrades\n')[1]!.split('\n2. ')[0]!;
  const next = '`npx generator-k8s-operator bundle --version 0.2.0 --channels fast`, and look what would break';
  expect(raised('{releases: [{version: 0.1.0, channels: [fast]}]}, helm: {}')).toContain(next);
  expect(raised('{channels: [fast]}, helm: {}')).toContain(next);
  expect(raised('{}, helm: {}')).not.toContain('generator-k8s-operator update');
});

test('kinds that OLM must know to install it are named', () => {
  expect(section(olm('0.1.0', '{}'))).not.toContain('Prometheus');
  expect(section(olm('0.1.0', '{}', '  manager: {serviceMonitor: true}'))).toContain(
    'OLM installs it only where the Prometheus operator is, which knows ServiceMonitor.',
  );
});

test('the README is the same after a release', () => {
  const released = '{releases: [{version: 0.1.0, channels: [fast]}]}';
  expect(emitReadme(olm('0.1.0', released))).toBe(emitReadme(olm('0.1.0', '{}')));
});
