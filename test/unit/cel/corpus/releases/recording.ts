/**
 * Which release took each of the cases first, of those that are taken: asked of the validation of each release since 1.30, built from
 * its Go modules. `node --conditions=source test/unit/cel/corpus/releases/recording.ts` asks anew, which takes Go and some minutes.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minorOf, RELEASES } from '../../../../../generators/build/kubernetes-releases/releases.ts';
import { CASES } from '../cases.ts';
import { definition, readRecording } from '../recording.ts';

/** By the name of the case: 31 where 1.31 took it first; not those that 1.30 took. */
export type Firsts = Readonly<Record<string, number>>;

const file = new URL('recorded.json', import.meta.url);

export const readFirsts = (): Firsts => JSON.parse(readFileSync(file, 'utf8')) as Firsts;

const verdictsOf = (release: string, definitions: string): Readonly<Record<string, boolean>> => {
  const cwd = mkdtempSync(join(tmpdir(), 'k8s-operator-release-'));
  const go = (args: readonly string[], input = ''): string =>
    execFileSync('go', args, {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, CGO_ENABLED: '0' },
      ...(input !== '' && { input }),
    });
  try {
    cpSync(join(import.meta.dirname, 'main.go'), join(cwd, 'main.go'));
    go(['mod', 'init', 'release']);
    go(['get', `k8s.io/apiextensions-apiserver@${release.replace('v1.', 'v0.')}`]);
    go(['mod', 'tidy']);
    return JSON.parse(go(['run', '.'], definitions)) as Readonly<Record<string, boolean>>;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
};

const record = (): Firsts => {
  const { verdicts } = readRecording();
  const taken = CASES.filter(({ name }) => verdicts[name] === null);
  const definitions = JSON.stringify(Object.fromEntries(taken.map(({ name, schema }) => [name, definition(schema)])));
  const releases = RELEASES.map((release) => ({ minor: minorOf(release), taken: verdictsOf(release, definitions) }));
  const firsts = taken.map(({ name }) => [name, releases.find((one) => one.taken[name])?.minor] as const);
  return Object.fromEntries(firsts.filter(([, minor]) => minor !== minorOf(RELEASES[0]!))) as Firsts;
};

if (process.argv[1] === import.meta.filename) writeFileSync(file, `${JSON.stringify(record(), undefined, 2)}\n`);
