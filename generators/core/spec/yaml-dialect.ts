/**
 * YAML as the API server reads it: go-yaml's mixture of 1.1 and 1.2. `on` and `y` are what 1.1 says, numbers are what `go-scalar.ts`
 * says, and there are no dates.
 */
import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, Tags } from 'yaml';
import { goNumber } from './go-scalar.ts';

const INT = 'tag:yaml.org,2002:int';
const FLOAT = 'tag:yaml.org,2002:float';
const ABSENT: ReadonlySet<string> = new Set(
  ['timestamp', 'binary', 'omap', 'pairs', 'set'].map((name) => `tag:yaml.org,2002:${name}`),
);

/** Of all that begins as a number does, what is one. Printed, it is what was read: `0x10` and integers of any size stay. */
const number: ScalarTag = {
  tag: INT,
  default: true,
  identify: (value) => typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value)),
  test: /^[-+.\d]/,
  resolve: (text) => goNumber(text) ?? text,
  stringify: ({ source, value }) => (source !== undefined && goNumber(source) === value ? source : String(value)),
};

/** Infinities and what is no number: words, as in 1.1. */
const isWord = ({ test }: ScalarTag): boolean => test?.test('.inf') === true;
/** It prints no others. */
const wordTag = (tag: ScalarTag): ScalarTag => ({
  ...tag,
  identify: (value) => typeof value === 'number' && !Number.isFinite(value),
});

const likeGo = (tags: Tags): Tags => [
  ...tags.flatMap((tag): Tags => {
    if (typeof tag === 'string') return [tag];
    if (ABSENT.has(tag.tag)) return [];
    if (tag.tag !== INT && tag.tag !== FLOAT) return [tag];
    return isWord(tag as ScalarTag) ? [wordTag(tag as ScalarTag)] : [];
  }),
  number,
];

/** Options for the `yaml` package. Integers come as bigint: whether one fits a number is decided where it is read. */
export const dialect: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  customTags: likeGo,
  intAsBigInt: true,
  // Checked in value.ts: here it takes quadratic time.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
};
