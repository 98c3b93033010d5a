/** Each refusal as its class. */
import { expect, test } from 'vitest';
import {
  AlreadyExists,
  ApiError,
  apiError,
  BadRequest,
  Conflict,
  Expired,
  Forbidden,
  Gone,
  InternalError,
  Invalid,
  MethodNotAllowed,
  NotAcceptable,
  NotFound,
  RequestEntityTooLarge,
  ServerTimeout,
  ServiceUnavailable,
  Timeout,
  TooManyRequests,
  Unauthorized,
  UnsupportedMediaType,
} from '../../../runtime/src/client/errors.ts';

const status = (code: number, reason: string, more: object = {}) =>
  JSON.stringify({ kind: 'Status', status: 'Failure', code, reason, message: `it is ${reason}`, ...more });

test.each([
  [400, 'BadRequest', BadRequest, 'BadRequest'],
  [401, 'Unauthorized', Unauthorized, 'Unauthorized'],
  [403, 'Forbidden', Forbidden, 'Forbidden'],
  [404, 'NotFound', NotFound, 'NotFound'],
  [405, 'MethodNotAllowed', MethodNotAllowed, 'MethodNotAllowed'],
  [406, 'NotAcceptable', NotAcceptable, 'NotAcceptable'],
  [409, 'Conflict', Conflict, 'Conflict'],
  [409, 'AlreadyExists', AlreadyExists, 'AlreadyExists'],
  [410, 'Gone', Gone, 'Gone'],
  [410, 'Expired', Expired, 'Expired'],
  [413, 'RequestEntityTooLarge', RequestEntityTooLarge, 'RequestEntityTooLarge'],
  [415, 'UnsupportedMediaType', UnsupportedMediaType, 'UnsupportedMediaType'],
  [422, 'Invalid', Invalid, 'Invalid'],
  [429, 'TooManyRequests', TooManyRequests, 'TooManyRequests'],
  [500, 'InternalError', InternalError, 'InternalError'],
  [500, 'ServerTimeout', ServerTimeout, 'ServerTimeout'],
  [503, 'ServiceUnavailable', ServiceUnavailable, 'ServiceUnavailable'],
  [504, 'Timeout', Timeout, 'Timeout'],
  [409, 'SomethingNew', Conflict, 'Conflict'],
  [500, '', InternalError, 'InternalError'],
  [418, 'Teapot', ApiError, 'ApiError'],
] as const)('%i %s', (code, reason, type, name) => {
  const error = apiError(code, status(code, reason), 'GET /x');
  expect(error).toBeInstanceOf(type);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ name, code, reason, message: `GET /x: it is ${reason}` });
});

test.each([
  ['502 page', '<html>Bad Gateway</html>', 503, 'ServiceUnavailable', 'GET /x: <html>Bad Gateway</html>'],
  ['nothing', '', 404, 'NotFound', 'GET /x: HTTP 404'],
])('without a Status the code decides: %s', (_, body, code, type, message) => {
  expect(apiError(code, body, 'GET /x')).toMatchObject({ name: type, message, reason: '' });
});

test('instanceof holds for what a class extends, and for nothing else', () => {
  const exists = apiError(409, status(409, 'AlreadyExists'), 'POST /x');
  expect(exists).toBeInstanceOf(Conflict);
  expect(exists).not.toBeInstanceOf(Gone);
  expect(apiError(409, status(409, 'Conflict'), 'PUT /x')).not.toBeInstanceOf(AlreadyExists);
  expect(apiError(410, status(410, 'Expired'), 'GET /x')).toBeInstanceOf(Gone);
  class Mine extends Conflict {}
  expect(exists).not.toBeInstanceOf(Mine);
  expect(new Mine(409, {}, 'PUT /x')).toBeInstanceOf(Conflict);
});

test('instanceof holds between two copies of the package', async () => {
  const copy = (await import('../../../runtime/src/client/api-error.ts?copy' as string)) as {
    readonly ApiError: typeof ApiError;
  };
  expect(copy.ApiError).not.toBe(ApiError);
  class OtherConflict extends copy.ApiError {
    static override readonly type: string = 'Conflict';
  }
  const other = new OtherConflict(409, {}, 'PUT /x');
  expect(other).toBeInstanceOf(Conflict);
  expect(other).toBeInstanceOf(ApiError);
  expect(other).not.toBeInstanceOf(Gone);
});

test('says what is wrong with which fields, and when to come back', () => {
  const causes = [{ reason: 'FieldValueInvalid', message: 'too long', field: 'spec.name' }];
  const error = apiError(422, status(422, 'Invalid', { details: { causes, retryAfterSeconds: 2 } }), 'POST /x');
  expect(error.causes).toEqual(causes);
  expect([error.hasCause('FieldValueInvalid'), error.hasCause('FieldValueRequired')]).toEqual([true, false]);
  expect(error.retryAfter).toBe(2000);
  expect(apiError(422, '', 'POST /x')).toMatchObject({ causes: [], retryAfter: undefined });
});

test('does not quote a whole object', () => {
  const quoted = JSON.stringify(JSON.stringify({ apiVersion: 'v1', data: { x: '"'.repeat(100) } }));
  const message = `"" is invalid: patch: Invalid value: ${quoted}: unknown field "spec.a", expected "{b}"`;
  const error = apiError(422, JSON.stringify({ kind: 'Status', reason: 'Invalid', code: 422, message }), 'PATCH /x');
  expect(error.message).toBe(
    'PATCH /x: "" is invalid: patch: Invalid value: "{…}": unknown field "spec.a", expected "{b}"',
  );
  expect(error.status.message).toBe(message);
});
