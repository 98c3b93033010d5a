/** Flags of etcd and kube-apiserver, without the dashes; a list gives the flag several times, null takes a default away. */
export type Flags = Readonly<Record<string, string | readonly string[] | null>>;

/** The command line of the defaults with `more` in their place. */
export const flagsOf = (defaults: Flags, more: Flags): readonly string[] =>
  Object.entries({ ...defaults, ...more }).flatMap(([name, value]) =>
    value === null ? [] : [value].flat().map((one) => `--${name}=${one}`),
  );
