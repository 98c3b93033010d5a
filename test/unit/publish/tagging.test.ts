/** The moment in which a tag is set: answers that are lost, others who push at the same time, registries that tell late. */
import { describe, expect, test } from 'vitest';
import { digestOf, type FakeRegistry, type Said, type Seen } from './fake-registry.ts';
import { artifactAt, isWrite, push, start } from './pushing.ts';

const one = (host: string) => [artifactAt(host, 'one', 'first')];
const other = (host: string) => artifactAt(host, 'one', 'of somebody else').manifest;

/** Sets the tag as it is asked to, whatever it answers then. */
const store = (registry: FakeRegistry, { body }: Seen): void => registry.put('acme/one', '0.1.0', body.toString());

type Fault = (registry: FakeRegistry, seen: Seen) => Said | 'reset' | undefined;

/** One artifact into a registry with that fault. */
const pushWith = async (fault: Fault) => {
  const registry: FakeRegistry = await start({ fault: (seen) => fault(registry, seen) });
  return { registry, ...(await push(one(registry.host))) };
};

describe('an answer that is lost after the tag was set', () => {
  test.each<[string, Said | 'reset']>([
    ['broke', 'reset'],
    ['was a fault of the gateway', { status: 504 }],
  ])('and %s, before others are refused: the tag is pushed', async (_, lost) => {
    const { results, problem } = await pushWith((registry, seen) => {
      if (!isWrite(seen)) return undefined;
      if (seen.before > 0) return { status: 400, body: '{"errors":[{"code":"TAG_INVALID","message":"immutable"}]}' };
      store(registry, seen);
      return lost;
    });
    expect(problem).toBeUndefined();
    expect(results).toMatchObject([{ state: 'pushed' }]);
  });

  test('every time: the tag is pushed', async () => {
    const { results } = await pushWith((registry, seen) => {
      if (!isWrite(seen)) return undefined;
      store(registry, seen);
      return { status: 500 };
    });
    expect(results).toMatchObject([{ state: 'pushed' }]);
  });

  test('and nothing is heard any more: it is said that it may have been set', async () => {
    let isGone = false;
    const { problem, pushed, tagging } = await pushWith((registry, seen) => {
      if (isWrite(seen)) store(registry, seen);
      isGone ||= isWrite(seen);
      return isGone ? 'reset' : undefined;
    });
    expect(problem).toContain('the connection broke');
    expect({ pushed, tagging }).toEqual({ pushed: [], tagging: 'acme/one' });
  });

  test('and it cannot be read: it is said that it may have been set, and what the first answer was', async () => {
    let isGone = false;
    const { problem, tagging } = await pushWith((_registry, seen) => {
      isGone ||= isWrite(seen);
      return isGone ? { status: 503, body: isWrite(seen) ? 'at writing' : 'at reading' } : undefined;
    });
    expect(problem).toContain(
      'could not write the tag: the registry is overloaded or broken. The registry answers 503: at writing.',
    );
    expect(tagging).toBe('acme/one');
  });
});

test.each([403, 401, 429])('after a plain %i nobody needs to wonder', async (status) => {
  const { problem, pushed, tagging } = await pushWith((_, seen) => (isWrite(seen) ? { status } : undefined));
  expect(problem).toContain(`The registry answers ${status}.`);
  expect({ pushed, tagging }).toEqual({ pushed: [], tagging: undefined });
});

test('where something else is stored than was sent, it is said that the tag may have been set', async () => {
  const { problem, tagging } = await pushWith((_, seen) =>
    isWrite(seen) ? { status: 201, headers: { 'docker-content-digest': 'sha256:other\u009B2J' } } : undefined,
  );
  expect(problem).toContain(String.raw`has stored sha256:other\u009b2J where sha256:`);
  expect(tagging).toBe('acme/one');
});

describe('somebody else who pushes', () => {
  test('while blobs are sent comes first, and stays', async () => {
    const { registry, results, pushed } = await pushWith((into, { method, path }) => {
      if (method === 'PUT' && path.includes('uploads'))
        into.put('acme/one', '0.1.0', Buffer.from(other(into.host).bytes).toString());
      return undefined;
    });
    const { digest, bytes } = other(registry.host);
    expect(results).toMatchObject([{ state: 'taken', digest }]);
    expect(pushed).toEqual([]);
    expect(registry.tags.get('acme/one:0.1.0')?.equals(Buffer.from(bytes))).toBe(true);
  });

  test('at the same moment is noticed', async () => {
    const { registry, problem, pushed } = await pushWith((into, seen) => {
      if (!isWrite(seen)) return undefined;
      into.put('acme/one', '0.1.0', Buffer.from(other(into.host).bytes).toString());
      return { status: 201, headers: { 'docker-content-digest': digestOf(seen.body) } };
    });
    expect(problem).toContain(`the registry has stored ${other(registry.host).digest} where sha256:`);
    expect(problem).toContain('Somebody else may have pushed at the same time');
    expect(pushed).toEqual([]);
  });
});

describe('a registry that says what it stored', () => {
  test.each<[string, Said]>([
    ['tells for a while that there is nothing', { status: 404 }],
    ['cannot be asked', { status: 500 }],
  ])('and %s: it is believed', async (_, said) => {
    let isSet = false;
    const { results, problem } = await pushWith((_registry, seen) => {
      if (isSet && !isWrite(seen)) return said;
      isSet ||= isWrite(seen);
      return undefined;
    });
    expect(problem).toBeUndefined();
    expect(results).toMatchObject([{ state: 'pushed' }]);
  });

  test('and tells for a while what was there before: it is believed', async () => {
    const registry: FakeRegistry = await start({
      fault: (seen) =>
        isWrite(seen) ? { status: 201, headers: { 'docker-content-digest': digestOf(seen.body) } } : undefined,
    });
    registry.put('acme/one', '0.1.0', Buffer.from(other(registry.host).bytes).toString());
    const { results } = await push(one(registry.host), { overwrite: true });
    expect(results).toMatchObject([{ state: 'replaced' }]);
  });
});
