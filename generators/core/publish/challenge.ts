/** What a registry asks for: the header WWW-Authenticate (RFC 9110, 11.6.1), which may have several challenges. */

export interface Challenge {
  /** In lower case: 'bearer', 'basic'. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = String.raw`[!#$%&'*+.^_\x60|~0-9A-Za-z-]+`;
const PARAMETER = new RegExp(String.raw`^(${TOKEN})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|(${TOKEN}))`, 's');
const SCHEME = new RegExp(`^(${TOKEN})(?=\\s|,|$)`);

/** The challenges of a header; what cannot be read ends them. */
export const parseChallenges = (header: string): readonly Challenge[] => {
  const challenges: { readonly scheme: string; readonly parameters: Map<string, string> }[] = [];
  let rest = header;
  for (;;) {
    rest = rest.replace(/^[\s,]+/, '');
    const parameter = PARAMETER.exec(rest);
    if (parameter !== null) {
      const [whole, name = '', quoted, token = ''] = parameter;
      challenges.at(-1)?.parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/gs, '$1') ?? token);
      rest = rest.slice(whole.length);
      continue;
    }
    const scheme = SCHEME.exec(rest)?.[1];
    if (scheme === undefined) return challenges;
    challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    rest = rest.slice(scheme.length);
  }
};
