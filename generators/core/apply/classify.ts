/**
 * Plan, lock and disk to changes. Given every row of the plan, decides its fate by who owns it:
 * - managed: rewritten; an edited one is a conflict; a deleted one comes back.
 * - seeded: created once, then the user's; a deleted one stays deleted.
 * - merged: as seeded, but what is new in the generated text comes in by three-way merge.
 * - released: created once, with its release; see released.ts.
 * A file that is no longer planned is deleted when it is as generated, else kept and said so. Reads, never writes.
 */
import type { PlannedFile } from '../plan/plan.ts';
import type { Change } from './change.ts';
import type { Disk, Entry } from './disk.ts';
import { fingerprint, normalise } from './fingerprint.ts';
import type { Lock, LockedFile } from './lock.ts';
import { mergeFile } from './merge.ts';
import { basePath } from './path.ts';
import { classifyAbsent, classifyLeft, classifyPresent, type Releases, releasesOf } from './released.ts';

export interface Situation {
  readonly disk: Disk;
  readonly lock?: Lock | undefined;
  /** Overwrite edited managed files, and take the generated side where a merge conflicts. */
  readonly force: boolean;
}

/** One change a planned file and one a locked file that is no longer planned, in the order of their paths. */
export const classify = async (plan: readonly PlannedFile[], situation: Situation): Promise<readonly Change[]> => {
  const { disk, lock, force } = situation;
  const planned = new Set(plan.map(({ path }) => path));
  const releases = releasesOf(plan, lock);
  const changes = await Promise.all(plan.map((file) => classifyFile(file, situation, releases)));
  const orphans = Object.entries(lock?.files ?? {})
    .filter(([path]) => !planned.has(path))
    .map(([path, file]) =>
      file.owner === 'released'
        ? classifyLeft(path, disk.read(path), releases, force)
        : classifyOrphan(path, file, disk.read(path)),
    );
  return [...changes, ...orphans.filter((change) => change !== undefined)].toSorted((a, b) =>
    a.path < b.path ? -1 : 1,
  );
};

const classifyFile = async (file: PlannedFile, situation: Situation, releases: Releases): Promise<Change> => {
  const entry = situation.disk.read(file.path);
  const locked = lockedFile(situation.lock, file.path);
  if (entry.type === 'obstacle') return classifyObstacle(file, entry.reason);
  if (file.owner === 'released') {
    const found = { file, locked, isGivenOut: releases.isGivenOut(file), force: situation.force };
    return entry.type === 'missing' ? classifyAbsent(found) : classifyPresent(found, entry);
  }
  if (entry.type === 'missing') return classifyMissing(file, locked);
  const after = Buffer.from(file.content);
  const found = { path: file.path, owner: file.owner, before: entry.bytes };
  const current = fingerprint(entry.bytes);
  if (current === fingerprint(after)) {
    if (file.executable !== true || entry.executable) return { ...found, action: 'unchanged' };
    return file.owner === 'managed'
      ? { ...found, action: 'update', after, executable: true }
      : { ...found, action: 'keep' };
  }
  if (file.owner === 'seeded') return { ...found, action: 'keep', ...parted(file, entry.bytes) };
  const next = { ...found, after, executable: file.executable === true || entry.executable };
  if (current === locked?.sha256) return { ...next, action: 'update' };
  return file.owner === 'managed' ? overwrite(next, locked, situation.force) : merge(next, locked, situation);
};

const classifyMissing = ({ path, owner, content, executable }: PlannedFile, locked: LockedFile | undefined): Change =>
  owner === 'managed' || locked === undefined
    ? { path, owner, action: 'create', after: Buffer.from(content), executable: executable === true }
    : { path, owner, action: 'keep', note: 'was deleted by you and stays so.' };

const classifyObstacle = ({ path, owner }: PlannedFile, reason: string): Change =>
  owner === 'managed' || owner === 'released'
    ? { path, owner, action: 'conflict', note: `${reason} Move it away and run again.` }
    : { path, owner, action: 'keep', note: reason };

