/**
 * Definitions that a chart of their own brings, or a chart's folder crds/, delivered by Flux: a new version of them arrives, and they go as
 * docs/delivery.md says. Where they are in the chart's templates, flux-delivery.test.ts says the same.
 */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { fluxAvailable } from '../flux/availability.ts';
import { type FluxCluster, startFluxCluster } from '../flux/cluster.ts';
import { projectFolder, writeProject } from '../flux/delivered-project.ts';
import { type Changes, deliveredSpec } from '../flux/delivered-spec.ts';
import { inventory } from '../flux/inventory.ts';
import { HelmRelease } from '../flux/kinds.ts';
import { makeKey, overlayNothing } from '../flux/overlay.ts';
import { deliver, keysOf, scene } from '../flux/scene.ts';
import { openShell } from '../flux/shell.ts';

describe.runIf(await fluxAvailable('Definitions by Flux'))('definitions by Flux', () => {
  let cluster: FluxCluster;
  let at: ReturnType<typeof scene>;

  beforeAll(async () => {
    cluster = await startFluxCluster();
    at = scene(cluster);
  });
  afterAll(() => cluster?.stop());

  test.each(['separate', 'static'] as const)('that are %s are upgraded too', async (crds) => {
    const [there, folder, keys] = [await inventory(cluster.client), await projectFolder(), keysOf(`${crds}-operator`)];
    onTestFinished(() => rm(folder, { recursive: true }));
    const recipient = await makeKey(folder);
    const write = async (changes: Changes) =>
      writeProject(
        folder,
        // Nobody listens at the webhook: what is told is another test's.
        await deliveredSpec({
          ...changes,
          crds,
          recipient,
          registry: cluster.registry.host,
          webhook: 'http://127.0.0.1:9',
        }),
      );
    const shell = await openShell(folder, cluster.controlPlane);
    const fields = () => at.fields(`memcacheds.cache.${crds}.example.com`);
    await write({ version: '0.1.0' });
    const brought = await shell.documented('What a cluster brings');
    for (const command of brought) await shell.run(command);
    // Its operator does not run here: no object would ever be ready.
    await overlayNothing(folder);
    await deliver(shell);
    await at.ready(HelmRelease, keys.release);
    expect(await fields()).not.toContain('threads');
    await write({ version: '0.2.0', threads: true });
    await deliver(shell);
    await cluster.until('the new field', async () => (await fields()).includes('threads'));
    await at.ready(HelmRelease, keys.release);
    const uninstall = [
      ...(await shell.documented('Uninstall')),
      ...(await shell.mentioned('Uninstall', 'kubectl delete crd')),
      ...(await shell.mentioned('Uninstall', 'kubectl delete namespace')),
      // What was brought is taken away by who brought it.
      ...brought.map((command) =>
        command.replace(/create secret generic (\S+) .*(--namespace \S+)$/, 'delete secret $1 $2'),
      ),
    ];
    for (const command of uninstall) await shell.run(command);
    expect((await inventory(cluster.client)).filter((object) => !there.includes(object))).toEqual([]);
  });
});
