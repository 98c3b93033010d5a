import { expect, test } from 'vitest';
import { evaluateRule } from '../../../generators/core/cel/evaluate.ts';
import type { JsonValue } from '../../../generators/core/model/json.ts';

const self = {
  name: 'a-1',
  count: 3,
  large: 9007199254740993n,
  list: [1, 2, 3],
  items: [
    { key: 'a', on: true },
    { key: 'b', on: false },
  ],
  map: { x: '1' },
  type: 'T',
  'a-b': 1,
};

test.each<[string, boolean | undefined]>([
  ["self.name == 'a-1'", true],
  ['self.count >= 3 && self.count < 4', true],
  ['self.large == 9007199254740993', true],
  ['self.large == 9007199254740992', false],
  ['self.large > 9007199254740992', true],
  ['self.large - 1 == 9007199254740992', undefined],
  ['self.count % 0 == 0', false],
  ['has(self.name) && !has(self.other)', true],
  ['has(self.other.deeper)', false],
  ['self.other == 1', false],
  ['!has(self.other) || self.other > 1', true],
  ['self.other > 1 || self.count == 3', true],
  ["self.type == 'T' && self.a__dash__b == 1", true],
  ['self.list.all(i, i > 0) && self.list.exists(i, i == 2)', true],
  ['self.list.exists_one(i, i > 2)', true],
  ['self.list.map(i, i * 2) == [2, 4, 6]', true],
  ['self.list.filter(i, i % 2 == 1).size() == 2', true],
  ['self.items.all(x, self.items.exists_one(y, x.key == y.key))', true],
  ["self.items.exists(x, x.key == 'b' && x.on)", false],
  ["'x' in self.map && self.map['x'] == '1' && self.map.all(k, k.matches('^[a-z]$'))", true],
  ["self.map['constructor'] == '1'", false],
  ['2 in self.list && self.list[0] == 1', true],
  ["self.name.startsWith('a') && self.name.endsWith('1') && self.name.contains('-')", true],
  ["self.name.matches('^[a-z]-[0-9]$')", true],
  ["self.name.split('-').size() == 2", true],
  ['self.count == 3 ? true : self.other', true],
  ['[has(self.name), has(self.other)].filter(x, x == true).size() == 1', true],
  ["self.name.lowerAscii() + 'b' == 'a-1b'", true],
  ['size(self.list) - 1 == 2', true],
  ["'AÉ'.lowerAscii() == 'aÉ' && 'aé'.upperAscii() == 'Aé'", true],
  ["'😀a'.indexOf('a') == 1 && '😀a'.split('').size() == 2", true],
  ["self.name.split('-', 1).size() == 1", undefined],
  // What needs types that are not known here.
  ["quantity('1Gi').isGreaterThan(quantity('1Mi'))", undefined],
  ["isIP(self.name) || self.name == 'b'", undefined],
  ['self.', undefined],
])('%s', (rule, expected) => expect(evaluateRule(rule, self as JsonValue)).toBe(expected));
