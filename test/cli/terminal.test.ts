/** Questions on a terminal: what is asked, with which answers it goes on, and how it is left. On every Node that can run the bin. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, project, read, tree } from './program.ts';
import { hasTerminals, nodeOf, onTerminal } from './screen.ts';

/** The oldest that the package takes; what is loaded at a question must load there too. */
const OLDEST = 20;
const oldest = nodeOf(OLDEST);
if (oldest === undefined) {
  const message = `questions on Node ${OLDEST}: NOT RUN, there is no such Node here.`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n${'*'.repeat(80)}\n${message}\n${'*'.repeat(80)}\n`);
}
const nodes = [process.execPath, ...(oldest === undefined ? [] : [oldest])];

describe.skipIf(!hasTerminals).each(nodes)('on a terminal, with %s', (node) => {
  const ask = (cwd: string, ...args: string[]) => onTerminal(cwd, args, { node });

  test('Return at every question makes an operator of the defaults', async () => {
    const parent = folder();
    const screen = ask(parent, 'new');
    await screen.shows("The operator's name: (memcached-operator)");
    screen.type('\r');
    await screen.shows('The domain of its API groups: (example.com)');
    screen.type('\r');
    await screen.shows('The APIs that it owns (GROUP/VERSION/KIND): (memcached/v1alpha1/Memcached)');
    screen.type('\r');
    expect(await screen.exited()).toBe(0);
    expect(read(parent, 'memcached-operator/operator.yaml')).toMatch(/domain: example\.com[^]*kind: Memcached/);
  });

  test('what is missing is asked for, and only that', async () => {
    const parent = folder();
    const screen = ask(parent, 'new', 'web-operator');
    await screen.shows('The domain of its API groups:');
    screen.type('acme.org\r');
    await screen.shows('The APIs that it owns');
    screen.type('\r');
    expect(await screen.exited()).toBe(0);
    expect(screen.text()).not.toContain("The operator's name");
    expect(read(parent, 'web-operator/operator.yaml')).toMatch(/domain: acme\.org[^]*kind: Web/);
  });

  test('answers that are typed ahead are all taken', async () => {
    const parent = folder();
    const screen = ask(parent, 'new');
    await screen.shows("The operator's name:");
    screen.type('web-operator\racme.org\rweb/v1/Site, web/v1/Page\r');
    expect(await screen.exited()).toBe(0);
    expect(read(parent, 'web-operator/operator.yaml')).toMatch(/domain: acme\.org[^]*kind: Site[^]*kind: Page/);
  });

  test('an answer that is wrong is said so at once, and asked for again', async () => {
    const parent = folder();
    const screen = ask(parent, 'new', 'web-operator', '--domain', 'acme.org');
    await screen.shows('The APIs that it owns');
    screen.type('nonsense\r');
    await screen.shows('is no API');
    screen.type('web/v1/Site\r');
    expect(await screen.exited()).toBe(0);
    expect(read(parent, 'web-operator/operator.yaml')).toContain('kind: Site');
  });

  test('the API to add is asked for', async () => {
    const root = project();
    const screen = ask(root, 'api');
    await screen.shows('The API to add');
    screen.type('\r');
    await screen.shows('is no API');
    screen.type('cache/v1alpha1/Backup\r');
    expect(await screen.exited()).toBe(0);
    expect(read(root, 'operator.yaml')).toContain('kind: Backup');
  });

  test('what was typed is judged before anything is asked', async () => {
    const screen = ask(folder(), 'new', 'web-operator', '--domain', 'wrong');
    expect(await screen.exited()).toBe(1);
    expect(screen.text()).toContain('"wrong" is no domain');
  });

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s at a question writes nothing, says so in our words alone, and exits 130', async (_, key) => {
    const parent = folder();
    const screen = ask(parent, 'new');
    await screen.shows("The operator's name:");
    screen.type(key);
    expect(await screen.exited()).toBe(130);
    expect(screen.text()).toMatch(/\r\nInterrupted\. Nothing was written\.\r\n$/);
    expect(screen.text()).not.toContain('await');
    expect(tree(parent)).toEqual({});
    expect([existsSync(join(parent, 'memcached-operator')), readdirSync(parent)]).toEqual([false, []]);
  });
});
