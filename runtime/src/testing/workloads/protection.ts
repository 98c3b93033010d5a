/** Claims keep a finalizer until no pod uses them; here no pod ever does. */
import { PROTECTION } from '../builtin/prepare.ts';
import { textAt } from '../json.ts';
import type { Api } from '../requests/request.ts';
import type { StoreEvent } from '../store/event-log.ts';
import { removeFinalizer } from './internal.ts';

export function protectionEvent(api: Api, { collection, type, object }: StoreEvent): void {
  if (collection !== 'persistentvolumeclaims' || type === 'DELETED') return;
  if (textAt(object, 'metadata', 'deletionTimestamp') !== undefined) removeFinalizer(api, object, PROTECTION);
}