/** Where a seeded file does not do what the spec declares, or does what it does not. */
const parted = ({ calls = [], remarks = [] }: PlannedFile, bytes: Buffer): Pick<Change, 'note'> => {
  const text = bytes.toString();
  const code = text.replaceAll(COMMENT, '');
  const notes = [
    ...uncalled(calls, text),
    ...remarks
      .filter(({ when, pattern }) => new RegExp(pattern, 'm').test(code) === (when === 'has'))
      .map(({ note }) => note),
  ];
  return notes.length === 0 ? {} : { note: notes.join(' It ') };
};

/** Near enough: what looks like one in a string is no call or export either. */
const COMMENT = /\/\*[^]*?\*\/|\/\/.*$/gm;

/** Called, or imported under another name. */
const uncalled = (calls: readonly string[], text: string): readonly string[] => {
  const missing = calls.filter((name) => !new RegExp(`\\b${name}(?:\\(| as )`).test(text));
  if (missing.length === 0) return [];
  const names = missing.map((name) => `${name}()`).join(' and ');
  return [`does not call ${names} of ./children.ts, which operator.yaml declares: add it.`];
};

type Edited = Change & { readonly before: Buffer; readonly after: Buffer };

const overwrite = (change: Omit<Edited, 'action'>, locked: LockedFile | undefined, force: boolean): Change => {
  if (force) return { ...change, action: 'update', note: 'your edit was overwritten.' };
  const happened =
    locked === undefined ? 'is there already, and is not what would be generated.' : 'was edited by hand.';
  const remedy = locked === undefined ? 'Move it away' : 'Put the change into operator.yaml';
  return { ...change, action: 'conflict', note: `${happened} ${remedy}, or run "k8s-operator update --force".` };
};

const merge = async (
  change: Omit<Edited, 'action'>,
  locked: LockedFile | undefined,
  situation: Situation,
): Promise<Change> => {
  const { path, before, after } = change;
  if (locked?.sha256 === fingerprint(after)) return { path, owner: change.owner, before, action: 'keep' };
  const base = situation.disk.read(basePath(path));
  const trusted =
    base.type === 'file' && fingerprint(base.bytes) === locked?.sha256 ? normalise(base.bytes).toString() : '';
  const { text, conflict } = await mergeFile(path, trusted, before.toString(), after.toString());
  const merged = { ...change, after: Buffer.from(text) };
  if (merged.after.equals(before)) return { path, owner: change.owner, before, action: 'keep' };
  if (conflict === undefined) return { ...merged, action: 'merge' };
  const places = conflict.places.length === 0 ? 'the same lines' : conflict.places.join(', ');
  if (situation.force) return { ...merged, action: 'merge', note: `the generated side was taken for ${places}.` };
  const note = `${places} changed both here and in what is generated. Put the generated change in, or run "k8s-operator update --force" to take it over yours.`;
  return { ...merged, after: Buffer.from(conflict.marked ?? text), action: 'conflict', note };
};

const classifyOrphan = (path: string, { owner, sha256 }: LockedFile, entry: Entry): Change | undefined => {
  if (entry.type === 'missing') return undefined;
  if (entry.type === 'obstacle')
    return { path, owner, action: 'keep', note: `${entry.reason} It is no longer generated.` };
  if (fingerprint(entry.bytes) === sha256) return { path, owner, action: 'delete', before: entry.bytes };
  return {
    path,
    owner,
    action: 'keep',
    before: entry.bytes,
    note: 'is no longer generated; it was edited, so it is yours to keep or delete.',
  };
};

/** The lock's row of a path; own properties only, for a path may be called `constructor`. */
export const lockedFile = (lock: Lock | undefined, path: string): LockedFile | undefined =>
  lock !== undefined && Object.hasOwn(lock.files, path) ? lock.files[path] : undefined;
