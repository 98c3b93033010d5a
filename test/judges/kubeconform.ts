/** Runs kubeconform over a folder of manifests, offline: every object against the schema of its kind, unknown fields refused. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { judge } from './judges.ts';
import { LAYOUT } from './kubernetes-schemas.ts';

export interface Conformity {
  /** One line an object that is wrong, or that has no schema. */
  readonly problems: readonly string[];
  readonly valid: number;
}

interface Output {
  readonly resources?: readonly {
    readonly filename: string;
    readonly kind: string;
    readonly name: string;
    readonly version: string;
    readonly msg: string;
    readonly validationErrors?: readonly { readonly path: string; readonly msg: string }[];
  }[];
  readonly summary: { readonly valid: number; readonly skipped: number };
}

/** `schemas`: folders as kubernetes-schemas.ts makes them. A kind without a schema is a problem. Throws GoMissing without Go. */
export const kubeconform = async (folder: string, schemas: readonly string[]): Promise<Conformity> => {
  const locations = schemas.flatMap((place) => ['-schema-location', `${place}/${LAYOUT}`]);
  const args = ['-strict', '-summary', '-output', 'json', '-n', '2', ...locations, folder];
  const child = spawn(await judge('kubeconform'), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (!output.startsWith('{')) throw new Error(`kubeconform: ${complaint}${output}`);
  const { resources = [], summary } = JSON.parse(output) as Output;
  return {
    problems: resources.map(
      ({ filename, version, kind, name, msg }) => `${filename}: ${version} ${kind} ${name}: ${msg}`,
    ),
    valid: summary.valid,
  };
};
