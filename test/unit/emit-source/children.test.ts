import { expect, test } from 'vitest';
import { print } from '../../../generators/core/emit/source/document.ts';
import { emitChildren } from '../../../generators/core/emit/source/children.ts';
import { valueText } from '../../../generators/core/emit/source/object-text.ts';
import type { Template } from '../../../generators/core/model/model.ts';
import { expression, interpolation, memcached, memcachedApi, template, used } from './memcached.ts';
import { HOSTILE } from './nasty.ts';

const text = (value: Template): string => print(valueText(value));

test.each<[string, Template, string]>([
  ['text', template('a'), "'a'"],
  ['text with a quote', template("it's"), `"it's"`],
  ['numbers', template([0, -0, 1.5, 1e21]), '[0, -0, 1.5, 1e21]'],
  ['nothing', template([null, true, {}, []]), '[null, true, {}, []]'],
  ['an object', template({ a: 1, 'b-c': 2, default: 3 }), "{ a: 1, 'b-c': 2, default: 3 }"],
  ['an expression', expression('self.spec.size ?? 1'), 'self.spec.size ?? 1'],
  ['an expression of two elements', expression('1, 2'), '(1, 2)'],
  ['a comma in a call', expression('f(1, [2, 3])'), 'f(1, [2, 3])'],
  ['a comma in a text', expression("a + ','"), "a + ','"],
  ['an expression with a comment', expression('1 // one'), '(\n  1 // one\n)'],
  ['an expression inside a text', interpolation('a`', used('self.x'), '${b}'), '`a\\`${self.x}\\${b}`'],
  ['a comment inside a text', interpolation(used('1 // one')), '`${1 // one\n}`'],
  ['a name that is its value', template({ labels: expression('labels') }), '{ labels }'],
])('%s', (_, value, expected) => {
  expect(text(value)).toBe(expected);
});

test.each([HOSTILE, '\u2028\u2029\u0000\ud800', '${a}`\\', '</script>', '\'"`', '\r\n\t'])(
  'text %j comes back as it was',
  (value) => {
    expect(Function(`return ${text(template(value))}`)()).toBe(value);
    expect(Function(`return ${text(interpolation(value, used('1 + 1'), value))}`)()).toBe(`${value}2${value}`);
    const object = Function(`return ${text(template(Object.fromEntries([[value, value]])))}`)() as object;
    expect(Object.entries(object)).toEqual([[value, value]]);
  },
);

test('__proto__ is a field like another', () => {
  const value = Function(
    `return ${text({ type: 'object', entries: [['__proto__', template({ a: 1 })]] })}`,
  )() as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test('an API with neither children nor status has no such file', () => {
  const { status: _status, ...api } = memcachedApi;
  expect(emitChildren(memcached, { ...api, children: [] })).toBeUndefined();
});

test('what is not used is not imported', () => {
  const { status: _status, ...api } = memcachedApi;
  const printed = emitChildren(memcached, { ...api, children: api.children.slice(1) });
  expect(printed).toContain("import { type Desired, labelValue } from 'k8s-operator-runtime';");
  expect(printed).toContain("import type { Service } from 'k8s-operator-runtime/kinds';");
  expect(printed).not.toContain('status');
});

test('functions have an empty line between them', () => {
  expect(emitChildren(memcached, memcachedApi)).toMatch(/service\(self\) \}\);\n\nconst deployment/);
});
