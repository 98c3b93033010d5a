/** The text of a spec that is made of CRDs: as `new` begins one, and as a person would go on. */
import { type JsonObject, jsonText } from '../model/json.ts';
import { specText } from '../spec/new-spec.ts';
import type { ApiSpec } from '../spec/spec.ts';
import { inReadingOrder } from './order.ts';
import { blockMap } from './print.ts';

/** A whole new operator.yaml. */
export const importedSpecText = (name: string, domain: string, apis: readonly ApiSpec[]): string =>
  specText({ name, domain, entries: `${apis.map((api) => apiEntry(api, '    ')).join('\n')}\n` });

/** One entry of `spec.apis` at an indentation, ending in a line feed. */
export const apiEntry = (api: ApiSpec, indent: string): string =>
  `${indent}- ${blockMap(inReadingOrder(api), `${indent}  `)}\n`;

/** One entry of `spec.apis` in flow style: JSON, but for what YAML would take for the end of a line. */
export const flowEntry = (api: ApiSpec): string =>
  jsonText(inReadingOrder(api) satisfies JsonObject).replaceAll(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
