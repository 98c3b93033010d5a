/**
 * How time and memory grow with the spec: `node test/bench/growth.ts [ROUNDS]`. BIN names another build than dist/cli.js.
 * Each measurement is the bin as a process: `new --spec` into an empty folder, `check` of that folder, `import` of a definition. Sizes
 * take turns within each round, so that what else the machine does hits all of them alike; of all rounds the best counts.
 *
 * cpu is processor time (user and system, which other work on the machine hardly touches), wall what a user waits, and peak the resident
 * memory at its highest. `of linear` is what a further field takes (or a further KB of a definition), as a ratio to what it takes at the
 * second size of the table: where it does not rise above 1, growth is linear.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { largeSpec } from './large-spec.ts';
import { largeCrd } from './large-crd.ts';

const ROUNDS = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 3);
const bin = process.env['BIN'] ?? join(import.meta.dirname, '../../dist/cli.js');
const scratch = mkdtempSync(join(tmpdir(), 'growth-'));

/** Milliseconds, megabytes. */
interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly peak: number;
}

/** One size: its input in a file, and what is run in turn, each after the one before it. */
interface Case {
  readonly name: string;
  /** What the cost is held against: fields, or KB. */
  readonly size: number;
  readonly commands: Readonly<Record<string, () => Cost>>;
}

/** Runs the bin; it tells its own peak of memory when it ends, as no parent can ask for it. */
const measure = (args: readonly string[], cwd = scratch): Cost => {
  const peak = join(scratch, 'peak');
  const tell = `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(peak)}, JSON.stringify(process.resourceUsage())))`;
  writeFileSync(join(scratch, 'tell.cjs'), tell);
  const start = performance.now();
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--require', join(scratch, 'tell.cjs'), bin, ...args],
    { cwd, maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' },
  );
  const wall = performance.now() - start;
  if (status !== 0)
    throw new Error(`${args.join(' ')}: exit ${status}\n${stdout.slice(0, 2000)}${stderr.slice(0, 2000)}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(peak, 'utf8')) as NodeJS.ResourceUsage;
  return { cpu: (userCPUTime + systemCPUTime) / 1000, wall, peak: maxRSS / 1024 };
};

const newAndCheck = (spec: string): { readonly new: () => Cost; readonly check: () => Cost } => {
  const folder = join(dirname(spec), 'out');
  return {
    new: () => {
      rmSync(folder, { recursive: true, force: true });
      return measure(['new', '--spec', spec, '--output', folder]);
    },
    check: () => measure(['check'], folder),
  };
};

const specCase = (apis: number, fields: number): Case => {
  const spec = join(mkdtempSync(join(scratch, 'spec-')), 'spec.yaml');
  writeFileSync(spec, largeSpec(apis, fields));
  return { name: `${apis} × ${fields}`, size: apis * fields, commands: { ...newAndCheck(spec) } };
};

const crdCase = (kilobytes: number): Case => {
  const folder = mkdtempSync(join(scratch, 'crd-'));
  const [crd, spec] = [join(folder, 'crd.yaml'), join(folder, 'imported.yaml')] as const;
  writeFileSync(crd, largeCrd(kilobytes));
  const size = statSync(crd).size / 1024;
  const importIt = (): Cost => {
    rmSync(spec, { force: true });
    return measure(['import', crd, '--output', spec]);
  };
  return { name: `${size.toFixed(0)} KB`, size, commands: { import: importIt, ...newAndCheck(spec) } };
};

const best = (costs: readonly Cost[]): Cost => ({
  cpu: Math.min(...costs.map(({ cpu }) => cpu)),
  wall: Math.min(...costs.map(({ wall }) => wall)),
  peak: Math.max(...costs.map(({ peak }) => peak)),
});

const row = (cells: readonly string[]): void =>
  console.log(cells.map((cell, i) => (i < 2 ? cell.padEnd(10) : cell.padStart(10))).join(' '));

/** Prints it; gives the best costs of each command, in the order of the cases. */
const table = (title: string, unit: string, cases: readonly Case[]): Readonly<Record<string, readonly Cost[]>> => {
  const commands = Object.keys(cases[0]!.commands);
  const costs = new Map(cases.map((one) => [one, new Map(commands.map((command) => [command, [] as Cost[]]))]));
  for (let round = 0; round < ROUNDS; round++)
    for (const one of cases)
      for (const command of commands) costs.get(one)!.get(command)!.push(one.commands[command]!());

  console.log(`\n${title}`);
  row(['size', 'command', 'cpu', 'wall', `cpu/${unit}`, 'of linear', 'peak', `peak/${unit}`, 'of linear']);
  const found = Object.fromEntries(
    commands.map((command) => [command, cases.map((one) => best(costs.get(one)!.get(command)!))]),
  );
  for (const [command, all] of Object.entries(found)) {
    const slope = (i: number, key: 'cpu' | 'peak'): number =>
      (all[i]![key] - all[0]![key]) / (cases[i]!.size - cases[0]!.size);
    const ratio = (i: number, key: 'cpu' | 'peak'): string => (slope(i, key) / slope(1, key)).toFixed(2);
    for (const [i, { cpu, wall, peak }] of all.entries()) {
      const growth = [`${(slope(i, 'cpu') * 1000).toFixed(0)} µs`, ratio(i, 'cpu')];
      const memory = [`${(slope(i, 'peak') * 1024).toFixed(0)} KB`, ratio(i, 'peak')];
      const [time, room] =
        i === 0
          ? [
              ['', ''],
              ['', ''],
            ]
          : [growth, memory];
      row([cases[i]!.name, command, ms(cpu), ms(wall), ...time!, `${peak.toFixed(0)} MB`, ...room!]);
    }
  }
  return found;
};

const ms = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`;

try {
  console.log(`Node ${process.versions.node}, ${ROUNDS} rounds`);
  table(
    'APIs of 50 fields',
    'field',
    [1, 10, 30, 100].map((apis) => specCase(apis, 50)),
  );
  table(
    'fields of one API',
    'field',
    [50, 500, 1500, 5000].map((fields) => specCase(1, fields)),
  );
  const cases = [1, 256, 1024, 2900].map(crdCase);
  const costs = table('import of one CustomResourceDefinition, and `new` from it', 'KB', cases);
  console.log('\nimport and new together, beyond those of the first');
  for (const [i, { name }] of cases.entries()) {
    const beyond = (key: 'cpu' | 'wall'): string =>
      ms([costs['import']!, costs['new']!].reduce((sum, all) => sum + all[i]![key] - all[0]![key], 0));
    if (i > 0) row([name, '', beyond('cpu'), beyond('wall')]);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
