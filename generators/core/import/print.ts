/**
 * Data of a CRD as YAML that a person would have written: short leaf schemas and short lists on one line, long text folded or as a
 * literal block, the rest in block style. Given plain data, gives lines that YAML 1.1 in go-yaml's dialect and YAML 1.2 read alike;
 * how a scalar is quoted is `emit/yaml-scalar.ts`'s.
 */
import { yamlKey, yamlScalar } from '../emit/yaml-scalar.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';

/** Nothing on one line goes beyond it; text is folded at it. */
const WIDTH = 120;
/** A leaf schema of more keywords is easier to read line by line. */
const MOST_FLOW_ENTRIES = 4;

/** The lines of a value that follows `key:` or `- ` at `indent`; begins with what stands on that line, ends without a line feed. */
export const printed = (value: JsonValue, indent: string, column: number): string => {
  if (typeof value === 'string') return printedText(value, indent, column);
  if (typeof value !== 'object' || value === null) return yamlScalar(value, indent);
  const flow = flowOf(value);
  if (flow !== undefined && column + flow.length <= WIDTH) return flow;
  return isList(value) ? blockList(value, indent) : blockMap(value, indent);
};

/** Entries of a mapping, each on lines of its own at `indent`; the first without it. */
export const blockMap = (value: JsonObject, indent: string): string =>
  Object.entries(value)
    .filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
    .map(([key, item]) => entryOf(key, item, indent))
    .join(`\n${indent}`);

const blockList = (value: readonly JsonValue[], indent: string): string =>
  value.map((item) => `- ${printed(item, `${indent}  `, indent.length + 2)}`).join(`\n${indent}`);

/** A longer key is not found by YAML's readers unless it says that it is one: `? key`. */
const LONGEST_KEY = 1024;

const entryOf = (key: string, value: JsonValue, indent: string): string => {
  const name = yamlKey(key, indent === '');
  const inner = `${indent}  `;
  const head = name.length > LONGEST_KEY ? `? ${name}\n${indent}:` : `${name}:`;
  const rest = printed(value, inner, indent.length + name.length + 2);
  const isBlock = typeof value === 'object' && value !== null && rest !== flowOf(value);
  return isBlock ? `${head}\n${inner}${rest}` : `${head} ${rest}`;
};

/** One line in flow style, of what is plain enough for it; undefined for the rest. */
const flowOf = (value: JsonObject | readonly JsonValue[]): string | undefined => {
  if (isList(value)) {
    const items = value.map(flowScalar);
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  // A name beside a type is no schema, but an entry of a list that is looked up by it.
  if (entries.length > MOST_FLOW_ENTRIES || !('type' in value) || !entries.every(([key]) => LEAF.has(key))) return;
  const items = entries.map(([key, item]) => {
    const scalar =
      item !== undefined && typeof item === 'object' && item !== null ? undefined : flowScalar(item as JsonValue);
    return scalar === undefined ? undefined : `${key}: ${scalar}`;
  });
  return items.includes(undefined) ? undefined : `{${items.join(', ')}}`;
};

/** Keywords whose values are short. */
const LEAF: ReadonlySet<string> = new Set(
  `type format default nullable minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength multipleOf
   x-kubernetes-preserve-unknown-fields x-kubernetes-map-type x-kubernetes-int-or-string
   x-kubernetes-embedded-resource`.split(/\s+/),
);

/** A scalar that flow style does not change: no indicator, no line break. */
const flowScalar = (value: JsonValue): string | undefined => {
  if (typeof value === 'object' && value !== null) return undefined;
  const scalar = yamlScalar(value, '');
  if (typeof value !== 'string') return scalar;
  return scalar.length <= 60 && /^(?:[A-Za-z][\w./-]*|"[ -!#-[\]-~]*")$/.test(scalar) ? scalar : undefined;
};

const printedText = (value: string, indent: string, column: number): string => {
  const scalar = yamlScalar(value, indent);
  return column + scalar.length > WIDTH && isFoldable(value) ? folded(value, indent) : scalar;
};

/** Words with single spaces between them: whoever unfolds the lines gets the same text back. */
const isFoldable = (value: string): boolean =>
  /^[!-~\u00a1-\u2027\u202a-\ud7ff]+(?: [!-~\u00a1-\u2027\u202a-\ud7ff]+)+$/.test(value);

const folded = (value: string, indent: string): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of value.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [`>-`, ...lines, line].join(`\n${indent}`);
};

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
