/** References to images: HOST/PATH:TAG@DIGEST (distribution/reference, ParseNormalizedNamed). */

const ALPHANUMERIC = '[a-z0-9]+';
const SEGMENT = `${ALPHANUMERIC}(?:(?:[._]|__|[-]*)${ALPHANUMERIC})*`;
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = String.raw`${LABEL}(?:\.${LABEL})*(?::[0-9]+)?`;

const ALGORITHMS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

export interface ImageFault {
  readonly message: string;
  readonly hint: string;
}

/** What is wrong with the name of an image; undefined for a sound one. */
export const imageFault = (image: string): ImageFault | undefined => {
  if (/^[a-f0-9]{64}$/.test(image)) return { message: 'it is the id of an image.', hint: 'Give its name.' };
  const { name, tag, digest } = parts(qualified(image));
  const path = name.slice(name.indexOf('/') + 1);
  if (path !== path.toLowerCase()) return { message: 'it has capitals.', hint: 'Write the repository in lower case.' };
  if (!isName(name))
    return {
      message: 'its name has characters that no name of an image has.',
      hint: 'Use HOST/PATH, with lower-case letters, digits, ".", "_" and "-" in the path.',
    };
  if (name.length > 255) return { message: 'its name has more than 255 characters.', hint: 'Shorten it.' };
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag))
    return { message: 'behind the colon there is no tag.', hint: 'Use letters, digits, ".", "_" and "-".' };
  return digest === undefined || isDigest(digest)
    ? undefined
    : { message: 'behind the @ there is no digest.', hint: 'Use sha256: and 64 hexadecimal digits.' };
};

/** What stands behind the @ of a reference; undefined where there is none, and a tag may lead to another image tomorrow. */
export const digestOf = (image: string): string | undefined => parts(image).digest;

/** splitDockerDomain: without a host it is on Docker Hub, and without a folder in that it is in `library`. */
const qualified = (image: string): string => {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(0, slash));
  const isHost = slash >= 0 && (/[.:]/.test(first) || first === 'localhost');
  const host = isHost && first !== 'index.docker.io' ? first : 'docker.io';
  const rest = isHost ? image.slice(slash + 1) : image;
  return `${host}/${host === 'docker.io' && !rest.includes('/') ? 'library/' : ''}${rest}`;
};

interface Parts {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

const parts = (image: string): Parts => {
  const [, beforeDigest = image, digest] = /^([^@]*)@(.*)$/s.exec(image) ?? [];
  const [, name = beforeDigest, tag] = /^([^/]*\/[^:]*):(.*)$/s.exec(beforeDigest) ?? [];
  return { name, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
};

const isName = (name: string): boolean => {
  const [host = '', ...segments] = name.split('/');
  return (
    new RegExp(`^${DOMAIN}$`).test(host) &&
    segments.length > 0 &&
    segments.every((segment) => new RegExp(`^${SEGMENT}$`).test(segment))
  );
};

const isDigest = (digest: string): boolean => {
  const [, algorithm = '', hex = ''] = /^([a-z0-9]+):([a-f0-9]+)$/.exec(digest) ?? [];
  return ALGORITHMS[algorithm] === hex.length;
};
