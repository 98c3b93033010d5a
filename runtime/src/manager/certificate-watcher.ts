/**
 * A server's certificate and key in files that somebody renews (cert-manager, a mounted Secret), as controller-runtime's certwatcher.
 *
 * Guarantees: the files are looked at every 10 s, by their names, so that a Secret is read whose files the kubelet exchanges by a link
 * (`..data`); a pair that cannot be read, or whose key is not the certificate's (one file was written, the other not yet), is not used: the one
 * before stays until both fit.
 * Errors: `watchCertificate` throws when the first pair cannot be used, and says which file and why.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Logger } from './log.ts';

/** PEM. */
export interface CertificatePair {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateWatcher {
  /** The newest pair that can be used. */
  readonly current: () => CertificatePair;
  readonly onChange: (listener: (pair: CertificatePair) => void) => void;
  readonly close: () => void;
}

/** The two files of a certificate. */
export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface CertificateWatcherOptions extends CertificateFiles {
  readonly clock: Clock;
  readonly log: Logger;
  /** Told of each reading. */
  readonly observe?: (outcome: 'read' | 'failed') => void;
}

const EVERY = 10_000;

/** Reads the pair and goes on to look for a new one until `close`. */
export const watchCertificate = async ({
  certFile,
  keyFile,
  clock,
  log,
  observe,
}: CertificateWatcherOptions): Promise<CertificateWatcher> => {
  const read = async (): Promise<CertificatePair> => {
    try {
      const pair = { cert: await readPem(certFile), key: await readPem(keyFile) };
      checkPair(pair, { certFile, keyFile });
      observe?.('read');
      return pair;
    } catch (error) {
      observe?.('failed');
      throw error;
    }
  };
  let current = await read();
  const listeners: ((pair: CertificatePair) => void)[] = [];
  let closed = false;
  let cancel = () => {};

  const look = async (): Promise<void> => {
    try {
      const next = await read();
      if (closed || (next.cert === current.cert && next.key === current.key)) return;
      current = next;
      for (const listener of listeners) listener(next);
      log.info('Serving with a new certificate.', { certificate: certFile });
    } catch (error) {
      log.warn('The new certificate cannot be used; serving with the one before.', { certificate: certFile, error });
    }
  };
  const schedule = (): void => {
    if (closed) return;
    cancel = clock.schedule(EVERY, () => void look().finally(schedule));
  };
  schedule();

  return {
    current: () => current,
    onChange: (listener) => void listeners.push(listener),
    close: () => {
      closed = true;
      cancel();
    },
  };
};

/**
 * How the files of a certificate are called: in a Secret of type kubernetes.io/tls (cert-manager, OLM at
 * /tmp/k8s-webhook-server/serving-certs), and as aggregated API servers are given them (OLM at /apiserver.local.config/certificates).
 */
const FILE_NAMES = [
  { cert: 'tls.crt', key: 'tls.key' },
  { cert: 'apiserver.crt', key: 'apiserver.key' },
] as const;

/**
 * The certificate in a directory: tls.crt and tls.key, or apiserver.crt and apiserver.key where those are missing. A name that is given is
 * taken for its file. Where there is neither, the first: who reads them says that they are missing.
 */
export const certificateIn = async (
  directory: string,
  { certName, keyName }: { readonly certName?: string; readonly keyName?: string } = {},
): Promise<CertificateFiles> => {
  const [first, ...others] = FILE_NAMES.map(({ cert, key }) => ({
    certFile: join(directory, certName ?? cert),
    keyFile: join(directory, keyName ?? key),
  }));
  for (const files of [first!, ...others])
    if ((await exists(files.certFile)) && (await exists(files.keyFile))) return files;
  return first!;
};

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const readPem = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(`Cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}.`, {
      cause: error,
    });
  }
};

const checkPair = ({ cert, key }: CertificatePair, { certFile, keyFile }: CertificateFiles): void => {
  const parse = <T>(file: string, what: string, make: () => T): T => {
    try {
      return make();
    } catch (error) {
      throw new Error(`${file} is no ${what} in PEM.`, { cause: error });
    }
  };
  const certificate = parse(certFile, 'certificate', () => new X509Certificate(cert));
  const privateKey = parse(keyFile, 'private key', () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey))
    throw new Error(`${keyFile} is not the key of the certificate ${certFile}.`);
};
