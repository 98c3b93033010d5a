/** What Go makes of our YAML: helm reads a file with go-yaml and prints what it read. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { toYaml } from '../../../generators/core/emit/yaml.ts';
import { findTools } from '../../control-plane/tools.ts';

/** The value printed by `toYaml`, read by Helm's `fromYaml`, and printed by Helm's `toJson` or `toYaml`. */
export const throughHelm = async (value: object, printer: 'toJson' | 'toYaml'): Promise<string> => {
  const { helm } = await findTools();
  const chart = await mkdtemp(join(tmpdir(), 'k8s-operator-yaml-'));
  onTestFinished(() => rm(chart, { recursive: true, force: true }));
  await mkdir(join(chart, 'templates'));
  await writeFile(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: reader\nversion: 0.1.0\n');
  await writeFile(join(chart, 'value.yaml'), toYaml(value));
  await writeFile(
    join(chart, 'templates/read.yaml'),
    `read: {{ .Files.Get "value.yaml" | fromYaml | ${printer} | b64enc }}\n`,
  );
  const { stdout, stderr } = spawnSync(helm, ['template', 'reader', chart], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const read = /^read: (.*)$/m.exec(stdout)?.[1];
  if (read === undefined) throw new Error(stderr);
  return Buffer.from(read, 'base64').toString();
};
