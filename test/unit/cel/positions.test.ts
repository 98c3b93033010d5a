/** Problems with rules stand at their place in the expression, say what is wrong, and the way out. */
import { describe, expect, test } from 'vitest';
import { problemsOf } from '../spec/problems.ts';
import { changed } from '../spec/spec-text.ts';

const FIELD = '                image: {type: string, default: memcached}\n';
const SPEC = 'spec.apis[0].versions[0].schema.spec';

/** The valid spec with lines in place of the field `image`, from line 18 on. */
const withLines = (...lines: readonly string[]): string =>
  changed([FIELD, lines.map((line) => `                ${line}\n`).join('')]);

const rule = (text: string, rest = ''): string =>
  withLines(`image: {type: string, maxLength: 9, x-kubernetes-validations: [{rule: ${text}${rest}}]}`);

const AT = `${SPEC}.properties.image.x-kubernetes-validations[0]`;

describe('a problem with a rule', () => {
  test.each<[name: string, text: string, ...problems: string[]]>([
    ['is not there', rule('"self.size() > 3"')],
    ['of syntax', rule('"self.size( > 3"'), `18:99  ${AT}.rule: CEL: ">" is not expected here.`],
    [
      'of a name, and of another in the same rule',
      rule('"slef == oldslef"'),
      `18:88  ${AT}.rule: CEL: unknown variable "slef". Did you mean "self"?`,
      `18:96  ${AT}.rule: CEL: unknown variable "oldslef". Did you mean "oldSelf"?`,
    ],
    [
      'of a function',
      rule('"self.startWith(\'a\')"'),
      `18:93  ${AT}.rule: CEL: unknown function "startWith". Did you mean "startsWith"?`,
    ],
    [
      'of a macro',
      rule('"[self].all(self)"'),
      `18:95  ${AT}.rule: CEL: "all" takes 2 or 3 arguments. The first is the name of a variable: x.all(v, …).`,
    ],
    [
      'of an optional element that is none',
      rule('"[?self].size() > 0"'),
      `18:90  ${AT}.rule: CEL: expected optional(string), got string. Leave the "?" out, or wrap the value in optional.of(…).`,
    ],
    [
      'of types, after an escape in the YAML',
      rule('"\\u0073elf == 3"'),
      `18:98  ${AT}.rule: CEL: "==" cannot take string and int. Convert one side, as with string(…).`,
    ],
    [
      'of arguments',
      rule('"self.startsWith(3)"'),
      `18:93  ${AT}.rule: CEL: there is no string.startsWith(int). There is string.startsWith(string).`,
    ],
    [
      'of the result',
      rule('"self"'),
      `18:88  ${AT}.rule: CEL: the result must be bool, but is string. Compare it with something.`,
    ],
    [
      'of a pattern',
      rule('"self.matches(\'(a\')"'),
      `18:101  ${AT}.rule: CEL: the pattern has a ( without its ). Patterns are RE2, as in Go.`,
    ],
    [
      'of a message expression',
      rule('"true"', ', messageExpression: "self.size()"'),
      `18:115  ${AT}.messageExpression: CEL: the result must be string, but is int. Convert it, as with string(…).`,
    ],
    [
      'of its path',
      rule('"true"', ', fieldPath: .name'),
      `18:106  ${AT}.fieldPath: ".name" leads to no field of this schema: there is no field "name". Write .name or ['name'] for each step, from where the rule stands.`,
    ],
    [
      'on the second line of a folded text',
      withLines(
        'image:',
        '  type: string',
        '  maxLength: 9',
        '  x-kubernetes-validations:',
        '    - rule: >-',
        "        self.startsWith('a') &&",
        '        self.foo()',
      ),
      `24:30  ${AT}.rule: CEL: unknown function "foo". See the CEL libraries of Kubernetes for what there is.`,
    ],
    [
      'of an object: fields, and what nothing shows of metadata',
      withLines(
        'image: {type: object, properties: {tag: {type: string, maxLength: 9}}, x-kubernetes-validations: [{rule: "self.tags == self.tag"}]}',
      ),
      `18:128  ${AT}.rule: CEL: unknown field "tags". Did you mean "tag"?`,
    ],
    [
      'of cost: what to bound',
      withLines(
        'image: {type: array, items: {type: string}, x-kubernetes-validations: [{rule: "self.all(x, self.exists(y, x != y))"}]}',
      ),
      `18:95  ${AT}.rule: CEL: its estimated cost is more than 100 times what a rule may have. Bound what it goes through: maxItems of self, maxLength of self[*].`,
    ],
    [
      'of cost, at the shorthand that stands for the rule',
      withLines(
        'image:',
        '  type: array',
        '  items:',
        '    type: object',
        '    x-kubernetes-validations: [{rule: "true"}]',
        '    exactlyOneOf: [a, b, c]',
        '    properties: {a: {type: string}, b: {type: string}, c: {type: string}}',
      ),
      `23:35  ${SPEC}.properties.image.items.exactlyOneOf: CEL: its estimated cost is 7.1 times what a rule may have. Bound what it goes through: maxItems of spec.image, maxLength of self.a, maxLength of self.b, maxLength of self.c.`,
    ],
  ])('%s', (_name, text, ...problems) => {
    expect(problemsOf(text)).toEqual(problems.map((problem) => `operator.yaml:${problem}`));
  });
});
