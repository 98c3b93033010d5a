/**
 * What becomes of the files of a release. What was given out stays, as a whole: whoever has it would have something else than what is
 * here. So no file of it is changed, none is added and none is taken away, and it outlives its place in the spec.
 */
import type { PlannedFile } from '../plan/plan.ts';
import type { Change } from './change.ts';
import type { Entry } from './disk.ts';
import { fingerprint } from './fingerprint.ts';
import type { Lock, LockedFile } from './lock.ts';

export interface Releases {
  /** Whether a file of the release that this one is planned in was given out before. */
  readonly isGivenOut: (file: PlannedFile) => boolean;
  /** Whether a release of the plan has its files around this path. */
  readonly isPlanned: (path: string) => boolean;
}

export const releasesOf = (plan: readonly PlannedFile[], lock: Lock | undefined): Releases => {
  const folders = new Set(plan.flatMap(({ release }) => release ?? []));
  const locked = Object.entries(lock?.files ?? {}).filter(([, { owner }]) => owner === 'released');
  const given = new Set([...folders].filter((folder) => locked.some(([path]) => path.startsWith(`${folder}/`))));
  return {
    isGivenOut: ({ release }) => release !== undefined && given.has(release),
    isPlanned: (path) => [...folders].some((folder) => path.startsWith(`${folder}/`)),
  };
};

interface Found {
  readonly file: PlannedFile;
  readonly locked: LockedFile | undefined;
  readonly isGivenOut: boolean;
  readonly force: boolean;
}

/** There is no such file: it is written with its release, and brought back when it is what was given out. */
export const classifyAbsent = ({ file, locked, isGivenOut, force }: Found): Change => {
  const { path, owner, content } = file;
  const after = Buffer.from(content);
  const isOther = locked === undefined ? isGivenOut : locked.sha256 !== fingerprint(after);
  return isOther && !force
    ? { path, owner, after, action: 'conflict', note: locked === undefined ? NEW : OTHER }
    : { path, owner, after, action: 'create' };
};

/** There is one. */
export const classifyPresent = (
  { file, locked, isGivenOut, force }: Found,
  { bytes: before }: Extract<Entry, { type: 'file' }>,
): Change => {
  const { path, owner, content } = file;
  const after = Buffer.from(content);
  const current = fingerprint(before);
  const isOther = current !== fingerprint(after);
  const unchanged = { path, owner, before, action: 'unchanged' } as const;
  if (force)
    return isOther
      ? { path, owner, before, after, action: 'update', note: 'was released, and is another now.' }
      : unchanged;
  const conflict = { path, owner, before, after, action: 'conflict' } as const;
  if (locked === undefined && isGivenOut && !isOther) return { ...conflict, note: ADDED };
  if (locked !== undefined && current !== locked.sha256) return { ...conflict, note: EDITED.join(' ') };
  return isOther ? { ...conflict, note: OTHER } : unchanged;
};

/** It is no longer planned: its release is made without it, or is no release of the spec any more. */
export const classifyLeft = (
  path: string,
  entry: Entry,
  { isPlanned }: Releases,
  force: boolean,
): Change | undefined => {
  const owner = 'released';
  const before = entry.type === 'file' ? { before: entry.bytes } : {};
  if (!isPlanned(path))
    return entry.type === 'missing'
      ? undefined
      : { path, owner, ...before, action: 'keep', note: 'was released, and stays: the spec has no such release now.' };
  if (!force) return { path, owner, ...before, action: 'conflict', note: LEFT };
  return entry.type === 'file' ? { path, owner, ...before, action: 'delete' } : undefined;
};

const HIGHER = 'Give the release a higher version, or replace it with "--force".';

/** Of a file that was edited after its release: what is wrong, and what to do. */
export const EDITED = [
  'was edited after its release.',
  'Restore it from git, or take it as it is with "k8s-operator update --force".',
] as const;
const ADDED = 'was added after its release. Take it away, or take it as it is with "k8s-operator update --force".';
const OTHER = `was released with other content. ${HIGHER}`;
const NEW = `was not in the bundle that was released. ${HIGHER}`;
const LEFT = `was released, and is not in the bundle any more. ${HIGHER}`;
