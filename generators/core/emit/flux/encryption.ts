/** What tools for Flux look for at the root of a project. */
import type { FluxModel } from './flux-model.ts';

/** `.sops.yaml`: what of a manifest is encrypted, and for whom. Without recipients, these are told to sops when it is run. */
export const sopsConfig = ({ delivery: { flux } }: FluxModel): object => ({
  creation_rules: [
    {
      path_regex: String.raw`deploy/flux/.*\.ya?ml$`,
      encrypted_regex: '^(data|stringData)$',
      ...(flux.decryption !== undefined &&
        flux.decryption.recipients.length > 0 && { age: flux.decryption.recipients.join(',') }),
    },
  ],
});

/** `.sourceignore`: of the repository, Flux needs the manifests and the charts. */
export const SOURCE_IGNORE = '# What Flux takes of this repository.\n/*\n!/deploy/\n!/charts/\n';
