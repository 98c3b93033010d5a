/** A generated tree on disk, and what the real kubectl and helm make of it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Model } from '../../../generators/core/model/model.ts';
import { chartFiles } from '../../../generators/core/plan/chart.ts';
import { configFiles } from '../../../generators/core/plan/config.ts';
import { findTools } from '../../control-plane/tools.ts';

const { helm, kubectl } = await findTools();

export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- objects of any kind
  readonly [field: string]: any;
}

export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

export interface Project {
  readonly folder: string;
  readonly chart: string;
  /** `helm lint --strict`, of the second chart as well if there is one. */
  readonly lint: (values?: object) => Outcome;
  /** `helm template` of the release in the namespace of the model, without what only `helm test` makes. */
  readonly template: (values?: object, ...flags: readonly string[]) => readonly Rendered[];
  /** What `helm test` makes. */
  readonly tests: (values?: object) => readonly Rendered[];
  /** Both at once. */
  readonly release: (values: object, ...flags: readonly string[]) => Record<'objects' | 'tests', readonly Rendered[]>;
  /** The CustomResourceDefinitions that helm installs beside the templates: of the folder crds/, of the second chart. */
  readonly definitions: (values?: object) => readonly Rendered[];
  /** What is said after an installation. */
  readonly notes: (values?: object, ...flags: readonly string[]) => string;
  /** The same, when it is expected to fail. */
  readonly refusal: (values: object, ...flags: readonly string[]) => string;
  /** `kubectl kustomize` of a folder of config/. */
  readonly kustomize: (folder: string) => readonly Rendered[];
}

/** Writes the tree of a model into a folder that is removed after the test. */
export const project = async (model: Model, releaseName = 'memcached-operator'): Promise<Project> => {
  const folder = await mkdtemp(join(tmpdir(), 'k8s-operator-chart-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const { path, content } of [...configFiles(model), ...chartFiles(model)]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const chart = join(folder, 'charts', model.name);
  const definitions = `${chart}-crds`;
  const release = ['template', releaseName, chart, '--namespace', model.namespace];
  const render = (values: object, ...flags: readonly string[]) =>
    objects(succeed(run(helm, [...release, '--values', '-', ...flags], values)));
  return {
    folder,
    chart,
    lint: (values = {}) => {
      const own = run(helm, ['lint', '--strict', chart, '--values', '-'], values);
      return own.ok && existsSync(definitions) ? run(helm, ['lint', '--strict', definitions]) : own;
    },
    template: (values = {}, ...flags) => render(values, '--skip-tests', ...flags),
    tests: (values = {}) => render(values).filter(isTest),
    release: (values, ...flags) => {
      const all = render(values, ...flags);
      return { objects: all.filter((object) => !isTest(object)), tests: all.filter(isTest) };
    },
    definitions: (values = {}) =>
      existsSync(definitions)
        ? objects(succeed(run(helm, ['template', 'crds', definitions, '--values', '-'], values)))
        : render({}, '--include-crds').filter(({ kind }) => kind === 'CustomResourceDefinition'),
    notes: (values = {}, ...flags) =>
      succeed(
        run(
          helm,
          [
            'install',
            releaseName,
            chart,
            '--namespace',
            model.namespace,
            '--dry-run=client',
            '--values',
            '-',
            ...flags,
          ],
          values,
        ),
      ).replace(/^[^]*?\nNOTES:\n/, ''),
    refusal: (values, ...flags) => {
      const { ok, output } = run(helm, [...release, '--values', '-', ...flags], values);
      return ok ? `accepted: ${output}` : output;
    },
    kustomize: (name) => objects(succeed(run(kubectl, ['kustomize', join(folder, 'config', name)]))),
  };
};

const isTest = ({ metadata }: Rendered): boolean => metadata.annotations?.['helm.sh/hook'] === 'test';

const run = (command: string, args: readonly string[], input?: object): Outcome => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    ...(input !== undefined && { input: JSON.stringify(input) }),
  });
  return { ok: status === 0, output: status === 0 ? stdout : `${stdout}${stderr}` };
};

const succeed = ({ ok, output }: Outcome): string => {
  if (!ok) throw new Error(output);
  return output;
};

const objects = (text: string): readonly Rendered[] =>
  parseAllDocuments(text, { version: '1.1' }).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0]!;
    const object = document.toJS() as Rendered | null;
    return object === null ? [] : [object];
  });

/** `Kind/name` of each, sorted. */
export const names = (rendered: readonly Rendered[]): readonly string[] =>
  rendered.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();

/** The one object of a kind; whose name ends in `suffix`, if several have the kind. */
export const find = (rendered: readonly Rendered[], kind: string, suffix = ''): Rendered => {
  const found = rendered.filter((object) => object.kind === kind && object.metadata.name.endsWith(suffix));
  if (found.length !== 1) throw new Error(`${found.length} of ${kind} …${suffix} in ${names(rendered).join(', ')}`);
  return found[0]!;
};
