/**
 * YAML as the API server reads it: go-yaml's mixture of 1.1 and 1.2. `on`, `y`, `1_000` and `010` are what 1.1 says, `0o17` is 15
 * as in 1.2, and there are neither base-60 numbers nor timestamps.
 */
import type { CollectionTag, DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, Tags } from 'yaml';

const INT = 'tag:yaml.org,2002:int';
const ABSENT: ReadonlySet<string> = new Set(
  ['timestamp', 'binary', 'omap', 'pairs', 'set'].map((name) => `tag:yaml.org,2002:${name}`),
);

const octalOf12: ScalarTag = {
  tag: INT,
  default: true,
  format: 'OCT',
  test: /^[-+]?0o[0-7_]+$/,
  resolve: (text) => {
    const digits = BigInt(text.replace(/^[-+]/, '').replaceAll('_', ''));
    return text.startsWith('-') ? -digits : digits;
  },
};

const likeGo = (tags: Tags): Tags => [
  ...tags
    .filter((tag) => typeof tag === 'string' || (!ABSENT.has(tag.tag) && tag.format !== 'TIME'))
    .map((tag) => (typeof tag === 'object' && isScalarTag(tag) ? withDigits(tag) : tag)),
  octalOf12,
];

const isScalarTag = (tag: ScalarTag | CollectionTag): tag is ScalarTag => 'test' in tag;

/** The package takes a dot, and an exponent, without digits before it for a number. */
const withDigits = (tag: ScalarTag): ScalarTag => {
  if (tag.tag !== 'tag:yaml.org,2002:float') return tag;
  if (tag.test?.test('.') === true) return { ...tag, test: PLAIN_FLOAT };
  return tag.test?.test('e2') === true ? { ...tag, test: EXPONENT } : tag;
};
const PLAIN_FLOAT = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/;
const EXPONENT = /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)[eE][-+]?_*[0-9][0-9_]*$/;

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
