import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Folder extends AsyncDisposable {
  readonly path: string;
  readonly write: (name: string, content: string, mode?: number) => Promise<string>;
}

/** A folder with these files; gone afterwards. */
export const folderOf = async (files: Readonly<Record<string, string>> = {}): Promise<Folder> => {
  const path = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
  const write = async (name: string, content: string, mode = 0o644): Promise<string> => {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode });
    return file;
  };
  for (const [name, content] of Object.entries(files)) await write(name, content);
  return { path, write, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
};

/** A kubeconfig of one context, `test`: these are the lines of its cluster and its user. */
export const kubeconfig = (cluster: Readonly<Record<string, unknown>>, user: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'test', user }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  });

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Two clusters, two contexts, one user. */
export const TWO_CONTEXTS = `apiVersion: v1
kind: Config
clusters:
  - name: one
    cluster: { server: https://one.example.com:6443/ }
  - name: two
    cluster: { server: https://two.example.com/k8s/clusters/two }
users:
  - name: red
    user: { token: red }
contexts:
  - name: one
    context: { cluster: one, user: red, namespace: web }
  - name: two
    context: { cluster: two }
current-context: one
`;
