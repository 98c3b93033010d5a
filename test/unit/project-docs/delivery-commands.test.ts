/** The commands of docs/delivery.md, run by a real shell with programs that only write down how they were called. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { airGapFiles } from '../../../generators/core/plan/air-gap.ts';
import { docsFiles } from '../../../generators/core/plan/docs.ts';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { emitReadme } from '../../../generators/core/emit/project/readme.ts';
import { deliveredModel, deliveredModels } from '../flux/delivered-models.ts';
import { type FluxObject, objectsIn } from '../flux/emitted.ts';
import { memcachedModel } from '../models.ts';

const text = (model: Model): string =>
  String(docsFiles(model).find(({ path }) => path === 'docs/delivery.md')?.content);

const section = (model: Model, heading: string): string =>
  text(model).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

const PROGRAMS = ['kubectl', 'crane', 'skopeo', 'helm', 'curl', 'openssl', 'oras'];

/** How programs are called by the indented lines of a text: the arguments, a call a line. */
const callsOf = (model: Model, markdown: string): readonly string[] => {
  const root = mkdtempSync(join(tmpdir(), 'commands-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const { path, content } of airGapFiles(model)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  for (const name of PROGRAMS) {
    writeFileSync(join(root, name), `#!/bin/sh\necho "${name} $*" >> "${join(root, 'calls')}"\n`);
    chmodSync(join(root, name), 0o755);
  }
  const script = [...markdown.matchAll(/^ {4}(.*)$/gm)].map(([, line]) => line).join('\n');
  execFileSync('sh', ['-eu', '-c', script], { cwd: root, env: { PATH: `${root}:${process.env['PATH']}` } });
  return readFileSync(join(root, 'calls'), 'utf8').trim().split('\n');
};

/** `Secret NAMESPACE/NAME`, of what is made by commands. */
const made = (calls: readonly string[]): readonly string[] =>
  calls.flatMap((call) => {
    const [, kind, name, namespace] =
      /^kubectl create (secret (?:generic|docker-registry)|configmap) (\S+) .*--namespace (\S+)$/.exec(call) ?? [];
    return kind === undefined ? [] : [`${kind === 'configmap' ? 'ConfigMap' : 'Secret'} ${namespace}/${name}`];
  });

/** The same, of what objects name and nobody generates. */
const namedBy = ({ kind, metadata, spec, ...rest }: FluxObject): readonly string[] => {
  const all = (refs: readonly { kind?: string; name: string; optional?: boolean }[] = []) =>
    refs
      .filter(({ optional }) => optional !== true)
      .map((ref) => `${ref.kind ?? 'Secret'} ${metadata.namespace}/${ref.name}`);
  if (kind === 'ServiceAccount') return all((rest as { imagePullSecrets?: [{ name: string }] }).imagePullSecrets);
  const refs = [spec?.secretRef, spec?.verify?.secretRef, spec?.decryption?.secretRef];
  return [
    ...all(refs.filter((ref) => ref !== undefined)),
    ...all(spec?.valuesFrom),
    ...all(spec?.values?.imagePullSecrets),
    ...(spec?.sync?.pullSecret === undefined ? [] : all([{ name: spec.sync.pullSecret }])),
  ];
};

describe.each(Object.entries(deliveredModels()))('%s', (_title, model) => {
  const named = new Set(
    fluxFiles(model)
      .filter(({ path }) => path.startsWith('deploy/') && path.endsWith('.yaml'))
      .flatMap(({ content }) => objectsIn(String(content)))
      .flatMap(namedBy),
  );

  test('every Secret and ConfigMap that is named is made by a documented command, where it is looked for', () => {
    const commands = section(model, 'What a cluster brings');
    expect(new Set(commands === '' ? [] : made(callsOf(model, commands)))).toEqual(named);
    expect(section(model, 'From an empty cluster, by Flux').includes('(#what-a-cluster-brings)')).toBe(named.size > 0);
  });

  test('every namespace is made before what is in it, once', () => {
    const commands = section(model, 'What a cluster brings');
    const calls = commands === '' ? [] : callsOf(model, commands);
    const there = new Set(['flux-system']);
    const wrong = calls
      .filter((line) => line.startsWith('kubectl '))
      .filter((call) => {
        const [, created] = /^kubectl create namespace (\S+)$/.exec(call) ?? [];
        if (created === undefined) return !there.has(/--namespace (\S+)$/.exec(call)![1]!);
        const isThere = there.has(created);
        there.add(created);
        return isThere;
      });
    expect(wrong).toEqual([]);
  });
});

test('nodes pull with the credentials that Flux pulls with', () => {
  const model = deliveredModel({ flux: '{secret: registry}' });
  const [patch] = fluxFiles(model)
    .filter(({ path }) => path.endsWith('operator/values.yaml'))
    .flatMap(({ content }) => objectsIn(String(content)));
  expect(patch!.spec.values).toEqual({ imagePullSecrets: [{ name: 'registry' }] });
});

test('credentials of Docker Hub are kept under its old name, those of several registries in one file', () => {
  const model = deliveredModel({ flux: '{secret: registry}' });
  const hub = { ...model, image: { repository: 'acme/cache', tag: '1' } };
  expect(section(hub, 'What a cluster brings')).toContain('--from-file .dockerconfigjson=config.json');
  const { delivery } = model;
  const only: Model = {
    ...hub,
    delivery: {
      ...delivery,
      helm: { ...delivery.helm!, chartUrl: 'oci://docker.io/acme/cache-operator' },
      flux: { ...delivery.flux!, manifestsUrl: 'oci://docker.io/acme/manifests' },
    },
  };
  expect(section(only, 'What a cluster brings')).toContain('--docker-server https://index.docker.io/v1/ ');
});

describe('without internet', () => {
  const model = memcachedModel();

  test('an image that is named in short comes from Docker Hub, and is found again under its whole name', () => {
    const calls = callsOf(model, section(model, 'Without internet'));
    expect(calls).toContain(
      'crane copy docker.io/library/memcached:1.6-alpine registry.local/library/memcached:1.6-alpine',
    );
    expect(calls).toContain(
      'skopeo copy --all docker://ghcr.io/acme/memcached-operator:0.1.0 docker://registry.local/acme/memcached-operator:0.1.0',
    );
    expect(calls.find((call) => call.startsWith('crane pull'))).toContain(' memcached:1.6-alpine ');
  });

  test('charts and manifests are published where Flux looks for them: no mirror of the nodes helps it', () => {
    const told = section(model, 'Without internet').replaceAll(/\s+/g, ' ');
    expect(told).toContain('a mirror of the nodes does not help it');
    expect(told).toContain('`npx generator-k8s-operator publish`');
  });

  test('by Helm alone, what it pulls is copied, and it is told where the image is', () => {
    const { registry, helm } = model.delivery;
    const alone = { ...model, delivery: { registry, helm: helm! } };
    const calls = callsOf(alone, section(alone, 'Without internet'));
    expect(calls).toContain(
      'crane copy ghcr.io/acme/charts/memcached-operator:0.1.0 registry.local/acme/charts/memcached-operator:0.1.0',
    );
    expect(calls.at(-1)).toBe(
      'helm install memcached-operator oci://registry.local/acme/charts/memcached-operator --version 0.1.0 --namespace memcached-operator-system --create-namespace --set image.repository=registry.local/acme/memcached-operator',
    );
  });
});

describe('what is in git', () => {
  const {
    'all from git, at a tag': atTag,
    'image automation, signed by a workflow': atBranch,
    'the chart from a Helm repository': byHelm,
  } = deliveredModels();
  const install = (model: Model) => section(model, 'From an empty cluster, by Flux');

  test('is pushed: the tag or the branch that clusters look at', () => {
    expect(install(atTag!)).toContain('\n    git push origin v0.1.0\n');
    expect(install(atBranch!)).toContain('\n    git push origin main\n');
    expect(emitReadme(atTag!)).toContain(
      '    git push origin v0.1.0\n    kubectl apply --filename deploy/flux/clusters/',
    );
  });

  test('is no artifact', () => {
    expect(text(atTag!)).not.toContain('/manifests/');
    const [, artifacts] = airGapFiles(atTag!);
    expect(artifacts!.content).toBe('ghcr.io/acme/charts/from-git:0.1.0\n');
  });

  test('at a tag, is not followed until clusters are told of another', () => {
    expect(section(atTag!, 'Upgrades')).toContain('name the new one in `spec.delivery.flux.git.tag`');
    expect(section(atBranch!, 'Upgrades')).not.toContain('git.tag');
  });

  test('has no chart of a Helm repository: that goes there by itself', () => {
    expect(install(byHelm!)).toContain('`helm package charts/from-helm`');
    expect(install(atTag!)).not.toContain('helm package');
  });
});

describe('back to the version before', () => {
  const back = (model: Model): string => section(model, 'Upgrades').split('\nBack again: ')[1]!.replaceAll(/\s+/g, ' ');
  const models = deliveredModels();
  const { registry, helm } = memcachedModel().delivery;

  test.each<[string, Model, string]>([
    [
      'by Helm',
      memcachedModel({ delivery: { registry, helm: helm! } }),
      '`helm rollback memcached-operator --namespace',
    ],
    [
      'by what clusters are told',
      models['all defaults']!,
      '`kubectl apply --kustomize deploy/flux/clusters/production`',
    ],
    ['by an instance', models['names at their limits']!, 'as `semver` into the patch in `flux-instance.yaml`'],
    ['in git, at a tag', models['all from git, at a tag']!, 'name the former tag'],
    ['in git, at a branch', models['all from git, the CRDs apart, in a shared cluster']!, '`git revert` the commit'],
    ['by image automation', models['image automation, signed by a workflow']!, 'remove the markers there'],
  ])('%s', (_title, model, told) => expect(back(model)).toContain(told));
});

test('who shares a cluster without a FluxInstance is told how to lock it down', () => {
  const shared = deliveredModel({ flux: '{tenants: [{name: a}]}' });
  const calls = callsOf(shared, section(shared, 'Tenants').replaceAll(/^ {4}flux push.*$/gm, ''));
  expect(calls.map((call) => call.split(' ')[3])).toEqual([
    'kustomize-controller',
    'helm-controller',
    'notification-controller',
    'image-reflector-controller',
    'image-automation-controller',
  ]);
  for (const call of calls)
    for (const { op, path } of JSON.parse(/--patch (.*)$/.exec(call)![1]!) as { op: string; path: string }[])
      expect([op, path]).toEqual(['add', '/spec/template/spec/containers/0/args/-']);
});
