/**
 * `auth-provider`, the forerunner of exec plugins. Of its kinds kubectl has only oidc left, without those that Google and Azure had.
 *
 * Caveats: an ID token is used as long as it is valid and not renewed: the new refresh token would have to be written into the kubeconfig, which
 * belongs to whoever logs in there. The errors name the exec plugin that takes over.
 */
import { type Field, FieldFault } from './document.ts';
import type { Authenticator } from './exec/plugin.ts';
import { get, required } from './field.ts';

const SUCCESSORS = new Map([
  ['gcp', 'gke-gcloud-auth-plugin ("gcloud container clusters get-credentials" writes it)'],
  ['azure', 'kubelogin ("kubelogin convert-kubeconfig" writes it)'],
]);
const OIDC_LOGIN = 'Log in again, or use the exec plugin "kubectl oidc-login" (kubelogin), which renews it.';

/** Errors: `FieldFault` for all but oidc with an ID token; when that has expired, from `read`. */
export const readAuthProvider = (field: Field, now: () => number): Authenticator => {
  const name = required(get(field, 'name'), 'It is the kind of provider.');
  if (name !== 'oidc')
    throw new FieldFault(
      get(field, 'name'),
      `"${name}" is not supported${SUCCESSORS.has(name) ? ', nor by kubectl since 1.26' : ''}. Use an exec plugin${SUCCESSORS.has(name) ? `: ${SUCCESSORS.get(name)}` : ''}.`,
    );
  const place = get(get(field, 'config'), 'id-token');
  const token = required(place, OIDC_LOGIN);
  const expires = expiryOf(token);
  return {
    read: async () => {
      if (now() >= expires)
        throw new FieldFault(place, `The ID token expired at ${new Date(expires).toISOString()}. ${OIDC_LOGIN}`);
      return { authorization: `Bearer ${token}`, expires };
    },
    expire: () => {},
  };
};

/** Milliseconds; what is no JWT, or has no end, is left to the API server. */
const expiryOf = (token: string): number => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const { exp } = claims as { readonly exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : Infinity;
  } catch {
    return Infinity;
  }
};
