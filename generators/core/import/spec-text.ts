/** The text of a spec that is made of CRDs: as `new` begins one, and as a person would go on. */
import { type JsonObject, jsonText } from '../model/json.ts';
import { specText } from '../spec/new-spec.ts';
import type { ApiSpec } from '../spec/spec.ts';
import { inReadingOrder } from './order.ts';
import { blockMap } from './print.ts';

/** A whole new operator.yaml. */
export const importedSpecText = (name: string, domain: string, apis: readonly ApiSpec[]): string =>
  specText({ name, domain, entries: apis.map((api) => withBlank(apiEntry(api, '    '))).join('') });

/** Entries of `spec.apis` at an indentation with an empty line between, ending in a line feed. */
export const apiEntries = (apis: readonly ApiSpec[], indent: string): string =>
  apis.map((api, i) => (i < apis.length - 1 ? withBlank : String)(apiEntry(api, indent))).join('');

const apiEntry = (api: ApiSpec, indent: string): string =>
  `${indent}- ${blockMap(inReadingOrder(api), `${indent}  `)}\n`;

/** An empty line after the last is there already where a text ends in one, and another would belong to the text. */
const withBlank = (entry: string): string => (entry.endsWith('\n\n') ? entry : `${entry}\n`);

/** One entry of `spec.apis` in flow style: JSON, but for what YAML would take for the end of a line. */
export const flowEntry = (api: ApiSpec): string =>
  jsonText(inReadingOrder(api) satisfies JsonObject).replaceAll(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
