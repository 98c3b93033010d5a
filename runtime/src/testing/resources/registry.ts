/** Every kind that the server serves right now: built in, and of installed CRDs. */
import { builtinResourcesFor } from '../builtin/resources.ts';
import { Allocations } from '../builtin/prepare.ts';
import { customResources } from '../crd/resources.ts';
import type { JsonObject } from '../json.ts';
import { listAt, textAt } from '../json.ts';
import type { Resource } from './resource.ts';
import { compareVersions } from './versions.ts';

export class Registry {
  readonly #builtin: readonly Resource[] = builtinResourcesFor(new Allocations());
  readonly #custom = new Map<string, readonly Resource[]>();

  all(): readonly Resource[] {
    return [...this.#builtin, ...[...this.#custom.values()].flat()];
  }

  find(group: string, version: string, plural: string): Resource | undefined {
    return this.all().find((each) => each.group === group && each.version === version && each.plural === plural);
  }

  /** A kind in any of its versions: what owner references and objects name. */
  byKind(apiVersion: string, kind: string): Resource | undefined {
    return this.all().find((each) => each.apiVersion === apiVersion && each.kind === kind);
  }

  byCollection(collection: string): Resource | undefined {
    return this.all().find((each) => each.collection === collection);
  }

  groups(): readonly string[] {
    return [...new Set(this.all().map(({ group }) => group))].sort();
  }

  /** Versions of a group, the preferred one first. */
  versions(group: string): readonly string[] {
    const all = new Set(
      this.all()
        .filter((each) => each.group === group)
        .map(({ version }) => version),
    );
    return [...all].sort(compareVersions);
  }

  /** Serves an established CRD, in its present form. */
  install(crd: JsonObject): void {
    const established = listAt(crd, 'status', 'conditions').some(
      (each) => textAt(each, 'type') === 'Established' && textAt(each, 'status') === 'True',
    );
    if (established) this.#custom.set(textAt(crd, 'metadata', 'name') ?? '', customResources(crd));
  }

  uninstall(crd: JsonObject): void {
    this.#custom.delete(textAt(crd, 'metadata', 'name') ?? '');
  }
}
