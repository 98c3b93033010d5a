/**
 * Measures implementations of the contract side by side, and prints tables in Markdown.
 *
 *     node --conditions=source test/bench/runtime/run.ts [--only ours,controller-runtime] [--quick] [--rounds 3] [--idle SECONDS]
 *       [--workers 10] [--also 'NAME=COMMAND …'] [--json FILE]
 *
 * A round runs each implementation once, in an order that changes from round to round, each on a control plane of its own that is new: what
 * the machine does besides falls on all alike. `--also` adds a command line, for example ours with other flags of Node. `--json` keeps the figures
 * of each run. Linux only: /proc tells CPU time and memory. Let every implementation pass contract.ts before.
 */
import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { kubernetesVersion } from '../../control-plane/cache.ts';
import { BASELINE, IMPLEMENTATIONS } from './implementations.ts';
import { type Measures, measure, type Sizes } from './scenarios.ts';
import { figures, ratios } from './table.ts';

const { values: given } = parseArgs({
  options: {
    only: { type: 'string', default: `ours,${BASELINE}` },
    also: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    idle: { type: 'string', default: '0' },
    workers: { type: 'string', default: '10' },
    json: { type: 'string' },
  },
});

const others = { idle: Number(given.idle), workers: Number(given.workers) };
const sizes: Sizes = given.quick
  ? { warmUp: 500, burst: 1_500, cold: 2_000, rates: [50], seconds: 5, ...others }
  : { warmUp: 1_000, burst: 5_000, cold: 10_000, rates: [25, 50, 100, 200], seconds: 10, ...others };

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

const commands: Record<string, readonly string[]> = {};
for (const name of given.only.split(',').filter((name) => name !== '')) {
  const prepare = IMPLEMENTATIONS[name];
  if (prepare === undefined) {
    progress(`There is no implementation ${name}. Use ${Object.keys(IMPLEMENTATIONS).join(', ')}.`);
    process.exit(64);
  }
  progress(`preparing ${name}`);
  commands[name] = await prepare();
}
for (const also of given.also) {
  const [name = '', ...command] = also.split('=');
  commands[name] = command.join('=').trim().split(/ +/);
}

const runs: Record<string, (Measures | undefined)[]> = Object.fromEntries(
  Object.keys(commands).map((name) => [name, []]),
);
const print = (): void => {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}`;
  const rounds = Math.max(...Object.values(runs).map(({ length }) => length));
  console.log(
    `${machine}; kube-apiserver ${kubernetesVersion}, etcd without fsync; Node ${process.versions.node}; ${given.workers} workers; medians of ${rounds} rounds (least–most). CPU in ms an object or update, RSS in MB, p50 and p99 in ms.\n\n${figures(runs)}\n`,
  );
  const compared = ratios(runs);
  if (compared !== undefined) console.log(`${compared}\n`);
};

for (let round = 0; round < Number(given.rounds); round += 1) {
  const names = Object.keys(commands);
  const order = round % 2 === 0 ? names : names.toReversed();
  for (const name of order) {
    progress(`round ${round + 1}: ${name}`);
    try {
      runs[name]?.push(await measure(commands[name] ?? [], sizes, (line) => progress(`  ${line}`)));
    } catch (error) {
      // It is told as a failure, and the others go on.
      progress(`  ${name} FAILED: ${String(error)}`);
      runs[name]?.push(undefined);
      process.exitCode = 1;
    }
    if (given.json !== undefined) writeFileSync(given.json, `${JSON.stringify({ sizes, commands, runs }, null, 2)}\n`);
  }
}
print();
