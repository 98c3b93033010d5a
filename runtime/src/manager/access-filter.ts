/**
 * Lets only those read metrics whom the cluster knows and who may: controller-runtime's `WithAuthenticationAndAuthorization`.
 *
 * Expected flow: the bearer token of a request is reviewed (TokenReview), then whether its user may `get` the path as a non-resource URL
 * (SubjectAccessReview). The operator needs `create` on tokenreviews and subjectaccessreviews (ClusterRole `system:auth-delegator`), whoever
 * scrapes needs `nonResourceURLs: ["/metrics"], verbs: ["get"]`.
 * Guarantees: who a token is of is kept for a minute, what they may for five, what they may not for 30 s; only tokens' hashes are kept.
 * Errors: 401 without a valid token, 403 without the permission, 500 when the cluster cannot be asked.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Transport } from '../transport/transport.ts';
import type { Answer, Handler, HttpRequest } from './http-server.ts';
import type { Logger } from './log.ts';
import { review } from './review.ts';

export interface AccessFilterOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Logger;
}

interface User {
  readonly username?: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

const TOKEN_KEPT = 60_000;
const ALLOWED_KEPT = 300_000;
const DENIED_KEPT = 30_000;
const REVIEW_TIMEOUT = 10_000;
const REMEMBERED = 1_024;

/** Puts the filter before a handler. */
export const withAccess = (handler: Handler, { transport, clock, log }: AccessFilterOptions): Handler => {
  const elapsed = clock.elapsed ?? clock.now;
  const users = keptAnswers<User | undefined>(elapsed, () => TOKEN_KEPT);
  const permissions = keptAnswers<boolean>(elapsed, (allowed) => (allowed ? ALLOWED_KEPT : DENIED_KEPT));
  const timeout = () => AbortSignal.timeout(REVIEW_TIMEOUT);

  const userOf = (token: string): Promise<User | undefined> =>
    users(createHash('sha256').update(token).digest('base64'), async () => {
      const { authenticated, user } = await review<{ authenticated?: boolean; user?: User }>(
        transport,
        'TokenReview',
        { token },
        timeout(),
      );
      return authenticated === true ? (user ?? {}) : undefined;
    });
  const mayGet = (user: User, path: string): Promise<boolean> =>
    permissions(JSON.stringify([user, path]), async () => {
      const { username, uid, groups, extra } = user;
      const nonResourceAttributes = { path, verb: 'get' };
      const spec = { user: username, uid, groups, extra, nonResourceAttributes };
      return (await review<{ allowed?: boolean }>(transport, 'SubjectAccessReview', spec, timeout())).allowed === true;
    });

  return async (request) => {
    const token = bearerToken(request);
    if (token === undefined) return UNAUTHORIZED;
    try {
      const user = await userOf(token);
      if (user === undefined) return UNAUTHORIZED;
      if (!(await mayGet(user, request.path)))
        return { status: 403, body: `Authorization denied for user ${user.username ?? ''}\n` };
    } catch (error) {
      log.error('Whether somebody may read the metrics could not be asked.', { error });
      return { status: 500, body: 'Authentication or authorization failed\n' };
    }
    return handler(request);
  };
};

const UNAUTHORIZED: Answer = { status: 401, headers: { 'www-authenticate': 'Bearer' }, body: 'Unauthorized\n' };

const bearerToken = ({ headers: { authorization } }: HttpRequest): string | undefined =>
  /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1];

/** Asks once for what is asked at the same time, and keeps answers for a while; errors are not kept. */
const keptAnswers = <T>(elapsed: () => number, lifetime: (answer: T) => number) => {
  const kept = new Map<string, { readonly answer: Promise<T>; until: number }>();
  return async (key: string, ask: () => Promise<T>): Promise<T> => {
    const known = kept.get(key);
    if (known !== undefined && elapsed() < known.until) return known.answer;
    const entry = { answer: ask(), until: Number.POSITIVE_INFINITY };
    kept.delete(key);
    kept.set(key, entry);
    const oldest = kept.size > REMEMBERED ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    try {
      const answer = await entry.answer;
      entry.until = elapsed() + lifetime(answer);
      return answer;
    } catch (error) {
      if (kept.get(key) === entry) kept.delete(key);
      throw error;
    }
  };
};
