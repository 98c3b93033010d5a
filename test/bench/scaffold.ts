/**
 * How long it takes to scaffold one API, side by side in one run: `node test/bench/scaffold.ts [ROUNDS]`.
 * - node: a Node that does nothing, the floor;
 * - baseline: loading yaml, handlebars and ajv and writing the same files (baseline.mjs);
 * - ours: the built bin;
 * - kubebuilder: `init` and `create api`, when there is one: KUBEBUILDER names the binary, `--kubebuilder` builds 4.15.0 with Go.
 */
import { type SpawnSyncOptions, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const ROUNDS = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 15);
const bin = join(import.meta.dirname, '../../dist/cli.js');
const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
const ARGUMENTS = ['new', 'memcached-operator', '--domain', 'example.com', '--api', 'cache/v1alpha1/Memcached'];

interface Contestant {
  readonly name: string;
  readonly run: (folder: string) => void;
}

const must = (command: string, args: readonly string[], options: SpawnSyncOptions): void => {
  const { status, stderr, error } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? String(stderr)}`);
};

/** The files that the bin writes, as one JSON file for the baseline. */
const archiveOf = (): string => {
  const folder = join(scratch, 'reference');
  must(process.execPath, [bin, ...ARGUMENTS, '--output', folder], { cwd: scratch });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const contents = files
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(folder, file), readFileSync(file, 'latin1')]);
  const archive = join(scratch, 'archive.json');
  writeFileSync(archive, JSON.stringify(Object.fromEntries(contents)));
  console.log(`${files.length} files, Node ${process.versions.node}, ${ROUNDS} rounds`);
  return archive;
};

/** kubebuilder 4.15.0 through a module of its own: its version list is not needed, its go.sum is written. */
const buildKubebuilder = (): string => {
  const cache = join(
    process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    'generator-k8s-operator',
    'kubebuilder-4.15.0',
  );
  const binary = join(cache, 'kubebuilder');
  if (existsSync(binary)) return binary;
  mkdirSync(cache, { recursive: true });
  writeFileSync(
    join(cache, 'go.mod'),
    'module bench/kubebuilder\n\ngo 1.24.0\n\nrequire sigs.k8s.io/kubebuilder/v4 v4.15.0\n',
  );
  console.log('building kubebuilder 4.15.0 …');
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false', GOBIN: cache };
  execFileSync('go', ['install', '-mod=mod', '-p', '2', '-ldflags', '-s -w', 'sigs.k8s.io/kubebuilder/v4'], {
    cwd: cache,
    env,
    stdio: 'inherit',
  });
  return existsSync(binary) ? binary : join(cache, 'v4');
};

const kubebuilder = (binary: string): Contestant => {
  const scaffold = (folder: string, env: NodeJS.ProcessEnv): void => {
    const options = { cwd: folder, env };
    must(
      binary,
      ['init', '--domain', 'example.com', '--repo', 'example.com/memcached-operator', '--skip-go-version-check'],
      options,
    );
    must(
      binary,
      [
        'create',
        'api',
        '--group',
        'cache',
        '--version',
        'v1alpha1',
        '--kind',
        'Memcached',
        '--resource',
        '--controller',
        '--make=false',
      ],
      options,
    );
  };
  const warm = mkdtempSync(join(scratch, 'kubebuilder-'));
  scaffold(warm, process.env);
  return {
    name: 'kubebuilder',
    run: (folder) => scaffold(folder, { ...process.env, GOPROXY: 'off', GOSUMDB: 'off', GOFLAGS: '-mod=mod' }),
  };
};

const measure = ({ run }: Contestant): number => {
  const folder = mkdtempSync(join(scratch, 'run-'));
  const start = performance.now();
  run(folder);
  const took = performance.now() - start;
  rmSync(folder, { recursive: true });
  return took;
};

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

try {
  const archive = archiveOf();
  const contestants: Contestant[] = [
    { name: 'node', run: (cwd) => must(process.execPath, ['-e', '0'], { cwd }) },
    {
      name: 'baseline',
      run: (cwd) =>
        must(process.execPath, [join(import.meta.dirname, 'baseline.mjs'), archive, join(cwd, 'x')], { cwd }),
    },
    { name: 'ours', run: (cwd) => must(process.execPath, [bin, ...ARGUMENTS], { cwd }) },
  ];
  const peer = process.env['KUBEBUILDER'] ?? (process.argv.includes('--kubebuilder') ? buildKubebuilder() : undefined);
  if (peer === undefined) console.log('kubebuilder: not measured (set KUBEBUILDER, or give --kubebuilder)');
  else contestants.push(kubebuilder(peer));
  const times = new Map(contestants.map((one) => [one.name, [] as number[]]));
  // In turns, so that what else the machine does hits all of them alike. The first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const one of contestants) {
      const took = measure(one);
      if (round > 0) times.get(one.name)?.push(took);
    }
  }
  const ours = median(times.get('ours') ?? []);
  for (const [name, taken] of times) {
    const ratio = name === 'ours' ? '' : `  ours is ${(ours / median(taken)).toFixed(2)} × this`;
    console.log(
      `${name.padEnd(12)} median ${median(taken).toFixed(0).padStart(5)} ms  best ${Math.min(...taken)
        .toFixed(0)
        .padStart(5)} ms${ratio}`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
