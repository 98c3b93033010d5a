/** Registries in bad hours, and such as refuse: no tag is left that is not whole, and the user is told what to do. */
import { describe, expect, test } from 'vitest';
import type { FakeOptions, Said, Seen } from './fake-registry.ts';
import { isWrite, push, start, two } from './pushing.ts';

describe('a registry that fails for a while', () => {
  const once = (said: Said | 'reset', matches: (seen: Seen) => boolean) => {
    let failed = 0;
    return (seen: Seen) => (matches(seen) && failed++ === 0 ? said : undefined);
  };
  const put = ({ method, path }: Seen): boolean => method === 'PUT' && path.includes('uploads');
  const begun = ({ method }: Seen): boolean => method === 'POST';
  const looked = ({ method }: Seen): boolean => method === 'HEAD';

  test.each<[string, FakeOptions['fault']]>([
    ['too many requests', once({ status: 429, headers: { 'retry-after': '0' } }, begun)],
    [
      'too many requests until a date',
      once({ status: 429, headers: { 'retry-after': new Date().toUTCString() } }, begun),
    ],
    ['an error at the beginning', once({ status: 500 }, ({ path }) => path === '/v2/')],
    ['an error at an upload', once({ status: 503 }, put)],
    ['a bad gateway at a tag', once({ status: 502 }, isWrite)],
    ['a connection that breaks in an upload', once('reset', put)],
    ['a connection that breaks at a look', once('reset', looked)],
    ['a connection that breaks at a tag', once('reset', isWrite)],
    ['the first connection that breaks', once('reset', () => true)],
    ['an upload that is lost', once({ status: 404, body: '{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN"}]}' }, put)],
  ])('%s: gets everything in the end', async (_, fault) => {
    const registry = await start({ ...(fault !== undefined && { fault }) });
    const { results, problem } = await push(two(registry.host));
    expect(problem).toBeUndefined();
    expect(results?.map(({ state }) => state)).toEqual(['pushed', 'pushed']);
    expect(registry.tags.size).toBe(2);
  });

  test('is waited for, and it is said why', async () => {
    const registry = await start({ fault: once({ status: 503, headers: { 'retry-after': '1' } }, begun) });
    const { said } = await push(two(registry.host));
    expect(said).toContain(`${registry.host} answers 503; trying again in 1.0 s`);
  });

  test('is not waited for longer than a person would', async () => {
    const registry = await start({ fault: once({ status: 429, headers: { 'retry-after': '3600' } }, begun) });
    const { problem } = await push(two(registry.host));
    expect(problem).toContain('The registry answers 429');
  });

  test('is left with no tag, and can be pushed to again', async () => {
    let isBroken = true;
    const registry = await start({
      fault: ({ method, path }) => (isBroken && method === 'POST' && path.includes('two') ? 'reset' : undefined),
    });
    const { problem, pushed } = await push(two(registry.host));
    expect(problem).toBe(
      `${registry.host}  the connection broke, 4 times. If it speaks HTTPS, leave --plain-http out. Run again: what has arrived is not sent again.`,
    );
    expect({ pushed, tags: registry.tags.size, blobs: registry.blobs.size }).toEqual({ pushed: [], tags: 0, blobs: 2 });
    isBroken = false;
    const before = registry.seen.length;
    expect((await push(two(registry.host))).pushed).toEqual(['acme/one', 'acme/two']);
    expect(registry.seen.slice(before).filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  test('between two tags leaves the first, which is whole, and says so', async () => {
    const registry = await start({
      fault: (seen) => (isWrite(seen) && seen.path.includes('two') ? { status: 500 } : undefined),
    });
    const { problem, pushed } = await push(two(registry.host));
    expect(problem).toMatch(
      /^oci:\/\/.+\/acme\/two:0\.1\.0 {2}could not write the tag: the registry is overloaded or broken\./,
    );
    expect(pushed).toEqual(['acme/one']);
    expect([...registry.tags.keys()]).toEqual(['acme/one:0.1.0']);
  });
});

describe('a registry that refuses', () => {
  const error = (status: number, code: string, message: string): Said => ({
    status,
    body: JSON.stringify({ errors: [{ code, message }] }),
  });
  test.each<[string, (seen: Seen) => Said | undefined, RegExp]>([
    [
      'a repository that is not there',
      ({ method }) => (method === 'POST' ? error(404, 'NAME_UNKNOWN', 'repository name not known') : undefined),
      /there is no such repository, .+ answers 404: NAME_UNKNOWN: repository name not known\. Create acme\/one there/,
    ],
    [
      'writing at all',
      ({ method }) => (method === 'POST' ? error(405, 'UNSUPPORTED', 'the registry is read-only') : undefined),
      /it is read-only\. .+ push to another one\.$/,
    ],
    [
      'this user',
      ({ method }) => (method === 'POST' ? error(403, 'DENIED', 'requested access is denied') : undefined),
      /not allowed to upload, with no credentials\. .+ DENIED: requested access is denied\. Allow that user to write to acme\/one/,
    ],
    [
      'the kind of artifact',
      (seen) => (isWrite(seen) ? error(400, 'MANIFEST_INVALID', 'unknown config') : undefined),
      /does not take this kind of artifact/,
    ],
    [
      'a tag that it keeps as it is',
      (seen) => (isWrite(seen) ? error(400, 'TAG_INVALID', 'The image tag is immutable') : undefined),
      /does not let a tag be written again\. .+ Raise spec\.version/,
    ],
    [
      'the size',
      ({ method }) => (method === 'PUT' ? { status: 413, body: '<html>' } : undefined),
      /too large for the registry/,
    ],
    [
      'with a text for the terminal',
      ({ method }) => (method === 'POST' ? error(400, 'X', '\u001B[2Jgone\nnext') : undefined),
      /X: \\u001b\[2Jgone\\nnext\. Check the address\.$/,
    ],
    ['to be one', () => ({ status: 404, body: '<html>' }), /there is no registry: it does not know \/v2\/\./],
  ])('%s: is quoted, and no tag is there', async (_, fault, words) => {
    const registry = await start({ fault });
    const { problem, pushed } = await push(two(registry.host));
    expect(problem).toMatch(words);
    expect(pushed).toEqual([]);
    expect(registry.tags.size).toBe(0);
  });

  test('does not get away with storing something else', async () => {
    const registry = await start({
      fault: (seen) =>
        isWrite(seen) ? { status: 201, headers: { 'docker-content-digest': 'sha256:other' } } : undefined,
    });
    expect((await push(two(registry.host))).problem).toContain('has stored sha256:other where sha256:');
  });
});

test('one that never answers is given up', async () => {
  const registry = await start({ fault: () => 'hang' });
  const { problem } = await push(two(registry.host), { timing: { answer: 150 } });
  expect(problem).toBe(
    `${registry.host}  it did not answer within 0.15 s. Check the address and the network. Run again: what has arrived is not sent again.`,
  );
});

test('Ctrl-C ends it at once, and leaves no tag', async () => {
  const stop = new AbortController();
  const registry = await start({
    fault: ({ method }) => {
      if (method !== 'POST') return undefined;
      stop.abort(new Error('interrupted'));
      return 'hang';
    },
  });
  await expect(push(two(registry.host), { signal: stop.signal })).rejects.toThrow('interrupted');
  expect(registry.tags.size).toBe(0);
});
