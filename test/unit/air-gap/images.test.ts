/** deploy/images.txt has every image that anything renders, and nothing that is none. */
import { describe, expect, test } from 'vitest';
import { imageList } from '../../../generators/core/emit/air-gap/lists.ts';
import type { Api, JsonObject, Model } from '../../../generators/core/model/model.ts';
import { airGapFiles } from '../../../generators/core/plan/air-gap.ts';
import { planFiles } from '../../../generators/core/plan/files.ts';
import { bundleNow } from '../../../generators/core/plan/kept.ts';
import { modelOf } from '../delivered/project.ts';
import { memcachedModel, sharedModel } from '../models.ts';
import { renderedImages } from './rendered-images.ts';

/** Images in every place and form that a spec has for them. */
const MANY = modelOf(`
apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: many-operator}
spec:
  domain: example.com
  image: registry.example.com:5000/team/many-operator
  version: 1.2.0+build.5
  kinds:
    - {apiVersion: pg.example.org/v1, kind: Database}
  apis:
    - group: demo
      kind: Many
      versions:
        - name: v1
          schema:
            spec:
              type: object
              properties:
                image: {type: string, default: "server:2"}
                version: {type: string, default: "7.2", enum: ["7.2", "6.4"]}
                flavour: {type: string, enum: [alpine, debian]}
                pool: {type: object, properties: {image: {type: string}, sidecarImage: {type: string, default: "quay.io/acme/sidecar:1"}}}
                exporter:
                  type: object
                  properties:
                    image:
                      type: object
                      default: {repository: quay.io/acme/exporter, tag: "3"}
                      properties: {repository: {type: string}, tag: {type: string}}
                logo: {type: string, default: "logo.png"}
      sample:
        spec:
          image: "ghcr.io/acme/server:3"
          flavour: debian
          pool: {image: "docker.io/acme/pool@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}
      children:
        server:
          apiVersion: apps/v1
          kind: StatefulSet
          spec:
            template:
              spec:
                initContainers:
                  - {name: init, image: "busybox:1.37"}
                  - {name: fetch, image: "fetch:\${self.spec.version}"}
                containers:
                  - {name: server, image: "\${self.spec.image}"}
                  - {name: flavour, image: "\${self.spec.flavour === 'alpine' ? 'tool:alpine' : 'tool:debian'}"}
                  - {name: fallback, image: "\${self.spec.pool?.image ?? 'pool:9'}"}
                  - {name: sum, image: "\${'sum/' + 'tool:' + self.spec.version}"}
                  - {name: chosen, image: "\${({ '7.2': 'engine:7', '6.4': 'engine:6' })[self.spec.version ?? '7.2']}"}
                  - name: told
                    image: "told:1"
                    env: [{name: RELATED_IMAGE_HELPER, value: "helper:4"}]
                volumes: [{name: data, image: {reference: "quay.io/acme/data:1"}}]
        nightly:
          apiVersion: batch/v1
          kind: CronJob
          spec:
            schedule: "0 0 * * *"
            jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: "dump:5"}]}}}}
        made:
          apiVersion: v1
          kind: Pod
          spec: {containers: "\${['a', 'b'].map((name) => ({ name, image: 'listed:8' }))}"}
        database:
          apiVersion: pg.example.org/v1
          kind: Database
          spec: {imageName: "pg.example.org/pg:17", metrics: {image: {repository: pgexporter, tag: "0.16"}}}
  delivery: {helm: {}, flux: {}, olm: {}}
`);

/** Objects that choose everything that can be chosen; the first is the sample. */
const objectsOf = (api: Api): readonly JsonObject[] => {
  const { sample } = api;
  const spec = (changes: object) => ({ ...sample, spec: { ...(sample.spec as JsonObject), ...changes } }) as JsonObject;
  return [
    sample,
    ...['7.2', '6.4'].flatMap((version) =>
      ['alpine', 'debian'].map((flavour) =>
        spec({ version, flavour, image: api.kind === 'Many' ? 'server:2' : undefined }),
      ),
    ),
  ].map(stored);
};

/** As an API server has it. */
const stored = (object: JsonObject): JsonObject => ({
  ...object,
  metadata: { ...(object.metadata as JsonObject), namespace: 'default', uid: '1' },
});

/** What is rendered and not listed. */
const missing = (rendered: ReadonlySet<string>, list: string): readonly string[] => {
  const listed = new Set(list.split('\n'));
  return [...rendered].filter((image) => !listed.has(image)).toSorted();
};

const models: readonly (readonly [string, Model])[] = [
  ['the memcached operator', memcachedModel()],
  ['one with everything of its own', sharedModel()],
  ['one with images in every place', MANY],
  ['one without kinds', memcachedModel({ apis: [] })],
];

describe.each(models)('the images of %s', (_title, model) => {
  test('are all in the list, and one that is taken out of it is missed', async () => {
    const memcached = (api: Api) => objectsOf(api).map((object) => withDefaults(object, api));
    const rendered = await renderedImages(model, memcached);
    expect(rendered.size).toBeGreaterThan(0);
    expect(missing(rendered, imageList(model))).toEqual([]);
    for (const image of rendered)
      expect(missing(rendered, imageList(model).replace(`${image}\n`, ''))).toEqual([image]);
  });

  test('are one a line, sorted, each once', () => {
    const lines = imageList(model).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toEqual([...new Set(lines)].toSorted());
  });
});

