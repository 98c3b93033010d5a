/** Rules for names, in the words of apimachinery's validation. */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const DNS1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const VALUE = `(${QUALIFIED})?`;

const example = (text: string, examples: readonly string[], form: string): string =>
  `${text} (e.g. ${examples.map((each) => `'${each}'`).join(',  or ')}, regex used for validation is '${form}')`;
const atMost = (length: number): string => `must be no more than ${length} characters`;
const full = (form: string, text: string): boolean => new RegExp(`^${form}$`).test(text);

/** Undefined when `name` is a DNS-1123 subdomain, otherwise what is wrong. */
export function subdomainProblem(name: string): string | undefined {
  if (name.length > 253) return atMost(253);
  if (full(SUBDOMAIN, name)) return undefined;
  return example(
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
    ['example.com'],
    SUBDOMAIN,
  );
}

export function dnsLabelProblem(name: string): string | undefined {
  if (name.length > 63) return atMost(63);
  if (full(LABEL, name)) return undefined;
  return example(
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
    ['my-name', '123-abc'],
    LABEL,
  );
}

export function dns1035Problem(name: string): string | undefined {
  if (name.length > 63) return atMost(63);
  if (full(DNS1035, name)) return undefined;
  return example(
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
    ['my-name', 'abc-123'],
    DNS1035,
  );
}

/** `prefix/name`, as in labels, annotations and finalizers. */
export function qualifiedNameProblem(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2)
    return `${example(
      "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      ['MyName', 'my.name', '123-abc'],
      QUALIFIED,
    )} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (prefix === '') return 'prefix part must be non-empty';
  const wrong = prefix === undefined ? undefined : subdomainProblem(prefix);
  if (wrong !== undefined) return `prefix part ${wrong}`;
  if (name === '') return 'name part must be non-empty';
  if (name.length > 63) return `name part ${atMost(63)}`;
  if (full(QUALIFIED, name)) return undefined;
  return `name part ${example("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", ['MyName', 'my.name', '123-abc'], QUALIFIED)}`;
}

export function labelValueProblem(value: string): string | undefined {
  if (value.length > 63) return atMost(63);
  if (full(VALUE, value)) return undefined;
  return example(
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    ['MyValue', 'my_value', '12345'],
    VALUE,
  );
}

/** A name that can stand in a URL's path; what kinds without stricter rules ask for. */
export function pathSegmentProblem(name: string): string | undefined {
  if (name === '.' || name === '..') return `may not be '${name}'`;
  const found = ['/', '%'].find((each) => name.includes(each));
  return found === undefined ? undefined : `may not contain '${found}'`;
}
