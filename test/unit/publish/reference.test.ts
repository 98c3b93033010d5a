import { describe, expect, test } from 'vitest';
import { addressOf, below, parseAddress } from '../../../generators/core/publish/reference.ts';

describe('an address', () => {
  test.each([
    ['oci://ghcr.io/acme', { host: 'ghcr.io', path: 'acme' }],
    ['oci://ghcr.io/acme/', { host: 'ghcr.io', path: 'acme' }],
    ['oci://localhost:5000', { host: 'localhost:5000', path: '' }],
    ['oci://127.0.0.1:5000/a/b_c/d__e/f--g/h.i', { host: '127.0.0.1:5000', path: 'a/b_c/d__e/f--g/h.i' }],
    ['oci://[::1]:5000/a', { host: '[::1]:5000', path: 'a' }],
    ['oci://Registry.Example.com/a', { host: 'Registry.Example.com', path: 'a' }],
  ])('%s', (address, expected) => {
    expect(parseAddress(address)).toEqual(expected);
  });

  test.each([
    ['ghcr.io/acme', 'is no address in a registry', 'oci://HOST/PATH'],
    ['https://ghcr.io/acme', 'is no address in a registry', 'oci://HOST/PATH'],
    ['oci://', 'names no host', 'oci://HOST/PATH'],
    ['oci://acme/x', 'begins with "acme", which is no host', 'oci://ghcr.io/acme'],
    ['oci://user:secret@ghcr.io/acme', 'has credentials in it', 'docker login'],
    ['oci://ghcr.io/acme:1.0', 'ends in a tag', 'the tag is the version'],
    ['oci://ghcr.io/acme@sha256:abc', 'ends in a tag', 'the tag is the version'],
    ['oci://ghcr.io/Acme', 'has "Acme" in its path', 'lower-case'],
    ['oci://ghcr.io//acme', 'has "" in its path', 'lower-case'],
    ['oci://ghcr.io/a?b=c', 'has "a?b=c" in its path', 'lower-case'],
    ['oci://ghcr.io/../x', 'has ".." in its path', 'lower-case'],
    ['oci://localhost:65536/x', 'names port 65536', '1 to 65535'],
    ['oci://localhost:0/x', 'names port 0', '1 to 65535'],
    ['oci://gh cr.io/x', 'names no host', 'oci://HOST/PATH'],
  ])('%s is refused', (address, message, hint) => {
    expect(parseAddress(address)).toEqual({
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });

  test('has others below it', () => {
    expect(addressOf(below({ host: 'localhost:5000', path: '' }, 'charts/x'))).toBe('oci://localhost:5000/charts/x');
    expect(addressOf(below({ host: 'ghcr.io', path: 'acme' }, 'charts/x'))).toBe('oci://ghcr.io/acme/charts/x');
  });
});
