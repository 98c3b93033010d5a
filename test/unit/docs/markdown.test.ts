import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code, fence, isAddress, paragraphs, table, text, value } from '../../../generators/core/emit/docs/markdown.ts';
import { tables, tags } from './document.ts';

describe('text is never markup', () => {
  test.each([
    ['How many servers to run.', 'How many servers to run.'],
    ['a | b', String.raw`a \| b`],
    ['<script>alert(1)</script>', String.raw`\<script\>alert(1)\</script\>`],
    ['</td><img src=x onerror=y>', String.raw`\</td\>\<img src=x onerror=y\>`],
    ['`code` and *stars* and _lines_ and ~~gone~~', String.raw`\`code\` and \*stars\* and \_lines\_ and \~\~gone\~\~`],
    ['{{ .Values.x }} {% raw %}', String.raw`\{\{ .Values.x \}\} \{% raw %\}`],
    ['[x](javascript:y) ![z](w)', String.raw`\[x\](javascript:y) !\[z\](w)`],
    ['cost $1 or $x$', String.raw`cost \$1 or \$x\$`],
    ['&lt; && &#60;', '&amp;lt; && &amp;#60;'],
    [String.raw`a\|b`, String.raw`a\\\|b`],
    ['# a\n- b\n1. c\n> d\n===\n+ e\n2) f', String.raw`\# a<br>\- b<br>1\. c<br>\> d<br>\===<br>\+ e<br>2\) f`],
    ['first\r\nsecond\n\n  third\tx\n', 'first<br>second<br><br>&nbsp;&nbsp;third  x'],
    ['see https://example.com/a-b. Then', 'see https://example.com/a-b. Then'],
    ['see https://example.com/a_b?c=d&e', 'see <https://example.com/a_b?c=d&e>'],
    ['(https://example.com)', '(<https://example.com>)'],
    ['https://example.com/a.\nhttps://example.com/b\n', '<https://example.com/a>.<br>https://example.com/b'],
    ['www.example.com|x', String.raw`www\.example.com\|x`],
    ['a\u202eb\u0007c\u2028d', 'a b c<br>d'],
    ['grün 漢 🎉', 'grün 漢 🎉'],
  ])('%j', (written, expected) => {
    expect(text(written)).toBe(expected);
  });

  test('outside of a table, empty lines part paragraphs', () => {
    expect(paragraphs('one\ntwo\n\n\n- three\n')).toBe('one<br>\ntwo\n\n\\- three');
  });
});

describe('code says what it is given, in every place', () => {
  test.each([
    ['^[a-z]+$', '`^[a-z]+$`'],
    ['self.min <= self.max && has(self.x)', '`self.min <= self.max && has(self.x)`'],
    ['{}', '`{}`'],
    [String.raw`\d`, '`\\d`'],
    ['a|b', '<code>a&#124;b</code>'],
    ['a`b', '<code>a&#96;b</code>'],
    ['<b>', '<code>&#60;b&#62;</code>'],
    ['{{x}}', '<code>&#123;&#123;x&#125;&#125;</code>'],
    ['a\n  b', '<code>a<br>&nbsp; b</code>'],
    [' a', '<code>&nbsp;a</code>'],
    ['_a_|', '<code>&#95;a&#95;&#124;</code>'],
  ])('%j', (written, expected) => {
    expect(code(written)).toBe(expected);
  });
});

describe('a value is shown as it is written in YAML', () => {
  test.each([
    ['memcached', '`memcached`'],
    ['', '`""`'],
    ['true', '`"true"`'],
    ['5', '`"5"`'],
    [5, '`5`'],
    [false, '`false`'],
    [null, '`null`'],
    [[], '`[]`'],
    [{ a: [1, 'b'] }, '`{"a":[1,"b"]}`'],
    ['a\nb', '`"a\\nb"`'],
  ])('%j', (written, expected) => {
    expect(value(written)).toBe(expected);
  });
});

test('an integer of any size keeps its digits', () => {
  expect(value(9007199254740993n)).toBe('`9007199254740993`');
});

test('a block of code cannot be left from within', () => {
  expect(fence('yaml', 'a: |\n  ```\n  ````\n')).toBe('`````yaml\na: |\n  ```\n  ````\n`````');
});

test('a table has a cell for each column', () => {
  expect(table(['a', 'b'], [['', 'x']])).toBe('| a | b |\n| --- | --- |\n| | x |');
});

test.each([
  ['https://example.com/a_b#c', true],
  ['http://example.com', true],
  ['javascript:alert(1)', false],
  ['https://example.com/)[x](y', false],
  ['https://example.com/<b>', false],
  ['https://example.com/ x', false],
  ['/docs', false],
])('%s is an address to link to: %s', (url, is) => {
  expect(isAddress(url)).toBe(is);
});

test('a table is read as it was meant, whatever stands in it', () => {
  const marks =
    '| ` `` <script> </td> <!-- --> {{ }} {% %} * ** _ [a](b) ![x](y) # - + 1. > === \\ \\| &lt; & ~~ $x$ www.a.b word é 🎉 \' " ( ) = ^ :'.split(
      ' ',
    );
  const hostile = array(constantFrom(...marks, '\n', '\t', ' ', '  '), { minLength: 1, maxLength: 10 }).map((parts) =>
    parts.join(''),
  );
  const seen = (shown: string): string => shown.replaceAll(/\s/g, '');
  assert(
    property(hostile, hostile, (first, second) => {
      const markdown = `${table(['a', 'b'], [[text(first), code(second)]])}\n`;
      expect(tables(markdown)[0]?.[1]?.map(seen)).toEqual([seen(first), seen(second)]);
      expect(tags(markdown).filter((tag) => !/^<(?:br|\/?code)>$/.test(tag))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});
