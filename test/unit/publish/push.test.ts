import { describe, expect, test } from 'vitest';
import { artifactAt, isWrite, push, start, two } from './pushing.ts';

describe('what is pushed', () => {
  test('is under its tags, byte for byte', async () => {
    const registry = await start();
    const artifacts = two(registry.host);
    const { results, pushed } = await push(artifacts);
    expect(results?.map(({ state }) => state)).toEqual(['pushed', 'pushed']);
    expect(pushed).toEqual(['acme/one', 'acme/two']);
    expect([...registry.tags.keys()]).toEqual(['acme/one:0.1.0', 'acme/two:0.1.0']);
    for (const { repository, manifest, config, layer } of artifacts) {
      expect(registry.tags.get(`${repository.path}:0.1.0`)?.equals(Buffer.from(manifest.bytes))).toBe(true);
      for (const { digest, bytes } of [config, layer])
        expect(registry.blobs.get(digest)?.equals(Buffer.from(bytes))).toBe(true);
    }
  });

  test('has every blob of every artifact there before the first tag', async () => {
    const registry = await start();
    await push(two(registry.host));
    const writes = registry.seen.filter(({ method }) => method === 'PUT').map((seen) => isWrite(seen));
    expect(writes).toEqual([false, false, false, false, true, true]);
  });

  test.each(['relative', 'absolute', 'query'] as const)('goes where a %s location says', async (location) => {
    const registry = await start({ location });
    expect((await push(two(registry.host))).results?.map(({ state }) => state)).toEqual(['pushed', 'pushed']);
  });

  test('is looked at again where the registry does not say what it stored', async () => {
    const registry = await start({ saysDigest: false });
    expect((await push(two(registry.host))).results?.map(({ state }) => state)).toEqual(['pushed', 'pushed']);
  });

  test('a second time is there already, and nothing is sent', async () => {
    const registry = await start();
    const artifacts = two(registry.host);
    await push(artifacts);
    const before = registry.seen.length;
    const { results, pushed } = await push(artifacts);
    expect(results?.map(({ state, digest }) => [state, digest])).toEqual(
      artifacts.map(({ manifest }) => ['present', manifest.digest]),
    );
    expect(pushed).toEqual([]);
    expect(registry.seen.slice(before).every(({ method }) => method === 'GET')).toBe(true);
  });

  test('with the same content from another commit is there already, under the digest that it has', async () => {
    const registry = await start();
    const before = artifactAt(registry.host, 'one', 'first', 'main@sha1:1');
    await push([before]);
    const { results } = await push([artifactAt(registry.host, 'one', 'first', 'main@sha1:2')]);
    expect(results).toMatchObject([{ state: 'present', digest: before.manifest.digest }]);
    expect(registry.tags.get('acme/one:0.1.0')?.equals(Buffer.from(before.manifest.bytes))).toBe(true);
  });
});

describe('a tag with other content', () => {
  test('ends it, and nothing is sent of anything', async () => {
    const registry = await start();
    const before = artifactAt(registry.host, 'two', 'older');
    await push([before]);
    const [requests, blobs] = [registry.seen.length, registry.blobs.size];
    const { results, pushed } = await push(two(registry.host));
    expect(results?.map(({ state, digest }) => [state, digest])).toEqual([
      ['free', two(registry.host)[0]!.manifest.digest],
      ['taken', before.manifest.digest],
    ]);
    expect(pushed).toEqual([]);
    expect(registry.seen.slice(requests).every(({ method }) => method === 'GET')).toBe(true);
    expect(registry.blobs.size).toBe(blobs);
    expect([...registry.tags.keys()]).toEqual(['acme/two:0.1.0']);
  });

  test.each(['{"manifests":[]}', 'no JSON', '{"config":null,"layers":[]}'])('%s is other content', async (manifest) => {
    const registry = await start();
    registry.put('acme/one', '0.1.0', manifest);
    expect((await push([two(registry.host)[0]!])).results).toMatchObject([{ state: 'taken' }]);
  });

  test('is replaced when that is asked for', async () => {
    const registry = await start();
    await push([artifactAt(registry.host, 'two', 'older')]);
    const { results } = await push(two(registry.host), { overwrite: true });
    expect(results?.map(({ state }) => state)).toEqual(['pushed', 'replaced']);
    const { bytes } = two(registry.host)[1]!.manifest;
    expect(registry.tags.get('acme/two:0.1.0')?.equals(Buffer.from(bytes))).toBe(true);
  });
});
