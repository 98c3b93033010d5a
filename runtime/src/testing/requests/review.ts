/** Reviews of access: nobody is kept from anything here, and the answer says so. Real authorization needs a real control plane. */
import type { JsonObject } from '../json.ts';
import { copy } from '../json.ts';
import { notSupported } from '../status.ts';
import { checkIdentity, decode, readBody } from './body.ts';
import { writeOptions } from './options.ts';
import type { ResourceRequest } from './request.ts';
import type { Answer } from './write.ts';

const ALLOWED = { allowed: true, reason: 'the embedded API server allows everything' };
const USER = { username: 'system:admin', groups: ['system:masters', 'system:authenticated'] };

/** Kinds that are asked, not stored. */
export const isReview = (plural: string): boolean => Object.hasOwn(ANSWERS, plural);

const ANSWERS: Readonly<Record<string, JsonObject>> = {
  selfsubjectaccessreviews: ALLOWED,
  subjectaccessreviews: ALLOWED,
  localsubjectaccessreviews: ALLOWED,
  selfsubjectreviews: { userInfo: USER },
  selfsubjectrulesreviews: {
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
    incomplete: false,
  },
};

export function review(request: ResourceRequest): Answer {
  const { resource } = request;
  const answer = ANSWERS[resource.plural];
  if (answer === undefined) throw notSupported(`${resource.plural}`);
  const object = readBody(request);
  checkIdentity(request, object);
  decode(resource, object, writeOptions(request, 'CreateOptions'), request.warnings);
  return { code: 201, body: { ...object, status: copy(answer) } };
}
