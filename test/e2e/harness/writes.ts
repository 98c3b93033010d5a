/** What the operator writes while something happens, by the API server's audit log. */
import { writesOf } from './audit.ts';
import { settled } from './eventually.ts';
import type { Installation } from './installation.ts';

/** The operator's writes from now on, once there are no more. */
export const writesDuring = async (
  { controlPlane, user }: Pick<Installation, 'controlPlane' | 'user'>,
  action: () => Promise<unknown>,
): Promise<readonly string[]> => {
  const writes = async () => writesOf(await controlPlane.auditLog(), user);
  const before = (await settled(writes)).length;
  await action();
  return (await settled(writes)).slice(before).toSorted();
};
