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
    .map((tag) => (typeof tag === 'object' && isPlainFloat(tag) ? plainFloatOf(tag) : tag)),
  octalOf12,
];

/** The package takes a dot without digits for a number. */
const isPlainFloat = (tag: ScalarTag | CollectionTag): tag is ScalarTag =>
  tag.tag === 'tag:yaml.org,2002:float' && 'test' in tag && tag.test?.test('.') === true;
const plainFloatOf = (tag: ScalarTag): ScalarTag => ({ ...tag, test: PLAIN_FLOAT });
const PLAIN_FLOAT = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/;

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
