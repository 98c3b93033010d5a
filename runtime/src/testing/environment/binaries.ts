/** Where etcd and kube-apiserver are. Nothing is downloaded. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** Paths of the two. */
export interface Binaries {
  readonly etcd: string;
  readonly 'kube-apiserver': string;
}

/** Where kubebuilder puts them. */
const DEFAULT_FOLDER = '/usr/local/kubebuilder/bin';

/** Those given, or in the folder given, else in $KUBEBUILDER_ASSETS, else in kubebuilder's own folder. Errors: says which is missing, where it was looked for, and how to get it. */
export const findBinaries = async (
  assets: string | Binaries | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Binaries> => {
  if (typeof assets === 'object') return assets;
  const named = environment['KUBEBUILDER_ASSETS'];
  const [folder, source] =
    assets !== undefined
      ? [assets, '"assets"']
      : named !== undefined && named !== ''
        ? [named, '$KUBEBUILDER_ASSETS']
        : [DEFAULT_FOLDER, 'the default, as $KUBEBUILDER_ASSETS is not set'];
  const binaries = { etcd: join(folder, 'etcd'), 'kube-apiserver': join(folder, 'kube-apiserver') };
  const missing: string[] = [];
  for (const [name, path] of Object.entries(binaries)) {
    await access(path, constants.X_OK).catch(() => missing.push(name));
  }
  if (missing.length === 0) return binaries;
  throw new Error(
    `${missing.join(' and ')}: not in ${folder} (${source}). Get the binaries with "setup-envtest use -p path" (sigs.k8s.io/controller-runtime/tools/setup-envtest), and set KUBEBUILDER_ASSETS to the path that it prints.`,
  );
};
