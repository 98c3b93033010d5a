/** The generated release workflow, and its steps as bash runs them. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../../generators/core/model/model.ts';
import { projectFiles } from '../../../generators/core/plan/project.ts';
import { GADGETS, modelOf } from '../delivered/project.ts';
import { memcachedModel } from '../models.ts';
import { DIGEST, scene, workflowOf } from './workflow-steps.ts';

const memcached = memcachedModel();
const keyed = modelOf(
  GADGETS.replace('environments:', 'verify: {secret: cosign-pub}\n      environments:').replace(
    'ghcr.io/acme',
    'registry.example.com:5000/acme',
  ),
);
const elsewhere = modelOf(GADGETS.replace('helm: {}', 'helm: {}\n    registry: oci://charts.example.com/acme'));

const models: readonly (readonly [string, Model])[] = [
  ['of an image at GitHub', memcached],
  ['that signs by a key', keyed],
  ['with artifacts elsewhere', elsewhere],
];

describe.each(models)('the workflow %s', (_title, model) => {
  const { jobs, permissions } = workflowOf(model);
  const steps = [...jobs.test.steps, ...jobs.publish.steps];

  test('has steps that bash can read', () => {
    for (const { run } of steps.filter((step) => step.run !== undefined)) {
      const { status, stderr } = spawnSync('bash', ['-n', '-c', run!], { encoding: 'utf8' });
      expect({ run, status, stderr }).toEqual({ run, status: 0, stderr: '' });
    }
  });

  test('puts nothing of the event into a script', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  test('has no rights where it runs the project’s own code, and none beyond what it needs where it pushes', () => {
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs.test.permissions).toBeUndefined();
    expect(jobs.publish.needs).toBe('test');
    const pushing = jobs.publish.steps.map(({ run = '' }) => run).join('\n');
    expect(pushing).not.toMatch(/\bnpm (?:ci|install|test|run)\b/);
  });

  test('takes actions by their commits: a tag may be moved', () => {
    const used = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    expect(used.length).toBeGreaterThan(4);
    for (const uses of used) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    const ci = String(projectFiles(model).find(({ path }) => path.endsWith('/ci.yaml'))?.content);
    // The same commits, with the version that they are.
    for (const [uses] of ci.matchAll(/(?<=uses: ).*/g)) {
      expect(uses).toMatch(/ # v\d+\.\d+\.\d+$/);
      expect(used).toContain(uses.split(' ')[0]);
    }
  });
});

describe('rights and secrets', () => {
  test('are those of the run, at GitHub', () => {
    const { jobs } = workflowOf(memcached);
    expect(jobs.publish.permissions).toEqual({ contents: 'read', packages: 'write', 'id-token': 'write' });
    const login = jobs.publish.steps.find(({ name }) => name === 'Log in to ghcr.io');
    expect(login?.env).toEqual({ USERNAME: '${{ github.actor }}', PASSWORD: '${{ github.token }}' });
  });

  test('are the repository’s own elsewhere, and no identity signs where a key does', () => {
    const { jobs } = workflowOf(keyed);
    expect(jobs.publish.permissions).toEqual({ contents: 'read' });
    const login = jobs.publish.steps.find(({ name }) => name === 'Log in to registry.example.com:5000');
    expect(login?.env).toEqual({
      USERNAME: '${{ secrets.REGISTRY_USERNAME }}',
      PASSWORD: '${{ secrets.REGISTRY_PASSWORD }}',
    });
    const signing = jobs.publish.steps.find(({ run }) => run?.includes('cosign sign') === true);
    expect(signing?.env).toEqual({
      COSIGN_PRIVATE_KEY: '${{ secrets.COSIGN_PRIVATE_KEY }}',
      COSIGN_PASSWORD: '${{ secrets.COSIGN_PASSWORD }}',
    });
  });

  test('are for each registry', () => {
    const names = workflowOf(elsewhere).jobs.publish.steps.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Log in to ghcr.io', 'Log in to charts.example.com']));
  });
});

