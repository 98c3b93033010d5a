/**
 * The embedded API server against kube-apiserver: each scenario gives the same transcript on both, and the one that is stored.
 * The stored ones were recorded from kube-apiserver: CONFORMANCE_RECORD=1 records them anew.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Connection } from './harness/connection.ts';
import { Recorder } from './harness/scenario.ts';
import { servers } from './harness/servers.ts';
import { scenarios } from './scenarios/index.ts';

const FOLDER = join(import.meta.dirname, 'transcripts');
const isRecording = process.env['CONFORMANCE_RECORD'] === '1';

describe.each(servers)('$name', ({ name, start }) => {
  let connection: Connection;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const server = await start();
    connection = connect(server.kubeConfig);
    stop = server.stop;
  });
  afterAll(async () => {
    await connection.close();
    await stop();
  });

  test.each(scenarios)('$name', async (scenario) => {
    const recorder = new Recorder(connection);
    await scenario.run(recorder);
    const file = join(FOLDER, `${scenario.name}.json`);
    if (isRecording && name === 'kube-apiserver') {
      await mkdir(FOLDER, { recursive: true });
      await writeFile(file, `${JSON.stringify(recorder.entries, undefined, 1)}\n`);
    }
    expect(existsSync(file), `${file} is recorded`).toBe(true);
    const stored = JSON.parse(await readFile(file, 'utf8')) as unknown;
    expect(JSON.parse(JSON.stringify(recorder.entries))).toEqual(stored);
  });
});
