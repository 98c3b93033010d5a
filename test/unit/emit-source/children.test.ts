import { expect, test } from 'vitest';
import { print } from '../../../generators/core/emit/source/document.ts';
import { emitChildren } from '../../../generators/core/emit/source/children.ts';
import { withObjectMembers } from '../../../generators/core/emit/source/object-members.ts';
import { valueText } from '../../../generators/core/emit/source/object-text.ts';
import type { Expression, ObjectTemplate, Template } from '../../../generators/core/model/model.ts';
import { toTemplate } from '../../../generators/core/spec/template.ts';
import { memcachedApi, memcachedModel } from '../models.ts';
import { HOSTILE } from './nasty.ts';

// What the printer is given, exactly: a spec's own reading of `${…}` has no part in it.
const literal = (value: string): Template => ({ type: 'literal', value });
const used = (code: string): Expression => ({ code, uses: [] });
const expression = (code: string): Template => ({ type: 'expression', expression: used(code) });
const interpolation = (...parts: (string | Expression)[]): Template => ({ type: 'interpolation', parts });
const object = (...entries: [key: string, value: Template][]): Template => ({ type: 'object', entries });

const text = (value: Template): string => print(valueText(value));

test.each<[string, Template, string]>([
  ['text', toTemplate('a'), "'a'"],
  ['text with a quote', toTemplate("it's"), `"it's"`],
  ['numbers', toTemplate([0, -0, 1.5, 1e21]), '[0, -0, 1.5, 1e21]'],
  ['nothing', toTemplate([null, true, {}, []]), '[null, true, {}, []]'],
  ['an object', toTemplate({ a: 1, 'b-c': 2, default: 3 }), "{ a: 1, 'b-c': 2, default: 3 }"],
  ['an expression', expression('self.spec.size ?? 1'), 'self.spec.size ?? 1'],
  ['an expression of two elements', expression('1, 2'), '(1, 2)'],
  ['a comma in a call', expression('f(1, [2, 3])'), 'f(1, [2, 3])'],
  ['a comma in a text', expression("a + ','"), "a + ','"],
  ['an expression with a comment', expression('1 // one'), '(\n  1 // one\n)'],
  ['an expression inside a text', interpolation('a`', used('self.x'), '${b}'), '`a\\`${self.x}\\${b}`'],
  ['a comment inside a text', interpolation(used('1 // one')), '`${1 // one\n}`'],
  ['a name that is its value', object(['labels', expression('labels')]), '{ labels }'],
])('%s', (_, value, expected) => {
  expect(text(value)).toBe(expected);
});

test.each([HOSTILE, '\u2028\u2029\u0000\ud800', '${a}`\\', '</script>', '\'"`', '\r\n\t'])(
  'text %j comes back as it was',
  (value) => {
    expect(Function(`return ${text(literal(value))}`)()).toBe(value);
    expect(Function(`return ${text(interpolation(value, used('1 + 1'), value))}`)()).toBe(`${value}2${value}`);
    const read = Function(`return ${text(object([value, literal(value)]))}`)() as object;
    expect(Object.entries(read)).toEqual([[value, value]]);
  },
);

test('__proto__ is a field like another', () => {
  const value = Function(`return ${text(object(['__proto__', toTemplate({ a: 1 })]))}`)() as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test('an API with neither children nor status has no such file', () => {
  const { status: _status, ...api } = memcachedApi();
  expect(emitChildren(memcachedModel(), { ...api, children: [] })).toBeUndefined();
});

test('what is not used is not imported', () => {
  const { status: _status, ...api } = memcachedApi();
  const printed = emitChildren(memcachedModel(), { ...api, children: api.children.slice(1) });
  expect(printed).toContain("import { type Desired, labelValue } from 'k8s-operator-runtime';");
  expect(printed).toContain("import type { Service } from 'k8s-operator-runtime/kinds';");
  expect(printed).not.toContain('status');
});

test('functions have an empty line between them', () => {
  expect(emitChildren(memcachedModel(), memcachedApi())).toMatch(/service\(self\) \}\);\n\nconst deployment/);
});

test('a field that is called as something that every object has is written out where it is not set', () => {
  const properties = { a: { type: 'string' }, toString: { type: 'string' }, valueOf: { type: 'string' } };
  const object = { type: 'object', properties };
  const schema = {
    type: 'object',
    properties: { list: { type: 'array', items: object }, map: { additionalProperties: object }, own: object },
  };
  const given = toTemplate({
    list: [{ a: 'x' }],
    map: { k: { valueOf: 'x' } },
    own: { toString: 'x', valueOf: 'y' },
    other: {},
  });
  expect(text(withObjectMembers(given as ObjectTemplate, schema))).toBe(
    `{
  list: [{ a: 'x', toString: undefined, valueOf: undefined }],
  map: { k: { valueOf: 'x', toString: undefined } },
  own: { toString: 'x', valueOf: 'y' },
  other: {},
}`,
  );
});
