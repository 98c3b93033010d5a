/**
 * The runtime, as the generated project gets it until it is on the registry: a tarball in vendor/. It is built with the
 * generator (`npm run build`), not with each project, so that every project has the same bytes.
 */
import { readFileSync } from 'node:fs';
import { Fault, fileProblem } from '../apply/fault.ts';
import { RUNTIME_DEPENDENCY, RUNTIME_TARBALL } from '../emit/project/runtime-dependency.ts';
import { vendorFolder } from './vendor-folder.ts';
import type { PlannedFile } from './plan.ts';

/** The tarball, as long as the runtime is not taken from the registry. */
export const vendorFiles = (): readonly PlannedFile[] =>
  RUNTIME_DEPENDENCY.startsWith('file:')
    ? [{ path: `vendor/${RUNTIME_TARBALL}`, content: readTarball(), owner: 'managed' }]
    : [];

const readTarball = (): Uint8Array => {
  const file = new URL(RUNTIME_TARBALL, vendorFolder());
  try {
    return readFileSync(file);
  } catch {
    throw new Fault(
      fileProblem(
        file.pathname,
        'the runtime is not built.',
        'Run "npm run build" in the checkout of generator-k8s-operator.',
      ),
    );
  }
};
