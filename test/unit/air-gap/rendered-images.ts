/** Every image in what is rendered of a model, found without the generator's own rule: by looking at the objects. */
import { build } from 'esbuild';
import { emitChildren } from '../../../generators/core/emit/source/children.ts';
import type { Api, JsonObject, Model } from '../../../generators/core/model/model.ts';
import { chartFiles } from '../../../generators/core/plan/chart.ts';
import { olmFiles } from '../../../generators/core/plan/olm.ts';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';
import { parseAllDocuments } from 'yaml';
import { project } from '../chart/rendered.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;

/** What stands in a field for images, at any depth. */
export const imagesIn = (value: unknown, field = ''): readonly string[] => {
  const isImage = /^image$|[a-z]Image$|^imageName$/.test(field);
  if (typeof value === 'string') return isImage ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => imagesIn(item));
  if (typeof value !== 'object' || value === null) return [];
  const { name, value: text, repository, tag, reference } = value as Readonly<Record<string, unknown>>;
  return [
    ...(isImage && typeof repository === 'string' ? [`${repository}:${String(tag)}`] : []),
    ...(isImage && typeof reference === 'string' ? [reference] : []),
    ...(String(name).startsWith('RELATED_IMAGE_') && typeof text === 'string' ? [text] : []),
    ...Object.entries(value).flatMap(([key, item]) => imagesIn(item, key)),
  ];
};

const documents = (files: readonly { readonly path: string; readonly content: string | Uint8Array }[]) =>
  files
    .filter(({ path }) => /\.ya?ml$/.test(path))
    .flatMap(({ content }) => parseAllDocuments(String(content)).map((document) => document.toJS() as unknown));

/** Values that switch on what is off by default, and off what is on; none of an image. */
const VALUES: readonly object[] = [
  {},
  {
    replicas: 3,
    metrics: { serviceMonitor: { enabled: true }, prometheusRule: { enabled: true }, dashboard: { enabled: true } },
  },
  { metrics: { enabled: false }, networkPolicy: { enabled: false }, podDisruptionBudget: { enabled: false } },
  { rbac: { create: false }, serviceAccount: { create: false } },
  { rbac: { scope: 'namespaced' } },
];

/** Values that come with the chart, for those who want more than the default. */
const chartProfiles = (model: Model): readonly object[] =>
  documents(chartFiles(model).filter(({ path }) => path.includes('/ci/'))) as readonly object[];

/** Of the kustomize tree, the chart, the manifests of Flux, the bundle, and of the objects that the operator makes. */
export const renderedImages = async (
  model: Model,
  objects: (api: Api) => readonly JsonObject[],
): Promise<ReadonlySet<string>> => {
  const { kustomize, template } = await project(model);
  const made = await Promise.all(model.apis.map((api) => childrenOf(model, api, objects(api))));
  const rendered = [
    ...kustomize('default'),
    ...(model.apis.length > 0 ? kustomize('samples') : []),
    ...[...VALUES, ...chartProfiles(model)].flatMap((values) =>
      template(values, '--api-versions', 'monitoring.coreos.com/v1'),
    ),
    ...documents(fluxFiles(model)),
    ...documents(olmFiles(model)),
    ...made.flat(),
  ];
  return new Set(rendered.flatMap((object) => imagesIn(object)));
};

type Children = (self: JsonObject) => object;

/** What the generated function makes of each object. */
const childrenOf = async (model: Model, api: Api, objects: readonly JsonObject[]): Promise<readonly object[]> => {
  const text = emitChildren(model, api);
  if (text === undefined || api.children.length === 0) return [];
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    conditions: ['source'],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire('file:///');" },
    logLevel: 'error',
  });
  const code = `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`;
  const { children } = (await import(/* @vite-ignore */ code)) as { readonly children: Children };
  return objects.map((object) => children(object));
};
