/** Kubeconfigs of servers for tests. */
import { parse, stringify } from 'yaml';
import { fromDocuments } from '../kubeconfig/from-documents.ts';
import type { LoadedKubeConfig } from '../kubeconfig/kube-config.ts';
import type { Certificate } from './certificates/authority.ts';

/** Who a client is. */
export interface Access {
  /** The user's name in the kubeconfig; servers do not see it. */
  readonly user?: string | undefined;
  /** A bearer token. */
  readonly token?: string | undefined;
  /** A file with one, which may change. */
  readonly tokenFile?: string | undefined;
  /** A client certificate. */
  readonly certificate?: Certificate | undefined;
  /** The context's namespace. */
  readonly namespace?: string | undefined;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The text of a kubeconfig with one context, called `test`; `ca` is PEM. */
export const kubeconfigYaml = ({
  server,
  ca,
  user = 'test',
  token,
  tokenFile,
  certificate,
  namespace = 'default',
}: Access & { readonly server: string; readonly ca?: string | undefined }): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'test', cluster: { server, ...(ca === undefined ? {} : { 'certificate-authority-data': base64(ca) }) } },
    ],
    users: [
      {
        name: user,
        user: {
          ...(token === undefined ? {} : { token }),
          ...(tokenFile === undefined ? {} : { tokenFile }),
          ...(certificate === undefined
            ? {}
            : {
                'client-certificate-data': base64(certificate.cert),
                'client-key-data': base64(certificate.key),
              }),
        },
      },
    ],
    contexts: [{ name: 'test', context: { cluster: 'test', user, namespace } }],
    'current-context': 'test',
  });

/** The KubeConfig of a text. */
export const kubeConfigOf = (yaml: string): LoadedKubeConfig => {
  const document = { file: 'kubeconfig', text: yaml, trusted: true };
  return fromDocuments([{ document, path: [], value: parse(yaml) }], undefined, {}, Date.now);
};
