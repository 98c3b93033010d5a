/** Templates of the model as TypeScript object literals. */
import type { Expression, ObjectTemplate, Template } from '../../model/model.ts';
import { type Doc, fill, group, hardline, indent, line, list, softline } from './document.ts';
import { numberLiteral, stringLiteral, templateText, valueProperty } from './text.ts';

/** An object literal with every property on a line of its own, as the body of a function. */
export const objectBody = (template: ObjectTemplate): Doc => expanded(template.entries.map(property));

/** An object literal of properties that are laid out already, each on a line of its own. */
export const expanded = (properties: readonly Doc[]): Doc => list('{', properties, '}', line, true);

/** `name: value`, or the name alone when the value is the variable of that name. */
export const property = ([name, value]: readonly [string, Template]): Doc => {
  if (value.type === 'expression' && value.expression.code === name && !RESERVED.has(name)) return name;
  const key = valueProperty(name);
  if (value.type !== 'literal' || typeof value.value !== 'string') return [key, ': ', valueText(value)];
  // A long text goes to a line of its own, unless the name is so short that nothing would be won.
  const text = stringLiteral(value.value);
  return key.length <= 4 ? [key, ': ', text] : group([key, ':', group(indent([line, text]))]);
};

// Expressions that read like a shorthand property but are none.
const RESERVED: ReadonlySet<string> = new Set(['true', 'false', 'null', 'this', 'super']);

/** A value as an expression that can stand wherever one element of a list can. */
export const valueText = (template: Template): Doc => {
  switch (template.type) {
    case 'literal':
      return literal(template.value);
    case 'expression':
      return expressionText(template.expression);
    case 'interpolation':
      return `\`${template.parts.map((part) => (typeof part === 'string' ? templateText(part) : `\${${inTemplate(part)}}`)).join('')}\``;
    case 'array':
      return array(template.items);
    case 'object':
      return list('{', template.entries.map(property), '}', line, !isBrief(template));
  }
};

/** An expression of the spec, in parentheses when it could be taken for more than one element of a list. */
const expressionText = ({ code }: Expression): Doc => {
  if (code.includes('\n') || code.includes('//')) return ['(', indent([hardline, code]), hardline, ')'];
  return hasBareComma(code) ? `(${code})` : code;
};

const inTemplate = ({ code }: Expression): string => (code.includes('//') ? `${code}\n` : code);

/** Whether there is a comma outside of brackets and quotes. Errs on the side of yes. */
const hasBareComma = (code: string): boolean => {
  let depth = 0;
  for (const [part] of code.matchAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[([{]|[)\]}]|,/g)) {
    if (part === ',' && depth === 0) return true;
    if (part === '(' || part === '[' || part === '{') depth += 1;
    else if (part === ')' || part === ']' || part === '}') depth -= 1;
  }
  return depth !== 0;
};

const literal = (value: string | number | boolean | null): string => {
  if (typeof value === 'string') return stringLiteral(value);
  return typeof value === 'number' ? numberLiteral(value) : String(value);
};

const array = (items: readonly Template[]): Doc => {
  const texts = items.map(valueText);
  const isNumbers =
    items.length > 1 && items.every((item) => item.type === 'literal' && typeof item.value === 'number');
  if (isNumbers) return group(['[', indent([softline, fill(texts)]), ifBroken, softline, ']']);
  return list('[', texts, ']', softline, areRows(items));
};

const ifBroken: Doc = { type: 'ifBreak', broken: ',' };

/** Lists of several objects, or of several lists, each of more than one element, go one a line. */
const areRows = (items: readonly Template[]): boolean =>
  items.length > 1 && items.every((item) => item.type === items[0]?.type && size(item) > 1);

const size = (template: Template): number => {
  if (template.type === 'object') return template.entries.length;
  return template.type === 'array' ? template.items.length : 0;
};

/** Whether an object reads well on one line: few scalars, or one object of them. */
const isBrief = ({ entries }: ObjectTemplate): boolean =>
  entries.length <= 4 &&
  entries.every(
    ([, value]) =>
      isScalar(value) ||
      (entries.length === 1 &&
        value.type === 'object' &&
        value.entries.every((entry) => isScalar(entry[1])) &&
        isBrief(value)),
  );

const isScalar = (template: Template): boolean =>
  template.type === 'literal' ||
  template.type === 'expression' ||
  template.type === 'interpolation' ||
  (template.type === 'array' && template.items.length === 0) ||
  (template.type === 'object' && template.entries.length === 0);
