/** The charts of a project: their own values, and what reads the schema that these are held to. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { asReadFault, isSystemError } from '../../apply/fault.ts';
import type { Disk } from '../../apply/disk.ts';
import { isObject, type JsonValue } from '../../model/json.ts';
import type { PlannedFile } from '../../plan/plan.ts';
import { decodeUtf8 } from '../../spec/bytes.ts';
import type { Problem } from '../../spec/problem.ts';
import type { DeliveredDocument, DeliveredTree } from '../tree.ts';
import type { SchemaFault } from './schema-faults.ts';

export interface Chart {
  /** Its folder below charts/. */
  readonly name: string;
  /** values.yaml as the generator makes it; undefined where the user brought the chart. */
  readonly planned: string | undefined;
  /** values.yaml as it is; undefined where there is none, or nothing in it. */
  readonly document: DeliveredDocument | undefined;
  readonly defaults: JsonValue;
  /** Names under which other charts add values of theirs. */
  readonly dependencies: ReadonlySet<string>;
}

/** Every folder below charts/ that has a Chart.yaml or values.yaml. Throws a Fault when the file system refuses. */
export const chartsOf = (disk: Disk, { files }: DeliveredTree, plan: readonly PlannedFile[]): readonly Chart[] => {
  const planned = new Map(plan.map(({ path, content }) => [path, content]));
  const documents = new Map(files.map(({ path, documents: [document] }) => [path, document]));
  const names = new Set(files.flatMap(({ path }) => /^charts\/([^/]+)\//.exec(path)?.[1] ?? []));
  return [...names].map((name) => {
    const folder = `charts/${name}`;
    const values = planned.get(`${folder}/values.yaml`);
    const document = documents.get(`${folder}/values.yaml`);
    return {
      name,
      planned: values === undefined ? undefined : String(values),
      document,
      defaults: document?.value ?? {},
      dependencies: new Set([
        ...dependenciesOf(documents.get(`${folder}/Chart.yaml`)?.value),
        ...dependenciesOf(documents.get(`${folder}/requirements.yaml`)?.value),
        ...chartsIn(disk.root, `${folder}/charts`),
      ]),
    };
  });
};

const dependenciesOf = (metadata: JsonValue | undefined): readonly string[] => {
  const list = isObject(metadata) ? metadata.dependencies : undefined;
  return (Array.isArray(list) ? (list as readonly JsonValue[]) : []).flatMap((item) => {
    const { alias, name } = isObject(item) ? item : {};
    const known = alias ?? name;
    return typeof known === 'string' ? [known] : [];
  });
};

/** Helm takes those that are there, too, whether they are listed or not. */
const chartsIn = (root: string, folder: string): readonly string[] => {
  try {
    return readdirSync(join(root, folder)).map((name) => name.replace(/-v?\d[^/]*\.tgz$/, ''));
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw asReadFault(error, folder);
  }
};

/** What holds values to the schema of a chart; absent where that has none, or none that can be read, of which `problems` tell. */
export interface ChartSchema {
  readonly faultsOf?: (values: JsonValue) => readonly SchemaFault[];
  readonly problems: readonly Problem[];
}

/** The validator is loaded here, once there is something to validate. */
export const schemaOf = async ({ name }: Chart, disk: Disk, plan: readonly PlannedFile[]): Promise<ChartSchema> => {
  const file = `charts/${name}/values.schema.json`;
  const entry = disk.read(file);
  const planned = plan.find(({ path }) => path === file)?.content;
  const content = planned ?? (entry.type === 'file' ? entry.bytes : undefined);
  if (content === undefined) return { problems: [] };
  const parsed = parsedJson(content);
  if ('message' in parsed) return { problems: [{ file, path: '', severity: 'error', ...parsed }] };
  const { readSchema } = await import('./schema-faults.ts');
  const reader = readSchema(parsed.schema);
  const warning = (message: string): Problem => ({ file, path: '', message, severity: 'warning' });
  if (!reader.ok) return { problems: [warning(`${reader.reason}. No values are held to this schema.`)] };
  return {
    faultsOf: reader.faultsOf,
    problems: reader.unread.map((reference) =>
      warning(`${reference} is in another document, which is not fetched: what that asks of values is not checked.`),
    ),
  };
};

type Parsed = { readonly schema: JsonValue } | { readonly message: string; readonly hint?: string };

const parsedJson = (content: string | Uint8Array): Parsed => {
  const decoded = typeof content === 'string' ? { text: content } : decodeUtf8(content);
  if (!('text' in decoded)) return decoded;
  try {
    return { schema: JSON.parse(decoded.text) as JsonValue };
  } catch (error) {
    return { message: `it is no JSON, and helm refuses the chart: ${(error as Error).message}.` };
  }
};
