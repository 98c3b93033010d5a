/**
 * Headers and TLS material from what a kubeconfig says of a user and a cluster.
 *
 * Guarantees: the very same object is given until something has changed. Files are read again every 30 s, beside the requests, which go on with
 * what they have; requests wait only for the first reading, for credentials that have expired, and after the server refused them. A file that
 * cannot be read in between (it is being replaced) changes nothing until then.
 * Errors: `KubeConfigError` with the place in the kubeconfig.
 */
import type { ConnectionOptions } from 'node:tls';
import { type Credentials, type CredentialSource, tlsKeyOf } from '../transport/credentials.ts';
import { secureContextOf } from '../transport/secure-context.ts';
import type { Cluster } from './cluster.ts';
import { explain } from './document.ts';
import type { User } from './user.ts';

const KEEP = 30_000;
/** After a reading that failed. */
const SOON = 1_000;

interface Kept {
  readonly credentials: Credentials;
  /** When to look again. */
  readonly until: number;
  /** When not to use it any more. */
  readonly expires: number;
}

/** Reads, keeps and renews. */
export const createCredentials = (cluster: Cluster, user: User, now: () => number): CredentialSource => {
  let kept: Kept | undefined;
  let reading: Promise<Credentials> | undefined;

  const renew = async (): Promise<Credentials> => {
    const at = now();
    const { credentials, expires } = await readAll(cluster, user);
    const same = kept !== undefined && sameCredentials(kept.credentials, credentials);
    // A certificate and its key are two files: in between they do not fit, and what is there stays in use.
    if (kept?.credentials.tlsKey !== credentials.tlsKey) secureContextOf(credentials.tls);
    kept = { credentials: same && kept !== undefined ? kept.credentials : credentials, until: at + KEEP, expires };
    return kept.credentials;
  };
  const read = (): Promise<Credentials> => {
    reading ??= renew().finally(() => (reading = undefined));
    return reading;
  };
  const lookAgain = (milliseconds: number): void => {
    if (kept !== undefined) kept = { ...kept, until: now() + milliseconds };
  };

  return {
    read: () => {
      if (kept === undefined || now() >= kept.expires)
        return read().catch(async (error: unknown) => {
          throw await explain(error);
        });
      // More than that ahead: the clock was set back.
      if (now() >= kept.until || kept.until - now() > KEEP) {
        lookAgain(KEEP);
        read().catch(() => lookAgain(SOON));
      }
      return kept.credentials;
    },
    expire: (refused) => {
      if (kept?.credentials !== refused) return;
      user.authenticator?.expire();
      kept = { ...kept, expires: -Infinity };
    },
  };
};

const readAll = async (
  { server, authority, insecure, serverName }: Cluster,
  { certificate, authenticator, headers }: User,
): Promise<{ readonly credentials: Credentials; readonly expires: number }> => {
  const [ca, cert, key, said] = await Promise.all([
    authority?.(),
    certificate?.cert(),
    certificate?.key(),
    authenticator?.read(),
  ]);
  const own = said?.certificate ?? (cert === undefined || key === undefined ? {} : { cert, key });
  const tls: ConnectionOptions = server.startsWith('http:')
    ? {}
    : {
        ...(ca === undefined ? {} : { ca }),
        ...own,
        ...(insecure ? { rejectUnauthorized: false } : {}),
        ...(serverName === undefined ? {} : { servername: serverName }),
      };
  return {
    credentials: {
      headers: { ...headers, ...(said?.authorization === undefined ? {} : { authorization: said.authorization }) },
      tls,
      tlsKey: tlsKeyOf(tls),
    },
    expires: said?.expires ?? Infinity,
  };
};

const sameCredentials = (one: Credentials, other: Credentials): boolean =>
  one.tlsKey === other.tlsKey && JSON.stringify(one.headers) === JSON.stringify(other.headers);
