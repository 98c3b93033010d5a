/** The steps of the generated release workflow, run by bash with docker, cosign and npx that write down how they were called. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { emitReleaseWorkflow } from '../../../generators/core/emit/project/release-workflow.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { chartFiles } from '../../../generators/core/plan/chart.ts';
import { olmFiles } from '../../../generators/core/plan/olm.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: { readonly test: Job; readonly publish: Job };
}

/** The workflow of an operator at 0.1.0. */
export const workflowOf = (model: Model): Workflow => parse(emitReleaseWorkflow(model, '0.1.0')) as Workflow;

/** Of all that is pushed. */
export const DIGEST = `sha256:${'a'.repeat(64)}`;

const PROGRAMS: Readonly<Record<string, string>> = {
  docker: `
if [ "$1" = login ]; then printf 'password %s\\n' "$(cat)" >> "$CALLS"; fi
while [ $# -gt 0 ]; do if [ "$1" = --metadata-file ]; then echo '{"containerimage.digest": "${DIGEST}"}' > "$2"; fi; shift; done`,
  npx: `echo '{"artifacts": [{"reference": "ghcr.io/acme/charts/x@${DIGEST}"}, {"reference": "ghcr.io/acme/manifests/x@${DIGEST}"}]}'`,
  cosign: '',
};

/** A folder with the chart and the bundle, and a PATH whose programs write down their arguments; npx and docker write what the workflow reads. */
export const scene = (model: Model) => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const { path, content } of [...chartFiles(model), ...olmFiles(model)]) write(path, content);
  const replace = (name: string, script: string): void => {
    write(`bin/${name}`, `#!/bin/bash\nprintf '%s\\n' "${name} $*" >> "$CALLS"\n${script}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  };
  for (const [name, script] of Object.entries(PROGRAMS)) replace(name, script);
  const calls = join(folder, 'calls.txt');
  const { env, jobs } = workflowOf(model);
  const run = (job: keyof typeof jobs, what: string, more: Readonly<Record<string, string>> = {}) => {
    const step = jobs[job].steps.find(({ name, run }) => name?.startsWith(what) === true || run === what);
    if (step?.run === undefined) throw new Error(`there is no step ${what}`);
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: `${join(folder, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`,
        CALLS: calls,
        RUNNER_TEMP: folder,
        GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
        ...env,
        ...more,
      },
    });
    return { status, told: `${stdout}${stderr}` };
  };
  const read = (path: string): string =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '';
  return { run, read, replace, calls: () => read('calls.txt').trim().split('\n') };
};
