/** A draft to all of its changes: build → plan → classify. Reads, never writes. */
import { hash } from 'node:crypto';
import type { Change, ChangeSet } from '../apply/change.ts';
import { changesFor } from '../apply/changes.ts';
import { setConflictedAside } from '../apply/conflicted.ts';
import { type Disk, openDisk } from '../apply/disk.ts';
import { readLock } from '../apply/lock.ts';
import { editedFiles } from '../apply/edited.ts';
import { jsonText } from '../model/json.ts';
import { buildModel } from '../model/build.ts';
import type { Model } from '../model/model.ts';
import { planFiles } from '../plan/files.ts';
import type { PlannedFile } from '../plan/plan.ts';
import { descriptorProblems } from '../plan/descriptor-room.ts';
import { releaseProblems } from '../plan/release-size.ts';
import type { Problem } from '../spec/problem.ts';
import { type Draft, SPEC_FILE } from './draft.ts';
import type { Io } from './io.ts';
import { isChecked, type Outcome } from './outcome.ts';
import type { KeptBundle } from '../plan/kept.ts';
import type { ProjectRequest } from './request.ts';

export interface Planned {
  readonly set: ChangeSet;
  readonly warnings: readonly Problem[];
  /** Every generated file; none where only the spec is written. */
  readonly plan: readonly PlannedFile[];
  /** What they are of; undefined where only the spec is written. */
  readonly model?: Model;
}

/** Every change that the draft asks for, or the outcome when its spec is wrong. */
export const plannedChanges = async (
  draft: Draft,
  request: ProjectRequest,
  io: Io,
): Promise<Planned | { readonly outcome: Outcome }> => {
  const { spec, problems } = draft.loaded;
  const disk = openDisk(draft.root);
  if (spec === undefined) {
    const edited = request.command === 'check' ? editedFiles(disk, readLock(disk)) : [];
    return { outcome: { type: 'problems', request, problems: [...problems, ...edited] } };
  }
  if (draft.file !== undefined) {
    const changes = [specChange(draft, disk, draft.file), ...(draft.beside ?? [])];
    return { set: { changes, records: [] }, warnings: problems, plan: [] };
  }
  const model = buildModel(spec);
  const { kept, warnings: told } = await releasesOf(draft, model, request, disk);
  const plan = await planFiles(model, kept);
  const force = request.force && request.command !== 'new';
  const changes = await changesFor({
    plan,
    disk,
    force,
    generator: io.version,
    spec: hash('sha256', jsonText(spec)),
  });
  const { set, problems: conflicted } = force ? { set: changes, problems: [] } : setConflictedAside(changes);
  if (conflicted.length > 0 && !isChecked(request))
    return { outcome: { type: 'problems', request, problems: [...problems, ...conflicted] } };
  const delivered = isChecked(request) ? await deliveredProblems(draft.root, model, plan) : [];
  // What else is wrong in a file with both sides of a merge is wrong because of them.
  const others = delivered.filter(({ file }) => !conflicted.some((one) => one.file === file));
  return {
    set: { ...set, changes: [specChange(draft, disk), ...set.changes] },
    warnings: [
      ...problems,
      ...told,
      ...releaseProblems(model, plan, SPEC_FILE),
      ...descriptorProblems(model, SPEC_FILE),
      ...conflicted,
      ...others,
    ],
    plan,
    model,
  };
};

/** The bundles of releases, read where there are any; what OLM v1 would not install of them, and what the one that is made breaks. */
const releasesOf = async (
  { root, loaded: { spec, source } }: Draft,
  model: Model,
  request: ProjectRequest,
  disk: Disk,
): Promise<{ readonly kept: readonly KeptBundle[]; readonly warnings: readonly Problem[] }> => {
  if ((model.delivery.olm?.history.releases ?? []).length === 0) return { kept: [], warnings: [] };
  const { keptBundles, limitsOfOlm } = await import('./kept.ts');
  const { version } = model;
  const releasing = request.command === 'bundle' && (request.version ?? version) === version ? version : undefined;
  const kept = keptBundles({ root, model, lock: readLock(disk), source: source!, releasing });
  const limits = limitsOfOlm(model, kept, source!);
  if (releasing === undefined || kept.length === 1) return { kept, warnings: limits };
  const { upgradeProblems } = await import('./upgrade.ts');
  return { kept, warnings: [...limits, ...upgradeProblems(model, kept, spec!, source!)] };
};

/** What is wrong in the user's own files of the deliveries; there are none where nothing is delivered. */
const deliveredProblems = async (
  root: string,
  model: Model,
  plan: readonly PlannedFile[],
): Promise<readonly Problem[]> => {
  if (model.delivery.helm === undefined) return [];
  const { checkDelivered } = await import('../delivered/check.ts');
  return checkDelivered(root, model, plan);
};

const specChange = (draft: Draft, disk: Disk, path: string = SPEC_FILE): Change => {
  const after = Buffer.from(draft.text);
  const change = { path, owner: 'seeded' } as const;
  const entry = disk.read(path);
  if (entry.type === 'missing') return { ...change, action: 'create', after };
  if (entry.type === 'obstacle') return { ...change, action: 'conflict', note: `${entry.reason} Move it away.` };
  if (entry.bytes.equals(after)) return { ...change, action: 'unchanged', before: entry.bytes };
  return { ...change, action: 'update', before: entry.bytes, after };
};
