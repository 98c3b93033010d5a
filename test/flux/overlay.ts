/** What a user writes into an overlay of deploy/flux/instances: a patch with a variable, and an encrypted Secret. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Project } from '../e2e/harness/project.ts';
import { fluxProgram } from './programs.ts';
import type { Shell } from './shell.ts';

/** Makes the file age.agekey with a private key; the public one. */
export const makeKey = async (folder: string): Promise<string> => {
  const command = await fluxProgram('age-keygen');
  const { stderr } = await promisify(execFile)(command, ['-o', join(folder, 'age.agekey')]);
  return /age1\S+/.exec(stderr)![0];
};

/** Where a user writes what objects there are. */
const FOLDER = 'deploy/flux/instances/production';

const OVERLAY = `\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../base
  - password.yaml
patches:
  - patch: |
      apiVersion: cache.example.com/v1alpha1
      kind: Memcached
      metadata: {name: memcached-sample, namespace: default}
      spec:
        size: \${SIZE}
`;

const SECRET = `\
apiVersion: v1
kind: Secret
metadata:
  name: password
  namespace: default
stringData:
  password: swordfish
`;

const NOTHING = `\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
configMapGenerator:
  - {name: none, namespace: default, literals: [kinds=none]}
`;

/** Writes both, and encrypts the Secret as docs/delivery.md says. */
export const overlaySecret = async ({ folder }: Project, shell: Shell): Promise<void> => {
  await writeFile(join(folder, FOLDER, 'kustomization.yaml'), OVERLAY);
  await writeFile(join(folder, FOLDER, 'password.yaml'), SECRET);
  await shell.run(`sops --encrypt --in-place ${FOLDER}/password.yaml`);
};

/** Leaves out all objects of the operator's kinds. */
export const overlayNothing = (folder: string): Promise<void> =>
  writeFile(join(folder, FOLDER, 'kustomization.yaml'), NOTHING);
