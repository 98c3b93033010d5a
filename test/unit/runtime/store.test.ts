import { describe, expect, test } from 'vitest';
import { createStore } from '../../../runtime/src/cache/store.ts';
import { type Widget, widget } from './widget.ts';

const started = () => {
  const told: string[] = [];
  const store = createStore<Widget>({
    changed: ({ object, removed, writer }) => {
      const who = writer === undefined ? '' : ` by ${writer}`;
      told.push(`${removed ? '-' : ''}${object.metadata.name}@${object.metadata.resourceVersion}${who}`);
    },
  });
  const read = (name: string) => store.get(`default/${name}`)?.metadata.resourceVersion;
  return { store, told, read };
};

describe('reading', () => {
  test('what the watch brought, frozen through and through', () => {
    const { store } = started();
    store.apply(widget('a', '1', { spec: { size: 1 } }));
    const object = store.get('default/a');
    expect(() => Object.assign(object?.spec ?? {}, { size: 2 })).toThrow(TypeError);
    expect(object?.spec).toEqual({ size: 1 });
  });

  test('an own write at once, and never again what was before it', () => {
    const { store, read } = started();
    store.apply(widget('a', '9'));
    store.beginWrite('default/a')(widget('a', '12'));
    expect(read('a')).toBe('12');
    store.apply(widget('a', '10'));
    expect(read('a')).toBe('12');
    store.apply(widget('a', '13'));
    expect(read('a')).toBe('13');
  });

  test('an object that we made before the watch shows it, by its owner and namespace too', () => {
    const { store } = started();
    const child = widget('a', '5');
    const owned = {
      ...child,
      metadata: { ...child.metadata, ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: 'x', uid: 'owner' }] },
    };
    store.beginWrite('default/a')(owned);
    const names = (objects: readonly Widget[]) => objects.map(({ metadata }) => metadata.name);
    expect(names(store.values())).toEqual(['a']);
    expect(names(store.ownedBy('owner'))).toEqual(['a']);
    expect(names(store.inNamespace('default'))).toEqual(['a']);
    store.remove(widget('a', '6'));
    expect(names(store.values())).toEqual([]);
    expect(names(store.ownedBy('owner'))).toEqual([]);
  });

  test('nothing of an object that we deleted, but the next one of its name', () => {
    const { store, read } = started();
    store.apply(widget('a', '1'));
    store.beginWrite('default/a')('deleted');
    expect(read('a')).toBeUndefined();
    store.apply(widget('a', '2'));
    expect(read('a')).toBeUndefined();
    const next = widget('a', '4');
    store.apply({ ...next, metadata: { ...next.metadata, uid: 'another' } });
    expect(read('a')).toBe('4');
  });

  test('after a new list only what is in it', () => {
    const { store, told, read } = started();
    store.replace([widget('a', '1'), widget('b', '2')], '2');
    store.beginWrite('default/c')(widget('c', '3'));
    store.beginWrite('default/d')(widget('d', '99'));
    told.length = 0;
    store.replace([widget('b', '2'), widget('e', '4')], '5');
    expect(['a', 'b', 'c', 'd', 'e'].map(read)).toEqual([undefined, '2', undefined, '99', '4']);
    expect(told).toEqual(['e@4', '-a@1', '-c@3']);
  });

  test('resourceVersions as numbers', () => {
    const { store, read } = started();
    store.apply(widget('a', '9'));
    store.beginWrite('default/a')(widget('a', '10'));
    expect(read('a')).toBe('10');
  });
});

describe('what is told', () => {
  test('what the watch had brought before, and an own write where it had brought nothing', () => {
    const told: (string | undefined)[] = [];
    const store = createStore<Widget>({ changed: ({ previous }) => told.push(previous?.metadata.resourceVersion) });
    store.apply(widget('a', '1'));
    store.beginWrite('default/a', 'us')(widget('a', '2'));
    store.apply(widget('a', '3'));
    store.beginWrite('default/b')(widget('b', '4'));
    store.replace([widget('b', '5')], '6');
    expect(told).toEqual([undefined, '1', '4', '3']);
  });

  test('each change by others', () => {
    const { store, told } = started();
    store.apply(widget('a', '1'));
    store.apply(widget('a', '2'));
    store.remove(widget('a', '3'));
    expect(told).toEqual(['a@1', 'a@2', '-a@3']);
  });

  test('who wrote it, when the echo of an own write comes after the answer', () => {
    const { store, told } = started();
    store.beginWrite('default/a', 'us')(widget('a', '5'));
    store.apply(widget('a', '5'));
    store.apply(widget('a', '6'));
    expect(told).toEqual(['a@5 by us', 'a@6']);
  });

  test('nobody, when the write was that of no reconcile', () => {
    const { store, told } = started();
    const end = store.beginWrite('default/a');
    store.apply(widget('a', '5'));
    expect(told).toEqual(['a@5']);
    end(widget('a', '5'));
    store.apply(widget('a', '6'));
    expect(told).toEqual(['a@5', 'a@6']);
  });

  test('each of two writers', () => {
    const { store, told } = started();
    const [one, two] = [store.beginWrite('default/a', 'one'), store.beginWrite('default/a', 'two')];
    one(widget('a', '5'));
    store.apply(widget('a', '5'));
    two(widget('a', '6'));
    store.apply(widget('a', '6'));
    expect(told).toEqual(['a@5 by one', 'a@6 by two']);
  });

  test('who wrote it, when the echo of an own write comes before the answer', () => {
    const { store, told } = started();
    const end = store.beginWrite('default/a', 'us');
    store.apply(widget('a', '5'));
    store.apply(widget('a', '6'));
    expect(told).toEqual([]);
    end(widget('a', '5'));
    expect(told).toEqual(['a@5 by us', 'a@6']);
  });

  test('a change by others that came between, though the answer is newer', () => {
    const { store, told } = started();
    store.apply(widget('a', '1'));
    store.beginWrite('default/a', 'us')(widget('a', '5'));
    store.apply(widget('a', '4'));
    store.apply(widget('a', '5'));
    expect(told).toEqual(['a@1', 'a@4', 'a@5 by us']);
  });

  test('all that waited for a write that failed', () => {
    const { store, told } = started();
    const end = store.beginWrite('default/a', 'us');
    store.apply(widget('a', '5'));
    end(undefined);
    expect(told).toEqual(['a@5']);
  });

  test('a change after a write that changed nothing', () => {
    const { store, told } = started();
    store.apply(widget('a', '5'));
    store.beginWrite('default/a', 'us')(widget('a', '5'));
    store.apply(widget('a', '6'));
    expect(told).toEqual(['a@5', 'a@6']);
  });

  test('an object that others deleted while we wrote to it', () => {
    const { store, told, read } = started();
    const end = store.beginWrite('default/a', 'us');
    store.apply(widget('a', '5'));
    store.remove(widget('a', '6'));
    end(widget('a', '5'));
    expect(told).toEqual(['a@5 by us', '-a@6']);
    expect(read('a')).toBeUndefined();
  });
});
