/** Certificates and keys, read once for all connections of a pool. */
import { type ConnectionOptions, createSecureContext, type SecureContext } from 'node:tls';
import { KubeConfigError } from '../kubeconfig/error.ts';

/** Errors: `KubeConfigError` for what is no PEM, and a key that is not the certificate's. */
export const secureContextOf = ({ ca, cert, key, pfx, passphrase }: ConnectionOptions): SecureContext => {
  const given = Object.entries({ ca, cert, key, pfx, passphrase }).filter(([, value]) => value !== undefined);
  try {
    return createSecureContext(Object.fromEntries(given));
  } catch (error) {
    throw new KubeConfigError(
      `The certificates of the kubeconfig cannot be used: ${(error as Error).message}. Check that certificate-authority, client-certificate and client-key are PEM, and that the key is the certificate's.`,
      { cause: error },
    );
  }
};
