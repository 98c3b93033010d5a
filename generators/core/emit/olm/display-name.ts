/** What follows a capital run is a word of its own: 'tlsCAFile' is 'Tls CA File', 'containerPort' 'Container Port'. A name without a word stays as it is. */
export const displayNameOf = (name: string): string =>
  name
    .replaceAll(/([\p{Ll}\p{N}])(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1$2 ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => `${word[0]!.toUpperCase()}${word.slice(1)}`)
    .join(' ') || name;
