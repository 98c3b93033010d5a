/**
 * Proves to a registry who we are, when it asks: by password (Basic), or by a token that its authority gives for a password, an identity
 * token, or nothing (distribution's token authentication, with OAuth2). Credentials are looked up at the first question, once.
 */
import { Fault, fileProblem } from '../apply/fault.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import type { Lookup } from './credentials.ts';
import { type Credentials, isToken } from './docker-config.ts';
import { printable } from './printable.ts';
import type { Answer, Send } from './transport.ts';

export interface Authorizer {
  /** The header for requests to the registry, once it has asked. */
  readonly header: () => string | undefined;
  /** Answers a 401. False when there is nothing more that could be said. */
  readonly answer: (refused: Answer) => Promise<boolean>;
  /** With what it was tried; undefined while nobody has asked. */
  readonly words: () => string | undefined;
}

export interface AuthorizerInput {
  readonly host: string;
  readonly plainHttp: boolean;
  /** What is to be done with the repository: 'repository:acme/x:pull,push'. */
  readonly scope: string;
  readonly find: () => Promise<Lookup>;
  readonly send: Send;
}

/** An authorizer of one repository. */
export const createAuthorizer = ({ host, plainHttp, scope, find, send }: AuthorizerInput): Authorizer => {
  let lookup: Lookup | undefined;
  let header: string | undefined;
  const asked = new Map<string, number>();

  const answer = async (refused: Answer): Promise<boolean> => {
    const challenges = parseChallenges(refused.headers.get('www-authenticate') ?? '');
    lookup ??= await find();
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    const basic = challenges.find(({ scheme }) => scheme === 'basic');
    const scheme = bearer?.scheme ?? basic?.scheme;
    if (scheme === undefined) return false;
    // A token may have run out; what was just refused is not sent again.
    const times = (asked.get(scheme) ?? 0) + 1;
    asked.set(scheme, times);
    if (times > (bearer === undefined ? 1 : MOST_TOKENS)) return false;
    header = bearer === undefined ? basicHeader(lookup.credentials) : await bearerHeader(bearer, lookup.credentials);
    return header !== undefined;
  };

  const bearerHeader = async (challenge: Challenge, credentials: Credentials | undefined): Promise<string> => {
    if (credentials?.type === 'bearer') return `Bearer ${credentials.token}`;
    const realm = realmOf(challenge);
    const service = challenge.parameters.get('service');
    const reply = await send(
      credentials?.type === 'identity'
        ? exchange(realm, service, credentials.token)
        : request(realm, service, credentials),
    );
    const token = reply.status === 200 ? tokenOf(reply.body) : undefined;
    if (token === undefined) throw refusedByAuthority(realm, reply);
    return `Bearer ${token}`;
  };

  const realmOf = ({ parameters }: Challenge): URL => {
    const text = parameters.get('realm') ?? '';
    if (text === '')
      throw new Fault(
        fileProblem(host, 'it asks for a token, and does not say where to get one.', 'Check that it is a registry.'),
      );
    const realm = URL.canParse(text) ? new URL(text) : undefined;
    if (realm?.protocol === 'https:' || (plainHttp && realm?.protocol === 'http:')) return realm;
    throw new Fault(
      fileProblem(
        host,
        `it sends us to "${printable(text)}" for a token, where credentials would go unencrypted.`,
        'Have the registry name an https:// address.',
      ),
    );
  };

  const request = (realm: URL, service: string | undefined, credentials: Credentials | undefined) => {
    const url = new URL(realm);
    if (service !== undefined) url.searchParams.set('service', service);
    url.searchParams.set('scope', scope);
    const authorization = basicHeader(credentials);
    if (credentials?.type === 'password') url.searchParams.set('account', credentials.user);
    return {
      method: 'GET' as const,
      url: url.href,
      ...(authorization !== undefined && { headers: { authorization } }),
    };
  };

  const exchange = (realm: URL, service: string | undefined, token: string) => ({
    method: 'POST' as const,
    url: realm.href,
    // A redirection would carry the token on to whatever host it names.
    redirect: 'manual' as const,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: token,
      client_id: CLIENT,
      scope,
      ...(service !== undefined && { service }),
    }).toString(),
  });

  const refusedByAuthority = (realm: URL, { status }: Answer): Fault =>
    new Fault(
      fileProblem(
        host,
        `${printable(realm.host)} gave no token to push with (${status}), with ${lookup?.words}.`,
        loginHint(host),
      ),
    );

  return { header: () => header, answer, words: () => lookup?.words };
};

/** They run out after minutes; more refusals in a row are meant. */
const MOST_TOKENS = 3;
const CLIENT = 'k8s-operator';

const basicHeader = (credentials: Credentials | undefined): string | undefined =>
  credentials?.type === 'password'
    ? `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
    : undefined;

const tokenOf = (body: Buffer): string | undefined => {
  try {
    const { token, access_token: other } = JSON.parse(body.toString()) as Readonly<Record<string, unknown>>;
    const found = token || other;
    return typeof found === 'string' && isToken(found) ? found : undefined;
  } catch {
    return undefined;
  }
};

/** How one logs in, whatever one has. */
export const loginHint = (host: string): string =>
  `Log in with "docker login ${host}", "podman login ${host}" or "helm registry login ${host}", as somebody who may push.`;
