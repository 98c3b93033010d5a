/** What the generated release workflow does for OLM: the images of the bundle and of the catalog, pushed and signed like all others. */
import { describe, expect, test } from 'vitest';
import { projectFiles } from '../../../generators/core/plan/project.ts';
import { GADGETS, modelOf } from '../delivered/project.ts';
import { DIGEST, scene, workflowOf } from './workflow-steps.ts';

const released = (olm: string, text = GADGETS) =>
  modelOf(text.replace('  delivery:', `  version: 0.1.0+build.7\n  delivery:\n    olm: {${olm}}`));
const RELEASES = 'releases: [{version: 0.1.0+build.7, channels: [stable]}]';
const withCatalog = released(`${RELEASES}, catalog: {image: registry.example.com/catalogs/gadgets}`);
const alone = released(RELEASES, GADGETS.slice(0, GADGETS.indexOf('    helm:')));

test('the bundle, then the catalog, for every kind of processor, signed by their digests', () => {
  const { run, calls } = scene(withCatalog);
  for (const step of [
    'Build and push the image',
    'Push charts',
    'Build and push the bundle',
    'Build and push the catalog',
  ])
    expect(run('publish', step)).toEqual({ status: 0, told: '' });
  expect(run('publish', 'Sign all')).toEqual({ status: 0, told: '' });
  const both = 'docker buildx build --platform linux/amd64,linux/arm64 --provenance=false';
  expect(calls().slice(2)).toEqual([
    `${both} --file bundle.Dockerfile --tag ghcr.io/acme/gadget-operator-bundle:v0.1.0-build.7 --metadata-file bundle.json --push .`,
    `${both} --file catalog.Dockerfile --tag registry.example.com/catalogs/gadgets:latest --metadata-file catalog.json --push .`,
    `cosign sign --yes ghcr.io/acme/gadget-operator@${DIGEST}`,
    `cosign sign --yes ghcr.io/acme/gadget-operator-bundle@${DIGEST}`,
    `cosign sign --yes registry.example.com/catalogs/gadgets@${DIGEST}`,
    `cosign sign --yes ghcr.io/acme/charts/x@${DIGEST}`,
    `cosign sign --yes ghcr.io/acme/manifests/x@${DIGEST}`,
  ]);
});

test('after a check, without rights, that the bundle is still the one that was released', () => {
  const { run, calls } = scene(withCatalog);
  expect(run('test', 'Check that the bundle').status).toBe(0);
  expect(calls()).toEqual(['npx --yes generator-k8s-operator@0.1.0 bundle --dry-run']);
});

test('with a login for each registry', () => {
  const names = workflowOf(withCatalog).jobs.publish.steps.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Log in to ghcr.io', 'Log in to registry.example.com']));
});

describe('an operator that only OLM installs', () => {
  test('has a workflow when it is released, without charts', () => {
    const { jobs } = workflowOf(alone);
    const names = [...jobs.test.steps, ...jobs.publish.steps].map(({ name }) => name);
    expect(names).toContain('Build and push the bundle for OLM');
    expect(names.join()).not.toMatch(/charts|catalog/);
    const { run, calls } = scene(alone);
    for (const step of ['Build and push the image', 'Build and push the bundle', 'Sign all'])
      expect(run('publish', step)).toEqual({ status: 0, told: '' });
    expect(calls().slice(2)).toEqual([
      `cosign sign --yes ghcr.io/acme/gadget-operator@${DIGEST}`,
      `cosign sign --yes ghcr.io/acme/gadget-operator-bundle@${DIGEST}`,
    ]);
  });

  test.each([
    ['v0.1.0+build.7', 0],
    ['v0.1.0', 1],
  ])('takes the tag %s with %i', (tag, status) => {
    expect(scene(alone).run('test', 'Check that the tag', { GITHUB_REF_NAME: tag }).status).toBe(status);
  });

  test('has none before', () => {
    const paths = (model: Parameters<typeof projectFiles>[0]) => projectFiles(model).map(({ path }) => path);
    expect(paths(alone)).toContain('.github/workflows/release.yaml');
    expect(paths(released('', GADGETS.slice(0, GADGETS.indexOf('    helm:'))))).not.toContain(
      '.github/workflows/release.yaml',
    );
  });
});

test('stays as it is from version to version but for what is in env, so that who edited it has no conflict', () => {
  const at = (version: string) => {
    const one = { ...alone, version, image: { ...alone.image, tag: version } };
    const { olm } = one.delivery;
    const releases = [...olm!.history.releases, { version: '0.2.0', channels: ['stable'], skips: [] }];
    return workflowOf({
      ...one,
      delivery: { ...one.delivery, olm: { ...olm!, history: { ...olm!.history, releases } } },
    });
  };
  const [before, after] = [at('0.1.0+build.7'), at('0.2.0')];
  expect(after.env).not.toEqual(before.env);
  expect(after.jobs).toEqual(before.jobs);
});

test('stays while there is a version that is not released yet', () => {
  const paths = projectFiles({ ...alone, version: '0.2.0-dev' }).map(({ path }) => path);
  expect(paths).toContain('.github/workflows/release.yaml');
});

test('what is not released to OLM is not pushed for it', () => {
  const names = workflowOf(released('channels: [stable]')).jobs.publish.steps.map(({ name }) => name);
  expect(names.join()).not.toContain('OLM');
});
