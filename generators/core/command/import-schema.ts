/** The JSON Schema beside a spec that `import` begins outside of a project: its first line names the file, for editors. */
import type { Change } from '../apply/change.ts';
import { openDisk } from '../apply/disk.ts';
import { SCHEMA_FILE } from '../apply/path.ts';
import { json } from '../emit/project/package-json.ts';
import { operatorSchema } from '../spec/schema/operator.ts';

/** What becomes of the file in a folder: one of somebody else's stays. */
export const schemaChange = (root: string): Change => {
  const change = { path: SCHEMA_FILE, owner: 'managed' } as const;
  const after = Buffer.from(json(operatorSchema));
  const entry = openDisk(root).read(SCHEMA_FILE);
  if (entry.type === 'missing') return { ...change, action: 'create', after };
  const foreign = 'is kept, and is not the schema of a spec: editors will not know what operator.yaml may say.';
  if (entry.type === 'obstacle') return { ...change, action: 'keep', note: foreign };
  const { bytes: before } = entry;
  if (before.equals(after)) return { ...change, action: 'unchanged', before };
  return before.includes(operatorSchema.$id)
    ? { ...change, action: 'update', before, after }
    : { ...change, action: 'keep', before, note: foreign };
};
