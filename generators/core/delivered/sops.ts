/** Manifests that SOPS encrypted: what stands in their fields is not what the cluster gets. */
import { isObject, type JsonValue } from '../model/json.ts';

/** SOPS leaves what it needs itself beside the object's own fields. */
export const isEncrypted = (value: JsonValue): boolean => isObject(value) && isObject(value.sops);
