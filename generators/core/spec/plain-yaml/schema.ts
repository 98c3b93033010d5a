/** The dialect of `yaml-dialect.ts` for js-yaml. On what would be a problem or a merge it throws. */
import { boolYaml11Tag, defineScalarTag, mapTag, NOT_RESOLVED, nullYaml11Tag, Schema, seqTag, strTag } from 'js-yaml';
import { goNumber } from '../go-scalar.ts';

const number = defineScalarTag<number | bigint>('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: [...'-+.0123456789'],
  resolve: (text) => {
    if (/^[-+]?\.(?:inf|nan)$/i.test(text)) throw new Error(`${text} is no number in JSON`);
    const number = goNumber(text);
    if (typeof number !== 'bigint') return number ?? NOT_RESOLVED;
    return Number.isSafeInteger(Number(number)) ? Number(number) : number;
  },
  identify: () => false,
});

const merge = defineScalarTag<never>('tag:yaml.org,2002:merge', {
  implicit: true,
  implicitFirstChars: ['<'],
  resolve: (text) => {
    if (text === '<<') throw new Error('<< merges');
    return NOT_RESOLVED;
  },
  identify: () => false,
});

/** Keys that are no strings are problems, or read as other text than is written. */
const map: typeof mapTag = {
  ...mapTag,
  addPair: (pairs, key, value) =>
    typeof key === 'string' ? mapTag.addPair(pairs, key, value) : 'a key must be a string',
};

export const schema = new Schema([strTag, seqTag, map, nullYaml11Tag, boolYaml11Tag, number, merge]);
