/** All built-in kinds as a list. A module of its own: whoever imports it bundles them all. */
import type { Kind } from '../kind.ts';
import { kinds } from './generated/builtin.ts';

/** Every built-in kind in every version that Kubernetes can serve; a table of resources for an API server. */
export const builtinKinds: readonly Kind[] = kinds;
