/** The tag of a version's artifact: tags have no `+`, and Helm pushes an underscore for it. */
export const versionTag = (version: string): string => version.replaceAll('+', '_');
