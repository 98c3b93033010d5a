/** What a registry refuses, in words: by status, and by the codes of the distribution specification. */
import { Fault, fileProblem } from '../apply/fault.ts';
import { loginHint } from './authorizer.ts';
import { printable } from './printable.ts';
import { type Repository, addressOf } from './reference.ts';
import type { Answer } from './transport.ts';

export interface Refused {
  readonly repository: Repository;
  readonly tag: string;
  /** What was tried: 'upload a layer'. */
  readonly what: string;
  readonly plainHttp: boolean;
  /** With what it was tried to log in; undefined when nobody asked. */
  readonly access: string | undefined;
  /** It comes from the registry itself, and not from where that has sent us. */
  readonly isOwn: boolean;
}

/** The Fault for an answer that is none of those expected. */
export const refusal = (answer: Answer, refused: Refused): Fault => {
  const [message, hint] = wordsFor(answer, refused);
  return new Fault(fileProblem(`${addressOf(refused.repository)}:${refused.tag}`, message, hint));
};

const wordsFor = (answer: Answer, refused: Refused): readonly [message: string, hint: string] => {
  const { repository, what, access, plainHttp, isOwn } = refused;
  const { status } = answer;
  const { code, text } = saying(answer);
  const said = `${isOwn ? 'The registry' : printable(new URL(answer.url).host)} answers ${status}${text === '' ? '' : `: ${text}`}`;
  if (plainHttp && status === 400 && /HTTP request.{0,40}HTTPS/i.test(answer.body.toString()))
    return ['it speaks HTTPS, and plain HTTP was asked for.', NO_PLAIN_HTTP];
  if (!isOwn && (status === 401 || status === 403))
    return [
      `not allowed to ${what}: the registry sends us to another host, which gets no credentials. ${said}.`,
      'Have the registry name its own address, or one that is signed for this.',
    ];
  if (status === 401)
    return [`not authorised to ${what}, with ${access ?? 'no credentials'}. ${said}.`, loginHint(repository.host)];
  if (status === 403 || code === 'DENIED')
    return [
      `not allowed to ${what}, with ${access ?? 'no credentials'}. ${said}.`,
      `Allow that user to write to ${repository.path}, or log in as another.`,
    ];
  if (status === 405 || code === 'UNSUPPORTED' || /read.?only/i.test(text))
    return [
      `the registry does not let anybody ${what}: it is read-only. ${said}.`,
      'Make it writable, or push to another one.',
    ];
  if (status === 404)
    return [
      `there is no such repository, and the registry does not make one. ${said}.`,
      `Create ${repository.path} there, or check the address.`,
    ];
  if (status === 413) return [`it is too large for the registry. ${said}.`, 'Raise the limit of the registry.'];
  if (/immutable/i.test(text) || status === 409 || status === 412)
    return [
      `the registry does not let a tag be written again. ${said}.`,
      'Raise spec.version in operator.yaml, run "k8s-operator update", and publish that.',
    ];
  if (status === 429 || status >= 500)
    return [
      `could not ${what}: the registry is overloaded or broken. ${said}.`,
      'Run again later: what has arrived is not sent again.',
    ];
  if (status === 415 || code.startsWith('MANIFEST_'))
    return [
      `the registry does not take this kind of artifact. ${said}.`,
      'It must know OCI artifacts (distribution specification 1.0); use another one.',
    ];
  return [`could not ${what}. ${said}.`, 'Check the address.'];
};

export const NO_PLAIN_HTTP = 'Leave --plain-http out, and spec.delivery.flux.insecure.';

/** The first error of the body, of which nothing is to reach the terminal as it is. */
const saying = ({ body }: Answer): { readonly code: string; readonly text: string } => {
  const text = body.toString('utf8', 0, MOST_BYTES);
  try {
    const [first] = (JSON.parse(text) as { errors?: readonly { code?: unknown; message?: unknown }[] }).errors ?? [];
    const code = typeof first?.code === 'string' ? first.code : '';
    const message = typeof first?.message === 'string' ? first.message : '';
    return { code, text: printable([code, message].filter(Boolean).join(': ')) };
  } catch {
    const line = /^\s*</.test(text) ? '' : text.trim().split('\n')[0]!;
    return { code: '', text: printable(line) };
  }
};

const MOST_BYTES = 64 * 1024;
