/**
 * How time and memory grow with the spec: `node test/bench/growth.ts [ROUNDS]`. BIN names another build than dist/cli.js.
 * Each row is the bin as a process, `new --spec` into an empty folder and then `check` of it, or `import` of a definition: the best
 * of all rounds in processor time, which other work on the machine hardly touches, what that is beyond the smallest spec for each
 * further field, and the peak of resident memory. Where the time for a field does not rise down a table, growth is linear.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeSpec } from './large-spec.ts';
import { largeCrd } from './large-crd.ts';

const ROUNDS = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 3);
const bin = process.env['BIN'] ?? join(import.meta.dirname, '../../dist/cli.js');
const scratch = mkdtempSync(join(tmpdir(), 'growth-'));

interface Cost {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** Runs the bin; it tells its own peak of memory when it ends, as no parent can ask for it. */
const measure = (args: readonly string[], cwd = scratch): Cost => {
  const peak = join(scratch, 'peak');
  const tell = `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(peak)}, JSON.stringify(process.resourceUsage())))`;
  writeFileSync(join(scratch, 'tell.cjs'), tell);
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--require', join(scratch, 'tell.cjs'), bin, ...args],
    { cwd, maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' },
  );
  if (status !== 0)
    throw new Error(`${args.join(' ')}: exit ${status}\n${stdout.slice(0, 2000)}${stderr.slice(0, 2000)}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(peak, 'utf8')) as NodeJS.ResourceUsage;
  return { milliseconds: (userCPUTime + systemCPUTime) / 1000, megabytes: maxRSS / 1024 };
};

const best = (costs: readonly Cost[]): Cost => costs.toSorted((a, b) => a.milliseconds - b.milliseconds)[0]!;

/** `new` and then `check`, each in the best of all rounds. */
const newAndCheck = (spec: string): readonly [Cost, Cost] => {
  const created: Cost[] = [];
  const checked: Cost[] = [];
  const folder = join(scratch, 'out');
  for (let round = 0; round < ROUNDS; round++) {
    rmSync(folder, { recursive: true, force: true });
    created.push(measure(['new', '--spec', spec, '--output', folder]));
    checked.push(measure(['check'], folder));
  }
  return [best(created), best(checked)];
};

const COLUMNS = ['size', 'fields', 'text', 'new', 'per field', 'memory', 'check', 'per field', 'memory'] as const;

const row = (cells: readonly string[]): void =>
  console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(10))).join(' '));

const table = (title: string, sizes: readonly { readonly apis: number; readonly fields: number }[]): void => {
  console.log(`\n${title}`);
  row(COLUMNS);
  let least: { readonly fields: number; readonly costs: readonly Cost[] } | undefined;
  for (const { apis, fields } of sizes) {
    const spec = join(scratch, 'spec.yaml');
    writeFileSync(spec, largeSpec(apis, fields));
    const costs = newAndCheck(spec);
    const count = apis * fields;
    least ??= { fields: count, costs };
    const { fields: smallest, costs: base } = least;
    const cells = costs.flatMap(({ milliseconds, megabytes }, i) => [
      `${milliseconds.toFixed(0)} ms`,
      count === smallest
        ? ''
        : `${(((milliseconds - base[i]!.milliseconds) * 1000) / (count - smallest)).toFixed(0)} µs`,
      `${megabytes.toFixed(0)} MB`,
    ]);
    row([`${apis} × ${fields}`, String(count), kilobytes(spec), ...cells]);
  }
};

const kilobytes = (file: string): string => `${(statSync(file).size / 1024).toFixed(0)} KB`;

/** `import` of a CustomResourceDefinition, and `new` from what it gives; beyond what the least spec takes. */
const importTable = (sizes: readonly number[]): void => {
  console.log('\nimport of one CustomResourceDefinition, and `new` from it');
  row(['size', 'import', 'memory', 'new', 'memory', 'check', 'memory', 'beyond the first']);
  let base: number | undefined;
  for (const size of sizes) {
    const crd = join(scratch, 'crd.yaml');
    const spec = join(scratch, 'imported.yaml');
    writeFileSync(crd, largeCrd(size));
    const imported: Cost[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rmSync(spec, { force: true });
      imported.push(measure(['import', crd, '--output', spec]));
    }
    const costs = [best(imported), ...newAndCheck(spec)];
    const both = costs[0]!.milliseconds + costs[1]!.milliseconds;
    base ??= both;
    row([
      kilobytes(crd),
      ...costs.flatMap(({ milliseconds, megabytes }) => [
        `${milliseconds.toFixed(0)} ms`,
        `${megabytes.toFixed(0)} MB`,
      ]),
      `${(both - base).toFixed(0)} ms`,
    ]);
  }
};

try {
  console.log(`Node ${process.versions.node}, ${ROUNDS} rounds`);
  table(
    'APIs',
    [1, 10, 30, 100].map((apis) => ({ apis, fields: 50 })),
  );
  table(
    'fields of one API',
    [50, 500, 1500, 5000].map((fields) => ({ apis: 1, fields })),
  );
  importTable([1, 256, 1024, 2900]);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
