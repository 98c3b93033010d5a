/** Addresses of networks, as Go's net package reads them; parts of IPv4 may have leading zeros, as before Go 1.17. */

const isPart = (text: string): boolean => /^\d+$/.test(text) && Number(text) <= 255;

/** Four numbers with dots between. */
const isDotted = (text: string): boolean => {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(isPart);
};

/** Written with dots: IPv4 in IPv6 is one too. */
export const isIPv4 = (text: string): boolean => text.includes('.') && isIp(text, isDotted);

/** Written with colons. Leading zeros are refused here. */
export const isIPv6 = (text: string): boolean => text.includes(':') && isIp(text, isStrict);

const isStrict = (text: string): boolean => isDotted(text) && text.split('.').every((part) => !/^0\d/.test(part));

const isIp = (text: string, isTail: (text: string) => boolean): boolean =>
  text.includes(':') ? isColons(text, isTail) : isTail(text);

const isColons = (text: string, isTail: (text: string) => boolean): boolean => {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half, i) => {
    const parts = half === '' ? [] : half.split(':');
    const last = i === halves.length - 1 ? parts.at(-1) : undefined;
    if (last === undefined || !last.includes('.')) return parts;
    return isTail(last) ? [...parts.slice(0, -1), '0', '0'] : ['?'];
  });
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
};

/** An address, a slash, and how many bits of it are the network's. */
export const isCidr = (text: string): boolean => {
  const [address = '', bits = '', ...rest] = text.split('/');
  return (
    rest.length === 0 &&
    isIp(address, isDotted) &&
    /^\d+$/.test(bits) &&
    Number(bits) <= (address.includes(':') ? 128 : 32)
  );
};

/** 6, 8 or 20 bytes, by colons, dashes, dots after each second, or nothing. */
export const isMac = (text: string): boolean =>
  [6, 8, 20].some((bytes) =>
    [
      `[0-9a-f]{${bytes * 2}}`,
      `[0-9a-f]{2}(?::[0-9a-f]{2}){${bytes - 1}}`,
      `[0-9a-f]{2}(?:-[0-9a-f]{2}){${bytes - 1}}`,
      `[0-9a-f]{4}(?:\\.[0-9a-f]{4}){${bytes / 2 - 1}}`,
    ].some((form) => new RegExp(`^${form}$`, 'i').test(text)),
  );