describe('the steps', () => {
  test.each([
    ['v0.1.0', 0, /^$/],
    ['v0.2.0', 1, /::error::The tag is v0\.2\.0, and the version in operator\.yaml is 0\.1\.0/],
    ['0.1.0', 1, /push the tag v0\.1\.0/],
  ])('take the tag %s with %i', (tag, status, told) => {
    const { run } = scene(memcached);
    expect(run('test', 'Check that the tag', { GITHUB_REF_NAME: tag })).toEqual({
      status,
      told: expect.stringMatching(told),
    });
  });

  test('scan an image without giving the scanner anything else', () => {
    const { run, calls } = scene(memcached);
    expect(run('test', 'Build the image').status).toBe(0);
    expect(run('test', 'Scan it').status).toBe(0);
    const [built, saved, scanned] = calls();
    expect(built).toBe('docker build --tag scanned .');
    expect(saved).toMatch(/^docker save --output \S+\/image\.tar scanned$/);
    expect(scanned).toMatch(
      /^docker run --rm --volume \S+\/image\.tar:\/image\.tar:ro ghcr\.io\/aquasecurity\/trivy:[\d.]+ image --input \/image\.tar .*--exit-code 1$/,
    );
    expect(scanned?.match(/--volume|--env/g)).toEqual(['--volume']);
  });

  test('log in without the password among the arguments', () => {
    const { run, calls } = scene(memcached);
    expect(run('publish', 'Log in to ghcr.io', { USERNAME: 'me', PASSWORD: 's3cret' }).status).toBe(0);
    expect(calls()).toEqual(['docker login ghcr.io --username me --password-stdin', 'password s3cret']);
  });

  test('push for both architectures, publish, and sign each by its digest', () => {
    const { run, read, calls } = scene(memcached);
    expect(run('publish', 'Make a builder').status).toBe(0);
    expect(run('publish', 'Build and push').status).toBe(0);
    expect(run('publish', 'Push charts').status).toBe(0);
    expect(run('publish', 'Sign all')).toEqual({ status: 0, told: '' });
    const all = calls();
    expect(all[0]).toBe('docker buildx create --name release --use');
    expect(all[1]).toBe(
      'docker buildx build --platform linux/amd64,linux/arm64 --provenance=mode=max --sbom=true --tag ghcr.io/acme/memcached-operator:0.1.0 --metadata-file image.json --push .',
    );
    expect(all[2]).toBe('npx --yes generator-k8s-operator@0.1.0 publish --json');
    expect(all.slice(3)).toEqual([
      `cosign sign --yes ghcr.io/acme/memcached-operator@${DIGEST}`,
      `cosign sign --yes ghcr.io/acme/charts/x@${DIGEST}`,
      `cosign sign --yes ghcr.io/acme/manifests/x@${DIGEST}`,
    ]);
    expect(read('summary.md').split('\n')[0]).toBe(`- \`ghcr.io/acme/memcached-operator@${DIGEST}\``);
  });

  test.each([
    ['is there', '', 1, /::error::ghcr\.io\/acme\/memcached-operator:0\.1\.0 is there already/],
    ['is not there', 'exit 1', 0, /^$/],
  ])('replace no image: one %s', (_title, inspected, status, told) => {
    const { run, replace } = scene(memcached);
    replace('docker', inspected);
    expect(run('publish', 'Check that the version')).toEqual({ status, told: expect.stringMatching(told) });
  });

  test('ask for that before anything is pushed, and not of a run that is repeated', () => {
    const { steps } = workflowOf(memcached).jobs.publish;
    const at = (text: string) => steps.findIndex(({ name }) => name?.startsWith(text) === true);
    expect(at('Check that the version')).toBeGreaterThan(at('Log in'));
    expect(at('Check that the version')).toBeLessThan(at('Build and push'));
    expect(at('Build and push')).toBeLessThan(at('Push charts'));
    expect((steps[at('Check that the version')] as { if?: string }).if).toBe('github.run_attempt == 1');
    expect(steps[at('Push charts')]?.env).toEqual({ NPM_CONFIG_IGNORE_SCRIPTS: 'true' });
  });

  test('speak plain HTTP where the spec says that the registry does', () => {
    const plain = modelOf(
      GADGETS.replace('flux:', 'flux:\n      insecure: true').replace('ghcr.io', 'registry.local:5000'),
    );
    const { run, calls, read } = scene(plain);
    const temp = { RUNNER_TEMP: '.' };
    for (const step of ['Make a builder', 'Build and push', 'Push charts', 'Sign all'])
      expect(run('publish', step, temp)).toEqual({ status: 0, told: '' });
    expect(read('buildkitd.toml')).toBe('[registry."registry.local:5000"]\n  http = true\n');
    expect(calls()[0]).toBe('docker buildx create --name release --use --buildkitd-config ./buildkitd.toml');
    expect(calls().at(-1)).toMatch(/^cosign sign --yes --allow-http-registry /);
    const names = workflowOf(plain).jobs.publish.steps.map(({ name }) => name ?? '');
    const at = (text: string) => names.findIndex((name) => name.startsWith(text));
    // Whether the version is there is asked through the builder, too.
    expect(at('Make a builder')).toBeLessThan(at('Check that the version'));
  });

  test('sign by the key where clusters ask for it', () => {
    const { run, calls } = scene(keyed);
    for (const step of ['Build and push', 'Push charts', 'Sign all']) expect(run('publish', step).status).toBe(0);
    expect(calls().at(-1)).toMatch(/^cosign sign --yes --key env:\/\/COSIGN_PRIVATE_KEY ghcr/);
  });
});

test('there is one where there is something to release', () => {
  const paths = (model: Model) => projectFiles(model).map(({ path, owner }) => `${path} ${owner}`);
  expect(paths(memcached)).toContain('.github/workflows/release.yaml merged');
  const { registry } = memcached.delivery;
  expect(paths(memcachedModel({ delivery: { registry } })).join()).not.toContain('release.yaml');
});
