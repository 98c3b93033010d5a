/** Values of Kubernetes' CEL libraries: quantities and named formats (apiserver: pkg/cel/library). */
import { Optional } from '@marcbachmann/cel-js';
import { canonicalQuantity } from '../builtin/quantity.ts';
import {
  dns1035Problem,
  dnsLabelProblem,
  labelValueProblem,
  qualifiedNameProblem,
  subdomainProblem,
} from '../resources/names.ts';
import { matchesFormat } from './format.ts';

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** An amount such as `500m` or `1Gi`, as exact as a double is. */
export class Quantity {
  readonly amount: number;

  constructor(amount: number) {
    this.amount = amount;
  }

  static parse(text: string): Quantity {
    const canonical = canonicalQuantity(text);
    if (canonical === undefined) throw new Error(`quantity: ${JSON.stringify(text)} is no quantity`);
    const [, digits = '0', suffix = ''] = /^([-+]?[\d.]+(?:e-?\d+)?)([a-zA-Z]*)$/.exec(canonical) ?? [];
    return new Quantity(Number(digits) * (FACTORS[suffix] ?? 1));
  }
}

/** `format.dns1123Label()` and the like: `validate` answers what is wrong, or none. */
export class Format {
  readonly check: (text: string) => string | undefined;

  constructor(check: (text: string) => string | undefined) {
    this.check = check;
  }

  validate(text: string): unknown {
    const problem = this.check(text);
    return problem === undefined ? Optional.none() : Optional.of([problem]);
  }
}

const byFormat = (name: string) => (text: string) =>
  matchesFormat(name, text) ? undefined : `must be a valid ${name}`;

/** What a generated name begins with may end in a dash. */
const prefixOf = (check: (text: string) => string | undefined) => (text: string) => check(text.replace(/-$/, 'a'));

export const FORMATS: Readonly<Record<string, (text: string) => string | undefined>> = {
  dns1123Label: dnsLabelProblem,
  dns1123Subdomain: subdomainProblem,
  dns1035Label: dns1035Problem,
  qualifiedName: qualifiedNameProblem,
  labelValue: labelValueProblem,
  dns1123LabelPrefix: prefixOf(dnsLabelProblem),
  dns1123SubdomainPrefix: prefixOf(subdomainProblem),
  dns1035LabelPrefix: prefixOf(dns1035Problem),
  ...Object.fromEntries(['uri', 'uuid', 'byte', 'date', 'datetime'].map((name) => [name, byFormat(name)])),
};
