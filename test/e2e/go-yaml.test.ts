/** We read YAML as sigs.k8s.io/yaml does, value by value, but for what we refuse on purpose. */
import { expect, test } from 'vitest';
import { jsonText } from '../../generators/core/model/json.ts';
import { firstDocument } from '../../generators/core/olm/first-document.ts';
import { Unreadable } from '../../generators/core/olm/go-yaml/cursor.ts';
import { readGoYaml } from '../../generators/core/olm/go-yaml/read.ts';
import { ifAvailable } from '../judges/availability.ts';
import { randomYaml } from '../judges/bundle-mutations/random-text.ts';
import { randomNumbers } from '../judges/crdify-mutations.ts';
import { judge } from '../judges/judges.ts';
import { readByGo } from '../judges/olmcheck.ts';

const judges = await ifAvailable(async () => [await judge('olmcheck')]);

/** What is refused on purpose. */
const STRICTER = /^unresolved tag|^the document has more than 200 levels/;

test.skipIf(judges === undefined)('20,000 texts are read alike', { timeout: 120_000 }, async () => {
  const texts = randomYaml(20_000, randomNumbers(11)).filter((text) => !text.startsWith('\ufeff'));
  const theirs = await readByGo(texts);
  const ours = texts.map(read);
  const differences = texts.flatMap((text, i) => {
    const [mine, their] = [ours[i]!, theirs[i]!];
    if ('fault' in mine && STRICTER.test(mine.fault)) return [];
    const isSame = 'fault' in mine ? 'fault' in their : 'value' in their && sameValue(mine.value, their.value);
    return isSame ? [] : [{ text, mine, their }];
  });
  expect(differences).toEqual([]);
  expect(theirs.filter((their) => 'value' in their).length).toBeGreaterThan(6000);
});

const read = (text: string): { readonly value: string } | { readonly fault: string } => {
  const { text: first, odd } = firstDocument(text);
  const found = odd === undefined ? readGoYaml(first) : new Unreadable(odd, 'odd');
  return found instanceof Unreadable ? { fault: found.message } : { value: jsonText(found.value) };
};

const sameValue = (mine: string, their: unknown): boolean => sorted(JSON.parse(mine)) === sorted(their);

/** JSON with keys in order; there is no -0 in it. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
