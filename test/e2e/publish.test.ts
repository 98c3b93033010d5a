/** `publish` into a registry that is not ours, read back by the real helm. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, example, k8sOperator, run } from '../cli/program.ts';
import { findTools } from '../control-plane/tools.ts';
import { ifAvailable } from '../judges/availability.ts';
import { judge } from '../judges/judges.ts';
import { type LoopbackRegistry, startRegistry } from '../judges/loopback-registry.ts';

const available = (await ifAvailable(() => judge('registry'))) !== undefined;

describe.skipIf(!available)("go-containerregistry's registry", () => {
  const parent = mkdtempSync(join(tmpdir(), 'publish-'));
  const root = join(parent, 'memcached-operator');
  let host: string;
  let stop: LoopbackRegistry['stop'];

  beforeAll(async () => {
    const made = k8sOperator(parent, 'new', 'memcached-operator', '--spec', example);
    if (made.code !== 0) throw new Error(made.err);
    ({ host, stop } = await startRegistry());
  });

  afterAll(async () => {
    await stop();
    rmSync(parent, { recursive: true, force: true });
  });

  const publish = (...args: readonly string[]) =>
    run(process.execPath, [cli, 'publish', `oci://${host}/acme`, '--plain-http', ...args], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: parent },
    });

  test('takes the artifacts, and has them under the digests that were said', async () => {
    const { code, out } = publish('--json');
    expect(code).toBe(0);
    const { artifacts } = JSON.parse(out) as {
      artifacts: { reference: string; tag: string; digest: string; state: string }[];
    };
    expect(artifacts.map(({ state }) => state)).toEqual(['pushed', 'pushed']);
    for (const { reference, tag, digest } of artifacts) {
      const path = reference.slice(reference.indexOf('/') + 1, reference.indexOf('@'));
      const answer = await fetch(`http://${host}/v2/${path}/manifests/${tag}`);
      expect(answer.headers.get('docker-content-digest')).toBe(digest);
    }
    expect(publish()).toMatchObject({ code: 0, out: expect.stringContaining('Everything is there already') });
  });

  test('gives helm the chart: shown, rendered and pulled as the folder is', async () => {
    const { helm } = await findTools();
    const from = [`oci://${host}/acme/charts/memcached-operator`, '--version', '0.1.0', '--plain-http'];
    const ask = (...args: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(helm, args, { cwd: parent, env: { ...process.env, HOME: parent } });
      expect({ status, stderr: status === 0 ? '' : String(stderr) }).toEqual({ status: 0, stderr: '' });
      return String(stdout);
    };
    expect(ask('show', 'chart', ...from)).toContain('name: memcached-operator');
    ask('pull', ...from, '--untar', '--untardir', 'pulled');
    const pulled = run('diff', ['-r', 'pulled/memcached-operator', 'memcached-operator/charts/memcached-operator'], {
      cwd: parent,
    });
    expect(pulled).toEqual({ code: 0, out: '', err: '' });
    const local = ask('template', 'r', join(root, 'charts/memcached-operator'));
    // Helm tells what it has pulled before what it renders.
    expect(ask('template', 'r', ...from).replace(/^Pulled: .+\nDigest: sha256:[0-9a-f]{64}\n/, '')).toBe(local);
  });
});
