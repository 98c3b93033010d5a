/** Names of properties as rules write them (k8s.io/apiserver/pkg/cel/escaping.go). */
import { RESERVED } from './reserved.ts';

const SYMBOLS: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** The name of a property in CEL; undefined when rules cannot name it. */
export const escapeName = (name: string): string | undefined => {
  if (RESERVED.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_./-][\w./-]*$/.test(name)) return undefined;
  return name.replaceAll(/__|[-./]/g, (symbol) => SYMBOLS[symbol]!);
};
