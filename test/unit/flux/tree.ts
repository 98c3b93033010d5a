/** A project's deploy/flux on disk, and what kubectl's own kustomize makes of its folders. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Model } from '../../../generators/core/model/model.ts';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';
import { type FluxObject, objectsIn } from './emitted.ts';

export interface FluxTree {
  readonly root: string;
  /** The folders below deploy/flux that kustomize can build. */
  readonly folders: readonly string[];
  /** Replaces a file below deploy/flux, as its user would. */
  readonly write: (path: string, text: string) => void;
  /** What a folder comes to. Throws with kustomize's own words. */
  readonly render: (folder: string) => readonly FluxObject[];
  readonly remove: () => void;
}

/** Writes all files of a model. */
export const fluxTree = (model: Model, kubectl: string): FluxTree => {
  const root = mkdtempSync(join(tmpdir(), 'flux-'));
  const write = (path: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const files = fluxFiles(model);
  /** What a folder came to, until something is written. */
  const rendered = new Map<string, readonly FluxObject[]>();
  for (const { path, content } of files) write(path, content);
  return {
    root,
    folders: files
      .filter(
        ({ path, content }) => basename(path) === 'kustomization.yaml' && !String(content).includes('kind: Component'),
      )
      .map(({ path }) => dirname(path).replace('deploy/flux/', '')),
    write: (path, text) => {
      rendered.clear();
      write(join('deploy/flux', path), text);
    },
    render: (folder) => {
      const known = rendered.get(folder);
      if (known !== undefined) return known;
      const text = execFileSync(kubectl, ['kustomize', join(root, 'deploy/flux', folder)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const objects = objectsIn(text);
      rendered.set(folder, objects);
      return objects;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};