/** As the API server fills them in, at the first level. */
const withDefaults = (object: JsonObject, { storage }: Api): JsonObject => {
  const { spec } = storage.schema.properties as Readonly<Record<string, JsonObject>>;
  const fields = Object.entries((spec?.properties ?? {}) as Readonly<Record<string, JsonObject>>);
  const defaults = Object.fromEntries(
    fields.flatMap(([name, field]) => (field.default === undefined ? [] : [[name, field.default]])),
  );
  const given = Object.entries((object.spec ?? {}) as JsonObject).filter(([, value]) => value !== undefined);
  return { ...object, spec: { ...defaults, ...Object.fromEntries(given) } };
};

test('every form of naming an image is understood', () => {
  expect(imageList(MANY).trim().split('\n')).toEqual(
    [
      'busybox:1.37',
      'docker.io/acme/pool@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
      'dump:5',
      'engine:6',
      'engine:7',
      'fetch:6.4',
      'fetch:7.2',
      'ghcr.io/acme/server:3',
      'helper:4',
      'listed:8',
      'pg.example.org/pg:17',
      'pgexporter:0.16',
      'pool:9',
      'quay.io/acme/data:1',
      'quay.io/acme/exporter:3',
      'quay.io/acme/sidecar:1',
      'quay.io/operator-framework/scorecard-test:v1.42.3',
      'registry.example.com:5000/team/many-operator:1.2.0-build.5',
      'server:2',
      'sum/tool:6.4',
      'sum/tool:7.2',
      'told:1',
      'tool:alpine',
      'tool:debian',
    ].toSorted(),
  );
});

test('the artifacts that are pushed are listed beside them', () => {
  const files = airGapFiles(MANY);
  expect(files.map(({ path, owner }) => `${path} ${owner}`)).toEqual([
    'deploy/images.txt managed',
    'deploy/artifacts.txt managed',
  ]);
  expect(files[1]?.content).toBe(
    'registry.example.com:5000/team/charts/many-operator:1.2.0_build.5\nregistry.example.com:5000/team/manifests/many-operator:1.2.0_build.5\n',
  );
});

test('there is no list where nothing is delivered', () => {
  const { registry } = memcachedModel().delivery;
  expect(airGapFiles(memcachedModel({ delivery: { registry } }))).toEqual([]);
});

test('what an older version brings by default is listed too', () => {
  const model = modelOf(`
apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: old-operator}
spec:
  domain: example.com
  image: ghcr.io/acme/old-operator
  apis:
    - group: demo
      kind: Old
      versions:
        - {name: v1, storage: true, schema: {spec: {type: object, properties: {image: {type: string, default: "server:2"}}}}}
        - {name: v1beta1, storage: false, schema: {spec: {type: object, properties: {image: {type: string, default: "server:1"}}}}}
  delivery: {helm: {}}
`);
  expect(imageList(model)).toBe('ghcr.io/acme/old-operator:0.1.0\nserver:1\nserver:2\n');
});

test('what clusters run between the first release of a catalog and the last is listed too', async () => {
  const at = (version: string, servers: string, catalog = 'catalog: {}'): Model =>
    modelOf(`
apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: old-operator}
spec:
  domain: example.com
  image: ghcr.io/acme/old-operator
  version: ${version}
  apis:
    - {group: demo, kind: Old, versions: [{name: v1, schema: {spec: {type: object, properties: {image: {type: string, default: "${servers}"}}}}}]}
  delivery:
    olm:
      ${catalog}
      releases:
        - {version: 0.1.0, channels: [stable], image: "ghcr.io/acme/old-operator-bundle@sha256:${'1'.repeat(64)}"}
        - {version: 0.2.0, channels: [stable], replaces: 0.1.0}
`);
  const listed = async (now: Model): Promise<readonly string[]> => {
    const files = await planFiles(now, [bundleNow(at('0.1.0', 'server:1')), bundleNow(at('0.2.0', 'server:2'))]);
    return String(files.find(({ path }) => path === 'deploy/images.txt')?.content)
      .trim()
      .split('\n');
  };
  const scorecard = 'quay.io/operator-framework/scorecard-test:v1.42.3';
  expect(await listed(at('0.2.0', 'server:2'))).toEqual([
    `ghcr.io/acme/old-operator-bundle:v0.2.0`,
    `ghcr.io/acme/old-operator-bundle@sha256:${'1'.repeat(64)}`,
    'ghcr.io/acme/old-operator-catalog:latest',
    'ghcr.io/acme/old-operator:0.1.0',
    'ghcr.io/acme/old-operator:0.2.0',
    scorecard,
    'server:1',
    'server:2',
  ]);
  expect(await listed(at('0.2.0', 'server:2', ''))).toEqual(['ghcr.io/acme/old-operator:0.2.0', scorecard, 'server:2']);
});
