/** Asks the API server who somebody is and what they may do: reviews of authentication.k8s.io/v1 and authorization.k8s.io/v1. */
import { apiError } from '../client/errors.ts';
import type { Transport } from '../transport/transport.ts';

const REVIEWS = {
  TokenReview: '/apis/authentication.k8s.io/v1/tokenreviews',
  SubjectAccessReview: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
  SelfSubjectReview: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
  SelfSubjectAccessReview: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
} as const;

export type ReviewKind = keyof typeof REVIEWS;

/** The status of a review of `spec`; reviews store nothing, so they may be sent again. Errors: `ApiError`, `ConnectionError`. */
export const review = async <Status>(
  transport: Transport,
  kind: ReviewKind,
  spec: object,
  signal?: AbortSignal,
): Promise<Status> => {
  const path = REVIEWS[kind];
  const apiVersion = path.split('/').slice(2, 4).join('/');
  const response = await transport.request({
    method: 'POST',
    path,
    body: JSON.stringify({ apiVersion, kind, metadata: {}, spec }),
    idempotent: true,
    signal,
  });
  if (response.status >= 400) throw apiError(response.status, response.body, `POST ${path}`);
  return ((JSON.parse(response.body) as { readonly status?: Status }).status ?? {}) as Status;
};
