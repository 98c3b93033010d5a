/** Credentials of a registry, from wherever docker, podman and helm keep them; and the words for where they were looked for. */
import { askHelper } from './credential-helper.ts';
import { type Credentials, type World, authFiles, readAuthFile } from './docker-config.ts';
import type { Repository } from './reference.ts';

export interface Lookup {
  readonly credentials?: Credentials;
  /** Whose they are and where they come from, or all the places without any. */
  readonly words: string;
}

/** The first that are found. Programs are asked, so this is for when a registry asks for them. */
export const findCredentials = async (repository: Repository, world: World, signal: AbortSignal): Promise<Lookup> => {
  const looked: string[] = [];
  for (const file of authFiles(world)) {
    const shown = shorten(file, world.home);
    const found = readAuthFile(file, repository);
    if ('reason' in found) {
      looked.push(`${shown} (${found.reason})`);
      continue;
    }
    const { helper, credentials } = found;
    if (helper !== undefined) {
      const answer = await askHelper(helper.name, helper.server, world.env, signal);
      const program = `docker-credential-${helper.name}`;
      if ('type' in answer) return { credentials: answer, words: `${whose(answer)} from ${program} of ${shown}` };
      looked.push(`${shown} (${program} ${answer.reason})`);
    }
    if (credentials !== undefined) return { credentials, words: `${whose(credentials)} from ${shown}` };
  }
  return { words: `no credentials: looked in ${looked.join(', ')}` };
};

const whose = (credentials: Credentials): string =>
  credentials.type === 'password' ? `the credentials of ${JSON.stringify(credentials.user)}` : 'the token';

const shorten = (file: string, home: string): string =>
  file.startsWith(`${home}/`) ? `~${file.slice(home.length)}` : file;
