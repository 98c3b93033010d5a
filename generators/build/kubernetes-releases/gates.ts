/**
 * The texts of kube_features.go of several releases → the minor release in which each feature gate is open by default first. Several,
 * because gates are taken out some releases after they are open for good; those before 1.33 have another form, and say nothing.
 */

/** By the gate's name; not those that never are. */
export const openGates = (texts: readonly string[]): ReadonlyMap<string, number> => new Map(texts.flatMap(openIn));

const openIn = (text: string): readonly (readonly [string, number])[] =>
  [...text.matchAll(/^\t(?:\w+\.)?(\w+): \{((?:\n\t\t.*)+)\n\t\}/gm)].flatMap(([, name = '', rows = '']) => {
    const open = /^.*MustParse\("1\.(\d+)"\).*Default: true/m.exec(rows);
    return open === null ? [] : [[name, Number(open[1])] as const];
  });
