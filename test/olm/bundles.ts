/** Bundles as folders, read as anybody's are. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Model } from '../../generators/core/model/model.ts';
import type { BundleContent } from '../../generators/core/olm/bundle-content.ts';
import { readBundle } from '../../generators/core/olm/read-bundle.ts';
import { olmFiles } from '../../generators/core/plan/olm.ts';
import { writeFiles } from '../unit/olm/catalog/bundles.ts';

/** Throws what is wrong with it. */
export const bundleIn = (folder: string): BundleContent => {
  const { content, problems } = readBundle(folder);
  if (content === undefined || problems.length > 0)
    throw new Error(`${folder}: ${problems.map(({ message }) => message).join('\n') || 'no bundle'}`);
  return content;
};

/** The bundle that is generated for a model: written, and read from there. */
export const bundleFor = (model: Model): BundleContent => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    writeFiles(folder, Object.fromEntries(olmFiles(model).map(({ path, content }) => [path, String(content)])));
    return bundleIn(join(folder, 'bundle'));
  } finally {
    rmSync(folder, { recursive: true });
  }
};
