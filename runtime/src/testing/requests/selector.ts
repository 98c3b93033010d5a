/** `labelSelector` and `fieldSelector` as predicates over objects. */
import type { JsonObject } from '../json.ts';
import { at, isObject, textAt } from '../json.ts';
import type { Resource } from '../resources/resource.ts';
import { type StatusError, badRequest } from '../status.ts';

export type Predicate = (object: JsonObject) => boolean;

/** Both selectors of a request; throws 400 when one cannot be read. */
export function selectorOf(resource: Resource, query: URLSearchParams): Predicate {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(resource, query.get('fieldSelector') ?? '');
  return (object) => labels(object) && fields(object);
}

const labelsOf = (object: JsonObject): JsonObject => {
  const labels = at(object, 'metadata', 'labels');
  return isObject(labels) ? labels : {};
};

function parseLabelSelector(text: string): Predicate {
  const parts = text.match(/(?:[^,(]|\([^)]*\))+/g) ?? [];
  const requirements = parts.map((part) => requirement(part.trim()));
  return (object) => requirements.every((matches) => matches(labelsOf(object)));
}

const KEY = '[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?';
const VALUE = '[-A-Za-z0-9_.]*';

function requirement(text: string): (labels: JsonObject) => boolean {
  const set = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^)]*)\\)$`).exec(text);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const values = new Set(list.split(',').map((value) => value.trim()));
    return operator === 'in'
      ? (labels) => labels[key] !== undefined && values.has(String(labels[key]))
      : (labels) => labels[key] === undefined || !values.has(String(labels[key]));
  }
  const equality = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`).exec(text);
  if (equality !== null) {
    const [, key = '', operator, value = ''] = equality;
    return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const order = new RegExp(`^(${KEY})\\s*([<>])\\s*(-?\\d+)$`).exec(text);
  if (order !== null) {
    const [, key = '', operator, value = ''] = order;
    return (labels) =>
      /^-?\d+$/.test(String(labels[key])) &&
      (operator === '<' ? Number(labels[key]) < Number(value) : Number(labels[key]) > Number(value));
  }
  const presence = new RegExp(`^(!?)\\s*(${KEY})$`).exec(text);
  if (presence !== null) {
    const [, absent, key = ''] = presence;
    return (labels) => (labels[key] === undefined) === (absent === '!');
  }
  const unexpected = /^[^\s=!<>]+\s+(\S+)/.exec(text)?.[1];
  const what =
    unexpected === undefined ? `found '${text}'` : `found '${unexpected}', expected: in, notin, =, ==, !=, gt, lt`;
  throw badRequest(`unable to parse requirement: ${what}`);
}

function parseFieldSelector(resource: Resource, text: string): Predicate {
  if (text.trim() === '') return () => true;
  const supported = new Set([
    'metadata.name',
    ...(resource.namespaced ? ['metadata.namespace'] : []),
    ...resource.selectable,
  ]);
  const tests = text.split(',').map((part) => {
    const match = /^\s*([^=!]+?)\s*(==|=|!=)(.*)$/.exec(part);
    if (match === null)
      throw badRequest(`invalid field selector: ${JSON.stringify(part)}; can't understand ${JSON.stringify(part)}`);
    const [, path = '', operator, value = ''] = match;
    if (!supported.has(path)) throw unknownField(resource, path, [...supported]);
    return (object: JsonObject) => (fieldValue(object, path) === value) === (operator !== '!=');
  });
  return (object) => tests.every((matches) => matches(object));
}

/** The texts are different for kinds with fields of their own. */
function unknownField(resource: Resource, path: string, supported: readonly string[]): StatusError {
  if (resource.isCustom || resource.selectable.length > 0) return badRequest(`field label not supported: ${path}`);
  const known = supported.map((each) => JSON.stringify(each)).join(', ');
  return badRequest(`${JSON.stringify(path)} is not a known field selector: only ${known}`);
}

function fieldValue(object: JsonObject, path: string): string {
  if (path === 'metadata.namespace' || path === 'metadata.name') return textAt(object, ...path.split('.')) ?? '';
  const value = at(object, ...path.split('.'));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
