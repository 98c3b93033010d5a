/**
 * The ecosystem's own validators, as judges of what is generated. Each is a Go module of its own here (their dependencies clash), with
 * exact versions and checksums, built once into a cache outside the repository and found there by a hash of its sources.
 *
 * `node test/judges/build.ts` builds them all; a test that needs one builds it too.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runGo } from './go.ts';

const ROOT = import.meta.dirname;

/** Where judges are kept, and what they read. */
export const JUDGE_CACHE = join(
  process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
  'generator-k8s-operator',
  'judges',
);

interface Judge {
  /** The main package, as the folder's module sees it. */
  readonly package: string;
  readonly tags?: string;
}

const JUDGES = {
  /** What kubebuilder makes CustomResourceDefinitions with. */
  'controller-gen': { package: 'sigs.k8s.io/controller-tools/cmd/controller-gen' },
  /** crdify's rules on what a new CustomResourceDefinition breaks, by a small main of ours. */
  crdify: { package: '.' },
  /** The bundle validators of operator-framework/api, by a small main of ours. */
  olmcheck: { package: '.' },
  /** The six scorecard tests of Operator SDK. */
  'scorecard-test': {
    package: 'github.com/operator-framework/operator-sdk/images/scorecard-test',
    tags: 'containers_image_openpgp',
  },
} as const satisfies Record<string, Judge>;

export type JudgeName = keyof typeof JUDGES;

/** The names of all judges. */
export const JUDGE_NAMES = Object.keys(JUDGES) as readonly JudgeName[];

/** The path of a judge's binary, built now if it is not in the cache. Throws GoMissing without Go. */
export const judge = async (name: JudgeName): Promise<string> => {
  const binary = join(JUDGE_CACHE, `${name}-${sourceHash(name)}`);
  if (existsSync(binary)) return binary;
  mkdirSync(JUDGE_CACHE, { recursive: true });
  const { package: main, tags }: Judge = JUDGES[name];
  const unfinished = `${binary}.${process.pid}`;
  await runGo(
    `judge ${name}`,
    [
      'build',
      '-v',
      '-trimpath',
      '-mod=readonly',
      '-ldflags',
      '-s -w',
      ...(tags === undefined ? [] : ['-tags', tags]),
      '-o',
      unfinished,
      main,
    ],
    join(ROOT, name),
  );
  renameSync(unfinished, binary);
  return binary;
};

const sourceHash = (name: JudgeName): string => {
  const folder = join(ROOT, name);
  const hash = createHash('sha256').update(JSON.stringify(JUDGES[name]));
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
};
