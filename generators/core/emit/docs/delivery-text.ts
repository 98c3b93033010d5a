/** Pieces of docs/delivery.md that several of its sections have. */
import type { Model } from '../../model/model.ts';

/** The operator's image, as it is pushed. */
export const imageOf = ({ image }: Model): string => `${image.repository}:${image.tag}`;

/** Builds and pushes it, for the machine's own kind of processor. */
export const pushImage = (model: Model): string => `docker build --push --tag ${imageOf(model)} .`;

/** The Flux that the manifests are written for, all of its controllers. */
export const FLUX_VERSION = '2.9.5';
export const FLUX_MANIFEST = `https://github.com/fluxcd/flux2/releases/download/v${FLUX_VERSION}/install.yaml`;
/** What runs a Flux that a FluxInstance describes. */
export const FLUX_OPERATOR = 'oci://ghcr.io/controlplaneio-fluxcd/charts/flux-operator';

export const PUBLISH = 'npx generator-k8s-operator publish';

/** What Helm is told of a registry of which the spec says that it speaks plain HTTP. */
export const overHttp = ({ delivery: { flux } }: Model): string => (flux?.insecure === true ? ' --plain-http' : '');

/** Commands as a block of code. */
export const commands = (...lines: readonly string[]): string => lines.map((line) => `    ${line}`).join('\n');

/** What a user calls something, in a shell; where a shell would read it otherwise, what it stands for. */
export const word = (value: string, otherwise: string): string =>
  /^[\w./:@+][\w./:@+-]*$/.test(value) ? value : otherwise;

/** One thing a line. */
export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

/** A paragraph in lines of equal length; what is no paragraph stays as it is. Code is kept together. */
export const filled = (block: string): string => {
  if (/^(?: {4}|[|#<-]|\d+\.)/.test(block)) return block;
  const words = block.trim().match(/(?:\\.|`[^`]*`|\S)+/g) ?? [];
  const lines: string[] = [];
  for (const next of words) {
    const line = lines.at(-1);
    if (line === undefined || line.length + next.length >= WIDTH) lines.push(next);
    else lines[lines.length - 1] = `${line} ${next}`;
  }
  return `${lines.join('\n')}${block.endsWith('\n') ? '\n' : ''}`;
};

const WIDTH = 140;

/** The registry's host: 'ghcr.io'. */
export const hostOf = (url: string): string => url.replace(/^oci:\/\//, '').split('/')[0]!;
